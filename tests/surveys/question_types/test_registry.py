"""Every type of question: what it takes, what it gives to the door, how it is shown."""

from typing import Any

import pytest
from django.template.loader import get_template

from surveys.enums import QuestionType
from surveys.exceptions import UnknownQuestionTypeError
from surveys.models import Question
from surveys.question_types.base import NotAllowedError, SettingsError
from surveys.question_types.registry import QUESTION_TYPES, question_type

OPTIONS = [{"key": key, "text": {"en": key.upper(), "zh": f"选项{key}"}} for key in "abc"]
EXAMPLES: dict[str, tuple[list[Any], list[Any]]] = {
    # type: what it takes, what it refuses
    "agreement5": ([1, 3, 5], [0, 6, 2.0, "3", True, None, [3]]),
    "agreement7": ([1, 7], [0, 8, "7", None]),
    "frequency": ([1, 5], [0, 6, "often", None]),
    "smiley": ([1, 5], [0, 6, "🙂", None]),
    "rating": ([2, 6], [1, 7, "2", None]),
    "scale10": ([0, 10], [-1, 11, "0", False, 9.5, None]),
    "single": (["a", "c"], ["d", "", 1, None, ["a"]]),
    "multiple": ([["a"], ["a", "c"]], [[], ["a", "a"], ["d"], "a", None, [1], [["a"]]]),
    "ranking": (
        [["c", "a", "b"]],
        [["a"], [], ["a", "a", "b"], ["a", "b", "d"], "abc", None, ["a", "b", "c", "c"]],
    ),
    "matrix": ([], [1, "r1", {"r1": 3}, None, []]),
    "number": ([3, 4.5, 40], [2, 41, "3", True, None, float("nan"), float("inf"), [3]]),
    "date": (
        ["2020-01-01", "2024-02-29"],
        ["2019-12-31", "2023-02-29", "2020-1-1", "20200101", "", 20200101, None],
    ),
    "short": (["Fine.", " x "], ["", "x" * 201, "a\nb", None]),
    "text": (["Fine.", " x "], ["", "  ", 5, None, "x" * 4001, ["x"]]),
    "note": ([], ["", "read", 1, None]),
}
SETTINGS: dict[str, dict[str, Any]] = {
    "rating": {"min": 2, "max": 6, "labels": {"2": {"en": "Low", "zh": "低"}}},
    "matrix": {"scale": "frequency", "rows": [{"key": "r1", "text": {"en": "Row", "zh": "行"}}]},
    "number": {"min": 3, "max": 40},
    "date": {"min": "2020-01-01"},
}


def example(kind: str, **fields: Any) -> Question:
    options = OPTIONS if QUESTION_TYPES[kind].takes_options else []
    fields = {"settings": SETTINGS.get(kind, {})} | fields
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
    for value, label in [] if kind == "ranking" else spec.choices(question):
        assert label
        spec.validate(question, spec.from_form([value]))


@pytest.mark.parametrize("kind", sorted(set(QUESTION_TYPES) - {"multiple", "ranking"}))
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


@pytest.mark.parametrize("kind", ["number", "date", "short", "text", "note", "matrix"])
def test_numbers_dates_and_words_are_no_items_of_the_door(kind: str) -> None:
    spec = question_type(kind)

    assert spec.items(example(kind)) == []
    assert spec.rows(example(kind), "2020-01-01") == []


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_examples_have_the_settings_that_their_type_wants(kind: str) -> None:
    question_type(kind).check(example(kind))
    assert set(SETTINGS.get(kind, {})) <= question_type(kind).settings


@pytest.mark.parametrize(
    ("kind", "settings"),
    [
        ("rating", {}), ("rating", {"min": 1, "max": 1}), ("rating", {"min": 0, "max": 11}), ("rating", {"min": "1", "max": 5}),
        ("rating", {"min": -1, "max": 3}), ("rating", {"min": 1, "max": 3, "labels": {"4": {"en": "x"}}}),
        ("rating", {"min": 1, "max": 3, "labels": {"1": "x"}}), ("number", {"min": 5, "max": 5}), ("number", {"min": "5"}),
        ("number", {"max": 10**10}), ("date", {"min": "2020-02-30"}), ("date", {"min": "2021-01-01", "max": "2020-01-01"}),
        ("single", {"other": "yes"}), ("matrix", {}), ("matrix", {"rows": []}), ("matrix", {"rows": [{"key": "a"}], "scale": "frequency"}),
        ("matrix", {"rows": [{"key": "a", "text": {"en": "A"}}] * 2, "scale": "frequency"}),
        ("matrix", {"rows": [{"key": "a", "text": {"en": "A"}}], "scale": "slider"}),
        ("matrix", {"rows": [{"key": "a", "text": {"en": "A"}}]}),
    ],
)  # fmt: skip
def test_settings_that_do_not_fit_are_found(kind: str, settings: dict[str, Any]) -> None:
    with pytest.raises(SettingsError):
        question_type(kind).check(example(kind, settings=settings))


def test_an_option_called_other_beside_the_other_of_the_settings_is_found() -> None:
    options = [{"key": "a", "text": {"en": "A"}}, {"key": "other", "text": {"en": "O"}}]
    question = Question(key="q", type="single", text={"en": "Q"}, options=options, settings={"other": True})

    with pytest.raises(SettingsError):
        question_type("single").check(question)


def test_other_is_one_more_option_at_the_end() -> None:
    question = example("multiple", settings={"other": True})

    assert question_type("multiple").choices(question)[-1] == ("other", "Something else")
    assert question_type("multiple").rows(question, ["other"])[-1] == ("q=other", 1.0)


def test_a_ranking_is_read_from_its_places_and_released_as_who_stands_first() -> None:
    spec, question = question_type("ranking"), example("ranking")

    assert spec.from_form(["2=a", "3=b", "1=c"]) == ["c", "a", "b"]
    assert spec.rows(question, ["c", "a", "b"]) == [("q=a", 0.0), ("q=b", 0.0), ("q=c", 1.0)]
    for typed in (["1=a", "1=b", "2=c"], ["1=a", "2=b"], ["1=a", "2=b", "4=c"], ["a", "b", "c"]):
        with pytest.raises(NotAllowedError):
            spec.validate(question, spec.from_form(typed))


@pytest.mark.parametrize(("typed", "number"), [("7", 7), (" 7.50 ", 7.5), ("-0", 0), ("0.0001", 0.0001)])
def test_number_reads_plain_digits_with_a_point(typed: str, number: float) -> None:
    assert question_type("number").from_form([typed]) == number


@pytest.mark.parametrize(
    "typed", ["7,5", "1e3", "٣", "0x10", "1_000", "07", "+7", ".5", "5.", "", "1234567890"]
)
def test_number_takes_nothing_else(typed: str) -> None:
    assert question_type("number").from_form([typed]) == [typed]


def test_rating_says_its_steps_and_calls_its_upper_quarter_favourable() -> None:
    spec, question = question_type("rating"), example("rating")

    assert spec.choices(question)[:2] == [("2", "2 · Low"), ("3", "3")]
    assert spec.items(question)[0].favourable_from == 5
    five = example("rating", settings={"min": 1, "max": 5})
    assert spec.items(five)[0].favourable_from == 4
