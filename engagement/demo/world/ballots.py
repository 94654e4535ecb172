"""From feelings to the answers of a ballot, for any questionnaire in the definition format of the bank."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

Answers = dict[str, object]
SKIPPED = 0.02
NEUTRAL = 3.4


def pulse_answers(
    definition: Mapping[str, Any],
    feelings: Mapping[str, float],
    comment: str | None,
    rng: np.random.Generator,
) -> Answers:
    """Return question key -> answer of one person; a skipped question has no key.

    Parameters
    ----------
    definition
        A questionnaire as `surveys.bank` writes it; each closed question names the construct it measures.
    feelings
        Construct -> about 1 to 5, higher is better; a construct that is not named counts as 3.4.
    comment
        What is written into the open question, if anything.
    """
    answers: Answers = {}
    for question in definition["questions"]:
        if question["type"] == "text":
            if comment is not None:
                answers[question["key"]] = comment
        elif question["type"] in ANSWERING and is_asked(question, answers) and rng.random() >= SKIPPED:
            answers[question["key"]] = ANSWERING[question["type"]](question, feelings, rng)
    return answers


def is_asked(question: Mapping[str, Any], answers: Mapping[str, object]) -> bool:
    """Say whether the condition of a question holds over the answers so far."""
    condition = question.get("show_if")
    if not condition:
        return True
    given, value = answers.get(condition["question"]), condition["value"]
    values = given if isinstance(given, list) else [given]
    if given is None:
        return False
    return COMPARING[condition["op"]](values, value)


COMPARING: Mapping[str, Callable[[list[Any], Any], bool]] = {
    "eq": lambda given, value: value in given,
    "ne": lambda given, value: value not in given,
    "in": lambda given, value: any(one in value for one in given),
    "le": lambda given, value: all(one <= value for one in given),
    "ge": lambda given, value: all(one >= value for one in given),
}


def _level(question: Mapping[str, Any], feelings: Mapping[str, float], rng: np.random.Generator) -> float:
    level = feelings.get(question.get("construct") or "", NEUTRAL) + rng.normal(0, 0.35)
    return float(6 - level if question.get("reversed") else level)


def _agreement(question: Mapping[str, Any], feelings: Mapping[str, float], rng: np.random.Generator) -> int:
    return int(np.clip(round(_level(question, feelings, rng)), 1, 5))


def _seven(question: Mapping[str, Any], feelings: Mapping[str, float], rng: np.random.Generator) -> int:
    return int(np.clip(round(1 + (_level(question, feelings, rng) - 1) * 1.5), 1, 7))


def _zero_to_ten(question: Mapping[str, Any], feelings: Mapping[str, float], rng: np.random.Generator) -> int:
    return int(np.clip(round((_level(question, feelings, rng) - 1) * 2.4 + rng.normal(0, 0.8)), 0, 10))


def _single(question: Mapping[str, Any], feelings: Mapping[str, float], rng: np.random.Generator) -> str:
    options: Sequence[Mapping[str, Any]] = question["options"]
    return str(options[int(rng.integers(len(options)))]["key"])


def _multiple(
    question: Mapping[str, Any], feelings: Mapping[str, float], rng: np.random.Generator
) -> list[str]:
    """Choose one to three options; the first of the list are the commoner ones."""
    keys = [str(option["key"]) for option in question["options"]]
    weights = np.linspace(2.0, 1.0, len(keys))
    chosen = rng.choice(len(keys), size=int(rng.integers(1, 4)), replace=False, p=weights / weights.sum())
    return [keys[i] for i in sorted(chosen.tolist())]


def _ranking(
    question: Mapping[str, Any], feelings: Mapping[str, float], rng: np.random.Generator
) -> list[str]:
    keys = [str(option["key"]) for option in question["options"]]
    return [keys[i] for i in rng.permutation(len(keys)).tolist()]


ANSWERING: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, float], np.random.Generator], object]] = {
    "agreement5": _agreement,
    "agreement7": _seven,
    "frequency": _agreement,
    "smiley": _agreement,
    "scale10": _zero_to_ten,
    "single": _single,
    "multiple": _multiple,
    "ranking": _ranking,
}
