from typing import Any

import numpy as np
import pytest

from engagement.demo.world.ballots import ANSWERING, is_asked, pulse_answers
from engagement.demo.world.chance import chance
from engagement.demo.world.feelings import USUAL
from surveys.bank.loader import load_set, set_keys
from surveys.enums import QuestionType
from surveys.intake import validated
from surveys.models import Question

PULSE = load_set("pulse")


def ballots(count: int, feelings: dict[str, float], definition: Any = PULSE) -> list[dict[str, object]]:
    rng = chance(5, "ballots")
    return [pulse_answers(definition, feelings, None, rng) for _ in range(count)]


def question(**changes: object) -> dict[str, Any]:
    return {"key": "q", "type": "agreement5", "construct": "workload", "text": {"en": "?"}} | changes


def questions_of(definition: Any) -> list[Question]:
    fields = ("key", "type", "options", "show_if")
    return [Question(**{f: q[f] for f in fields if f in q}) for q in definition["questions"]]


@pytest.mark.parametrize("name", set_keys())
def test_every_ballot_is_accepted_as_it_is(name: str) -> None:
    definition = load_set(name)
    asked = questions_of(definition)

    for answers in ballots(200, dict(USUAL), definition):
        assert validated(asked, answers) == answers


def test_happy_people_answer_higher() -> None:
    low, high = (
        np.mean([b["workload"] for b in ballots(300, {"workload": level}) if "workload" in b])
        for level in (2.0, 4.0)
    )

    assert high - low == pytest.approx(2.0, abs=0.25)


def test_a_reversed_question_is_answered_the_other_way_round() -> None:
    definition = {"questions": [question(reversed=True)]}
    values = [b["q"] for b in ballots(200, {"workload": 4.5}, definition) if "q" in b]

    assert np.mean(values) < 2  # type: ignore[arg-type]  # numbers


def test_a_few_questions_are_skipped() -> None:
    answered = [len(b) for b in ballots(300, {"meetings": 4.9})]

    closed = sum(question["type"] != "text" and "show_if" not in question for question in PULSE["questions"])
    assert 0.96 < np.mean(answered) / closed < 1


def test_the_comment_stands_in_the_open_question_or_nowhere() -> None:
    rng = chance(5, "comment")

    assert pulse_answers(PULSE, USUAL, "A word.", rng)["comment"] == "A word."
    assert "comment" not in pulse_answers(PULSE, USUAL, None, rng)


def test_who_is_content_with_meetings_is_not_asked_what_burdens() -> None:
    found = ballots(200, {"meetings": 4.6})

    assert not any("meetings_cause" in b for b in found)


@pytest.mark.parametrize(
    ("op", "value", "given", "holds"),
    [
        ("eq", "a", "a", True), ("eq", "a", ["a", "b"], True), ("ne", "a", "b", True), ("in", ["a"], ["a", "b"], True),
        ("in", ["c"], ["a"], False), ("le", 2, 2, True), ("le", 2, 3, False), ("ge", 2, 1, False),
    ],
)  # fmt: skip
def test_conditions_hold_as_on_the_ballot(op: str, value: object, given: object, holds: bool) -> None:
    condition = {"question": "x", "op": op, "value": value}

    assert is_asked(question(show_if=condition), {"x": given}) is holds


def test_a_question_that_hangs_on_a_skipped_one_is_not_asked() -> None:
    assert not is_asked(question(show_if={"question": "x", "op": "eq", "value": 1}), {})


def test_every_question_type_of_the_ready_sets_can_be_answered() -> None:
    used = {question["type"] for name in set_keys() for question in load_set(name)["questions"]}

    assert used <= {*ANSWERING, "text"} <= set(QuestionType.values)
