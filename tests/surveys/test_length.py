"""How long a questionnaire takes."""

import pytest

from surveys.bank.loader import load_set, set_keys
from surveys.definition import as_question
from surveys.length import CHARACTERS_A_MINUTE, DECISION, WORDS_A_MINUTE, WRITING, minutes, reading_seconds
from surveys.models import Question


def asked(kind: str, **fields: object) -> Question:
    return Question(key="q", type=kind, text={"en": "", "zh": ""}, **fields)


def test_reading_counts_words_and_characters() -> None:
    assert reading_seconds("") == 0
    assert reading_seconds("word " * WORDS_A_MINUTE) == pytest.approx(60)
    assert reading_seconds("字" * CHARACTERS_A_MINUTE) == pytest.approx(60)
    assert reading_seconds("I don’t rest, 我休息。") == pytest.approx(
        60 * (3 / WORDS_A_MINUTE + 3 / CHARACTERS_A_MINUTE)
    )


@pytest.mark.parametrize(
    ("kind", "seconds", "fields"),
    [
        ("agreement5", DECISION, {}),
        ("note", 0, {}),
        ("text", WRITING, {}),
        ("ranking", 3 * DECISION, {"options": [{"key": key, "text": {"en": ""}} for key in "abc"]}),
        ("matrix", 2 * DECISION, {"settings": {"scale": "frequency", "rows": [{"key": k, "text": {"en": ""}} for k in "xy"]}}),
    ],
)  # fmt: skip
def test_every_answer_is_a_decision(kind: str, seconds: float, fields: dict[str, object]) -> None:
    assert minutes([asked(kind, **fields)], "en") == pytest.approx(seconds / 60)


def test_nothing_asked_takes_no_time() -> None:
    assert minutes([], "zh") == 0


def test_a_missing_translation_is_read_in_english() -> None:
    only = Question(key="q", type="note", text={"en": "word " * WORDS_A_MINUTE})
    assert minutes([only], "zh") == pytest.approx(1)


@pytest.mark.parametrize("key", set_keys())
@pytest.mark.parametrize("language", ["en", "zh"])
def test_ready_sets_take_minutes_not_an_hour(key: str, language: str) -> None:
    questions = [as_question(one) for one in load_set(key)["questions"]]
    for question, written in zip(questions, load_set(key)["questions"], strict=True):
        question.text = written["text"]
    assert 0.5 < minutes(questions, language) < 7
