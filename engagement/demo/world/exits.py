"""What leavers say when they go: mostly something polite, seldom what happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engagement.demo.world.ballots import Answers, pulse_answers
from engagement.demo.world.causes import Cause, Kind, felt
from engagement.demo.world.comments import Comment, exit_comment

TAKING_PART = 0.78
# Of those whom a cause drove out, so many say so. The others name the commute, the pay or the next step.
FRANK = 0.28
POLITE: Mapping[str, float] = {"commute": 0.34, "pay": 0.34, "career": 0.24, "family": 0.08}
# Why people leave where nothing is wrong.
USUAL: Mapping[str, float] = {"career": 0.36, "pay": 0.3, "commute": 0.14, "family": 0.2}
# How the questionnaire calls a reason, the first option it knows.
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "commute": ("commute",),
    "pay": ("pay", "benefits"),
    "career": ("career", "training"),
    "family": ("relocation", "other"),
    Kind.MEETING_MARATHON: ("meetings", "workload"),
    Kind.BURNOUT: ("work_hours", "workload", "health"),
    Kind.MANAGER_SUPPORT: ("manager", "recognition"),
}


@dataclass(frozen=True, slots=True)
class Leaving:
    """Why one person left, and what that person says: `truth` is empty where nothing drove anybody out."""

    truth: Kind | None
    said: str
    is_frank: bool
    takes_part: bool


def leaving(causes: tuple[Cause, ...], unit: str, block: int, rng: np.random.Generator) -> Leaving:
    """Return why somebody left a unit in a block, given what the unit had felt some weeks before."""
    pressing = {kind: felt(causes, unit, kind, block - 2) for kind in OPTIONS if isinstance(kind, Kind)}
    kind, level = max(pressing.items(), key=lambda pair: pair[1])
    truth = Kind(kind) if rng.random() < 0.75 * min(1.0, level * 1.2) else None
    is_frank = truth is not None and bool(rng.random() < FRANK)
    reasons = USUAL if truth is None else POLITE
    polite = str(rng.choice(list(reasons), p=list(reasons.values())))
    said = truth.value if truth is not None and is_frank else polite
    return Leaving(truth, said, is_frank, takes_part=bool(rng.random() < TAKING_PART))


def exit_answers(
    definition: Mapping[str, Any],
    why: Leaving,
    feelings: Mapping[str, float],
    language: str,
    rng: np.random.Generator,
) -> tuple[Answers, Comment | None]:
    """Return the answers of a leaver and the comment; scales are answered a little kinder than they were felt."""
    comment = None
    if rng.random() < 0.8:
        frank = why.truth if why.is_frank else None
        comment = exit_comment(reason=why.said, frank=frank, language=language, rng=rng)
    kinder = {name: level + (0.0 if why.is_frank else 0.35) for name, level in feelings.items()}
    answers = pulse_answers(definition, kinder, comment.text if comment else None, rng)
    chosen = _options(definition, why, rng)
    for question in definition["questions"]:
        if question.get("construct") == "exit_reasons" and chosen:
            answers[question["key"]] = chosen
        elif question.get("construct") == "exit_main_reason" and chosen:
            answers[question["key"]] = chosen[0]
    return _consistent(definition, answers), comment


def _options(definition: Mapping[str, Any], why: Leaving, rng: np.random.Generator) -> list[str]:
    """Return the options that say the reason, the main one first, sometimes with a second."""
    known = {
        str(option["key"])
        for question in definition["questions"]
        if question.get("construct") == "exit_reasons"
        for option in question["options"]
    }
    main = [key for key in OPTIONS[why.said] if key in known]
    second = str(rng.choice(["pay", "career", "commute", "team", "training"]))
    extra = [second] if rng.random() < 0.4 and second in known and second not in main else []
    return [*main[: 2 if why.is_frank else 1], *extra]


def _consistent(definition: Mapping[str, Any], answers: Answers) -> Answers:
    """Drop answers to questions that the chosen reasons do not lead to."""
    reasons = answers.get("reasons")
    kept: Answers = {}
    for question in definition["questions"]:
        condition = question.get("show_if") or {}
        follows = condition.get("question") != "reasons" or (
            isinstance(reasons, list) and any(one in condition["value"] for one in reasons)
        )
        if question["key"] in answers and follows:
            kept[question["key"]] = answers[question["key"]]
    return kept
