"""Every type of question: what it takes, what it gives to the door, how it is shown."""

from typing import Any

import pytest
from django.template.loader import get_template

from surveys.enums import QuestionType
from surveys.exceptions import UnknownQuestionTypeError
from surveys.models import Question
from surveys.question_types.base import NotAllowedError
from surveys.question_types.registry import QUESTION_TYPES, question_type

OPTIONS = [{"key": key, "text": {"en": key.upper(), "zh": f"选项{key}"}} for key in "abc"]
EXAMPLES: dict[str, tuple[list[Any], list[Any]]] = {
    # type: what it takes, what it refuses
    "agreement5": ([1, 3, 5], [0, 6, 2.0, "3", True, None, [3]]),
    "scale10": ([0, 10], [-1, 11, "0", False, 9.5, None]),
    "single": (["a", "c"], ["d", "", 1, None, ["a"]]),
    "multiple": ([["a"], ["a", "c"]], [[], ["a", "a"], ["d"], "a", None, [1], [["a"]]]),
    "text": (["Fine.", " x "], ["", "  ", 5, None, "x" * 4001, ["x"]]),
}


def example(kind: str, **fields: Any) -> Question:
    options = OPTIONS if QUESTION_TYPES[kind].takes_options else []
    return Question(key="q", type=kind, text={"en": "Q"}, options=options, **fields)


def test_every_type_of_the_model_is_registered_and_has_examples() -> None:
    assert set(QUESTION_TYPES) == set(QuestionType.values) == set(EXAMPLES)


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_takes_answers_and_refuses_everything_else(kind: str) -> None:
    takes, refuses = EXAMPLES[kind]
    for value in takes:
        question_type(kind).validate(example(kind), value)
    for value in refuses:
        with pytest.raises(NotAllowedError):
            question_type(kind).validate(example(kind), value)


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_template_exists(kind: str) -> None:
    get_template(question_type(kind).template)


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_rows_stay_within_the_items_of_the_door(kind: str) -> None:
    spec, takes = question_type(kind), EXAMPLES[kind][0]
    for turned in (False, True):
        question = example(kind, reversed=turned)
        items = {item.key: item for item in spec.items(question)}
        for value in takes:
            rows = spec.rows(question, spec.validate(question, value))
            assert [item for item, _ in rows] == list(items)
            assert all(items[item].minimum <= number <= items[item].maximum for item, number in rows)


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_what_a_form_sends_for_a_choice_is_an_answer(kind: str) -> None:
    spec, question = question_type(kind), example(kind)
    for value, label in spec.choices(question):
        assert label
        spec.validate(question, spec.from_form([value]))


@pytest.mark.parametrize("kind", ["agreement5", "scale10", "single", "text"])
def test_two_values_for_one_answer_are_refused(kind: str) -> None:
    spec, question = question_type(kind), example(kind)
    with pytest.raises(NotAllowedError):
        spec.validate(question, spec.from_form(["1", "2"]))


@pytest.mark.parametrize("digits", ["٣", "３", "1e1", "-1", "001", " 3"])
def test_only_plain_digits_are_numbers(digits: str) -> None:
    assert question_type("agreement5").from_form([digits]) == [digits]


def test_reversed_agreement_is_turned_round() -> None:
    assert question_type("agreement5").rows(example("agreement5", reversed=True), 2) == [("q", 4.0)]
    assert question_type("scale10").rows(example("scale10", reversed=True), 0) == [("q", 10.0)]


def test_choices_become_one_item_of_0_or_1_per_option() -> None:
    rows = question_type("multiple").rows(example("multiple"), ["a", "c"])

    assert rows == [("q=a", 1.0), ("q=b", 0.0), ("q=c", 1.0)]


def test_several_choices_are_stored_in_the_order_shown() -> None:
    assert question_type("multiple").validate(example("multiple"), ["c", "a"]) == ["a", "c"]


def test_text_is_stored_clean() -> None:
    assert question_type("text").validate(example("text"), " a\r\nb\x00 ") == "a\nb"


def test_unknown_type_names_the_known_ones() -> None:
    with pytest.raises(UnknownQuestionTypeError) as refused:
        question_type("slider")

    assert "agreement5" in str(refused.value)
