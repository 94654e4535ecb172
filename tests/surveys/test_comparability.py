"""When two questionnaires ask the same thing."""

from typing import Any

import pytest

from surveys.comparability import comparable, comparable_keys
from surveys.models import Question

OPTIONS = [{"key": "a", "text": {"en": "A"}}, {"key": "b", "text": {"en": "B"}}]


def question(**fields: Any) -> Question:
    given = {"key": "q", "type": "agreement5", "text": {"en": "Q"}, "bank_item": "own-x"} | fields
    return Question(**given)


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({}, True), ({"key": "another"}, True), ({"text": {"en": "Q", "zh": "问"}}, True), ({"section": {"en": "S"}}, True),
        ({"wording": 2}, False), ({"type": "agreement7"}, False), ({"reversed": True}, False), ({"bank_item": "own-y"}, False),
        ({"bank_item": ""}, False), ({"options": OPTIONS}, False), ({"settings": {"other": True}}, False),
    ],
)  # fmt: skip
def test_an_item_is_the_same_with_item_wording_and_scale(change: dict[str, Any], same: bool) -> None:
    assert comparable(question(), question(**change)) is same
    assert comparable(question(**change), question()) is same


@pytest.mark.parametrize(
    ("change", "same"), [({}, True), ({"key": "p"}, False), ({"text": {"en": "P"}}, False)]
)
def test_a_question_of_one_s_own_is_the_same_with_key_and_text(change: dict[str, Any], same: bool) -> None:
    assert comparable(question(bank_item=""), question(bank_item="", **change)) is same


def test_what_two_questionnaires_have_in_common_is_found_by_item_and_row() -> None:
    rows = [{"key": "r", "text": {"en": "Row"}}]
    matrix = question(key="m", type="matrix", bank_item="", settings={"rows": rows, "scale": "frequency"})
    here = [question(key="old"), question(key="gone", bank_item="own-gone"), matrix]

    assert comparable_keys(here, [question(key="new"), matrix]) == {"old": "new", "m.r": "m.r"}
    assert comparable_keys(here, []) == {}
