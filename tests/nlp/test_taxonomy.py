from typing import Any

import pytest

from nlp.exceptions import UnknownKeyError
from nlp.taxonomy import KEYS, TOPICS, get_topic

EXPECTED = [
    "workload",
    "meetings",
    "work_hours",
    "pay",
    "benefits",
    "career",
    "training",
    "recognition",
    "manager",
    "leadership",
    "communication",
    "team",
    "culture",
    "inclusion",
    "fairness",
    "autonomy",
    "tools",
    "process",
    "work_environment",
    "remote_work",
    "commute",
    "job_security",
    "change",
    "health",
]


def test_the_keys_are_the_ones_that_released_cells_refer_to() -> None:
    assert list(KEYS) == EXPECTED


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.key)
def test_every_topic_speaks_both_languages(topic: Any) -> None:
    row = topic.as_row()
    assert set(row) == {"key", "name_en", "name_zh", "description_en", "description_zh"}
    assert all(row.values())
    assert len(topic.examples_en) >= 2
    assert len(topic.examples_zh) >= 2
    assert any("\u4e00" <= sign <= "\u9fff" for sign in topic.name_zh)
    assert topic.name_en.isascii()


def test_an_unknown_topic_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownKeyError) as caught:
        get_topic("salaries")
    assert caught.value.key == "salaries"
    assert "pay" in caught.value.known
    assert get_topic("pay").name_zh == "薪酬"
