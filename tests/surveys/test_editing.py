"""Changes of a questionnaire that is being written."""

from typing import Any

import pytest

from surveys.editing import Definition, free_key, moved, named, rewritten, with_questions, without
from surveys.exceptions import EditRefusedError, Refusal
from tests.factories import surveys as make

ONE, TWO = make.both("One"), make.both("Two")


def three(**fields: Any) -> Definition:
    return make.definition(make.question("a"), make.question("b"), make.question("c", **fields))


def keys(definition: Definition) -> list[str]:
    return [question["key"] for question in definition["questions"]]


@pytest.mark.parametrize(
    ("key", "by", "after"),
    [("a", 1, "bac"), ("c", -1, "acb"), ("a", -1, "abc"), ("c", 1, "abc"), ("b", 1, "acb")],
)
def test_a_question_moves_and_stays_at_the_ends(key: str, by: int, after: str) -> None:
    assert "".join(keys(moved(key, by)(three()))) == after


def test_a_question_crosses_into_a_section_before_it_changes_places() -> None:
    begun = make.definition(make.question("a", section=ONE), make.question("b", section=TWO))
    crossed = moved("a", 1)(begun)
    assert keys(crossed) == ["a", "b"]
    assert crossed["questions"][0]["section"] == TWO
    assert keys(moved("a", 1)(crossed)) == ["b", "a"]


def test_a_condition_is_never_moved_before_its_question() -> None:
    begun = three(show_if={"question": "b", "op": "le", "value": 2})
    for change in (moved("c", -1), moved("b", 1), without("b")):
        with pytest.raises(EditRefusedError) as refused:
            change(begun)
        assert (refused.value.reason, refused.value.key) == (Refusal.DEPENDS, "c")
    assert keys(without("c")(begun)) == ["a", "b"]


def test_the_last_question_stays() -> None:
    with pytest.raises(EditRefusedError, match="one question at least"):
        without("a")(make.definition(make.question("a")))


def test_a_question_that_is_gone_is_refused() -> None:
    for change in (moved("x", 1), without("x"), rewritten("x", {})):
        with pytest.raises(EditRefusedError) as refused:
            change(three())
        assert refused.value.reason == Refusal.NO_QUESTION


def test_added_questions_get_free_keys_and_an_item_comes_in_once() -> None:
    item = make.question("a", bank_item="own-energy-1")
    assert keys(with_questions([item, item])(three())) == ["a", "b", "c", "a_2"]


@pytest.mark.parametrize(
    ("wanted", "taken", "key"),
    [("a", "", "a"), ("a", "a", "a_2"), ("a", ["a", "a_2"], "a_3"), ("x" * 80, "", "x" * 60)],
)
def test_free_keys(wanted: str, taken: str | list[str], key: str) -> None:
    assert free_key(wanted, taken) == key


def test_another_text_is_another_wording_but_a_translation_is_none() -> None:
    begun = make.definition({"key": "a", "type": "agreement5", "text": {"en": "I rest."}})
    translated = rewritten("a", {"text": {"en": "I rest.", "zh": "我休息。"}})(begun)
    assert translated["questions"][0].get("wording", 1) == 1
    changed = rewritten("a", {"text": {"en": "I sleep.", "zh": "我休息。"}})(translated)
    assert changed["questions"][0]["wording"] == 2
    assert rewritten("a", {"required": True})(changed)["questions"][0]["wording"] == 2


def test_changes_leave_what_they_were_given_as_it_was() -> None:
    begun = three()
    for change in (moved("a", 1), without("a"), rewritten("a", {"required": True}), named(ONE, TWO)):
        assert change(begun) != begun
        assert begun == three()
