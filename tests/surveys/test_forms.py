"""The ballot as a form."""

import json

from django.http import QueryDict

from surveys.forms import NOTHING_SENT, fields, missing, read_form
from surveys.models import Question

QUESTIONS = [
    Question(key="q1", type="agreement5", text={"en": "One"}, section={"en": "Work"}, required=True),
    Question(key="q2", type="multiple", text={"en": "Two"}, section={"en": "Work"}, options=[
        {"key": "a", "text": {"en": "A"}}, {"key": "b", "text": {"en": "B"}},
    ]),
    Question(key="q3", type="text", text={"en": "Three"}, section={"en": "End"}, show_if={
        "question": "q2", "op": "in", "value": ["a", "b"],
    }),
]  # fmt: skip


def sent(query: str) -> dict[str, object]:
    return dict(read_form(QUESTIONS, QueryDict(query)).answers)


def test_read_form_gives_values_for_the_intake() -> None:
    assert sent("q1=4&q2=a&q2=b&q3=Hello") == {"q1": 4, "q2": ["a", "b"], "q3": "Hello"}


def test_read_form_leaves_out_what_was_declined_or_left_empty() -> None:
    form = read_form(QUESTIONS, QueryDict("q1=&q3=+&lang=en&switch=zh-hans"))

    assert form.answers == {}
    assert form.declined == {"q1", "q3"}


def test_read_form_prefers_an_answer_to_declining() -> None:
    assert sent("q2=&q2=b") == {"q2": ["b"]}


def test_read_form_passes_on_what_belongs_to_no_question() -> None:
    assert sent("q9=1") == {"q9": ["1"]}


def test_missing_names_required_questions_without_a_decision() -> None:
    assert set(missing(QUESTIONS, NOTHING_SENT)) == {"q1"}
    assert not missing(QUESTIONS, read_form(QUESTIONS, QueryDict("q1=")))
    assert not missing(QUESTIONS, read_form(QUESTIONS, QueryDict("q1=3")))


def test_fields_keep_what_was_sent_and_say_what_is_wrong() -> None:
    shown = fields(QUESTIONS, read_form(QUESTIONS, QueryDict("q1=9&q2=b&q3=Hello")), {"q1": "No such step."})

    assert [one.error for one in shown] == ["No such step.", "", ""]
    assert [option.value for option in shown[1].options if option.chosen] == ["b"]
    assert shown[2].value == "Hello"
    assert shown[0].described_by == "error-q1"


MATRIX = Question(
    key="m", type="matrix", text={"en": "How often in {unit}?"}, required=True,
    settings={"scale": "frequency", "rows": [{"key": "r1", "text": {"en": "One"}}, {"key": "r2", "text": {"en": "Two"}}]},
)  # fmt: skip
OTHER = Question(
    key="o", type="single", text={"en": "Which?"}, settings={"other": True}, options=[{"key": "a", "text": {"en": "A"}}]
)  # fmt: skip
RANK = Question(key="r", type="ranking", text={"en": "Rank"}, required=True, options=QUESTIONS[1].options)
NUMBER = Question(key="n", type="number", text={"en": "How many?"}, required=True)
ALL = [MATRIX, OTHER, RANK, NUMBER]


def test_read_form_reads_rows_words_places_and_numbers() -> None:
    form = read_form(ALL, QueryDict("m.r1=2&m.r2=&o=other&o.other=Mine&r=2%3Da&r=1%3Db&n=7.5"))

    assert form.answers == {"m.r1": 2, "o": "other", "o.other": "Mine", "r": ["b", "a"], "n": 7.5}
    assert form.declined == {"m.r2"}


def test_a_blank_number_is_an_oversight_and_a_declined_one_a_decision() -> None:
    blank = read_form(ALL, QueryDict("n=&r=&r=&m.r1=1"))
    declined = read_form(ALL, QueryDict("n=&declined:n=1&r=&declined:r=1&m.r1=1&m.r2="))

    assert set(missing(ALL, blank)) == {"m.r2", "r", "n"}
    assert not missing(ALL, declined)
    assert declined.answers == {"m.r1": 1}


def test_declining_what_is_no_question_is_passed_on() -> None:
    assert read_form(ALL, QueryDict("declined:x=1")).answers == {"declined:x": ["1"]}


def test_fields_show_rows_words_and_places_with_what_was_sent() -> None:
    sent = read_form(ALL, QueryDict("m.r1=2&o=other&o.other=Mine&r=2%3Da&r="))
    matrix, other, rank, number = fields(ALL, sent, {"m.r2": "Please."}, {"unit": "Night shift"})

    assert matrix.text == "How often in Night shift?"
    assert matrix.error == "Please."
    assert [[option.value for option in row.options if option.chosen] for row in matrix.parts] == [["2"], []]
    assert [part.value for part in other.parts] == ["Mine"]
    assert [[place.value for place in option.places if place.chosen] for option in rank.options] == [
        ["2=a"],
        [],
    ]
    assert not number.declined
    assert json.loads(number.rules)["kind"] == "number"


def test_fields_say_upon_which_numbers_a_question_depends() -> None:
    late = Question(
        key="z", type="text", text={"en": "Why?"}, show_if={"question": "n", "op": "ge", "value": 3}
    )

    assert fields([NUMBER, late], NOTHING_SENT, {})[1].depends_answers == "3 or more"


def test_fields_start_a_section_once_and_say_upon_what_a_question_depends() -> None:
    shown = fields(QUESTIONS, NOTHING_SENT, {})

    assert [one.starts_section for one in shown] == [True, False, True]
    assert (shown[2].depends_on, shown[2].depends_answers) == ("Two", "A / B")
    assert [one.input for one in shown] == ["radio", "checkbox", "radio"]
