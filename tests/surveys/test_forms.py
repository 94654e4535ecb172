"""The ballot as a form."""

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


def test_fields_start_a_section_once_and_say_upon_what_a_question_depends() -> None:
    shown = fields(QUESTIONS, NOTHING_SENT, {})

    assert [one.starts_section for one in shown] == [True, False, True]
    assert (shown[2].depends_on, shown[2].depends_answers) == ("Two", "A / B")
    assert [one.input for one in shown] == ["radio", "checkbox", "radio"]
