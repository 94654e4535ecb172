"""To which questions answers are given."""

from typing import Any

from surveys.models import Question
from surveys.parts import parts

ROWS = [{"key": "one", "text": {"en": "One"}}, {"key": "two", "text": {"en": "Two"}}]
OPTIONS = [{"key": "a", "text": {"en": "A"}}, {"key": "b", "text": {"en": "B"}}]


def question(kind: str, **fields: Any) -> Question:
    return Question(key="q", type=kind, text={"en": "Q"}, **fields)


def test_a_matrix_is_answered_row_by_row_on_its_scale() -> None:
    matrix = question(
        "matrix", settings={"rows": ROWS, "scale": "frequency"}, construct="workload", reversed=True, required=True
    )  # fmt: skip

    found = parts([matrix])
    assert [(part.key, part.type, part.text) for part in found] == [
        ("q.one", "frequency", {"en": "One"}),
        ("q.two", "frequency", {"en": "Two"}),
    ]
    assert {(part.construct, part.reversed, part.required) for part in found} == {("workload", True, True)}


def test_a_matrix_over_options_is_answered_by_choosing_one_in_each_row() -> None:
    found = parts([question("matrix", settings={"rows": ROWS}, options=OPTIONS)])

    assert {(part.type, len(part.options)) for part in found} == {("single", 2)}


def test_other_asks_for_words_of_those_who_chose_it() -> None:
    choice, words = parts([question("single", settings={"other": True}, options=OPTIONS)])

    assert choice.key == "q"
    assert (words.key, words.type) == ("q.other", "short")
    assert words.show_if == {"question": "q", "op": "eq", "value": "other"}


def test_a_note_is_not_answered_and_other_questions_stand_for_themselves() -> None:
    plain = question("agreement5")

    assert parts([question("note"), plain]) == [plain]
