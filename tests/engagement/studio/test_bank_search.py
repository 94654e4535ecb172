"""Finding items of the bank."""

import pytest

from engagement.studio.bank_search import NEAREST, by_meaning, found
from surveys.bank.loader import bank


def test_nothing_wanted_is_everything() -> None:
    assert found("", "en") == list(bank().values())


def test_words_are_found_in_both_languages_and_without_case() -> None:
    assert found("MEETINGS leave me", "en") == found("会议之余，我", "zh")
    assert [item["id"] for item in found("MEETINGS leave me", "en")] == ["own-meetings-1"]


@pytest.mark.parametrize("field", ["construct", "source", "type"])
def test_filters_hold(field: str) -> None:
    value = bank()["own-recovery-1"][field]
    items = found("", "en", **{field: value})
    assert 0 < len(items) < len(bank())
    assert {item[field] for item in items} == {value}


@pytest.mark.parametrize(("words", "lang"), [("cannot fall asleep at night", "en"), ("晚上总是失眠", "zh")])
def test_what_no_item_says_is_found_by_meaning(words: str, lang: str) -> None:
    items = found(words, "zh" if lang == "zh" else "en")
    assert len(items) == NEAREST
    assert {"sleep", "recovery"} & {item["construct"] for item in items[:5]}


def test_meaning_ranks_every_item_once() -> None:
    assert sorted(by_meaning("pay", "en")) == sorted(bank())
