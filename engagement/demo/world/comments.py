"""What people write: a comment is put together from hand-written fragments, steered by how the person feels."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from engagement.demo.world.causes import Kind

HERE = Path(__file__).parent
# What people talk about when a cause presses on them, and how often each.
TOPICS_OF: Mapping[Kind, Mapping[str, float]] = {
    Kind.MEETING_MARATHON: {"meetings": 0.7, "workload": 0.15, "autonomy": 0.1, "process": 0.05},
    Kind.BURNOUT: {"work_hours": 0.55, "workload": 0.25, "health": 0.2},
    Kind.MANAGER_SUPPORT: {"manager": 0.65, "communication": 0.15, "recognition": 0.15, "fairness": 0.05},
}
# What everybody else writes about: topic -> weight of (negative, positive).
OFFICE_TALK: Mapping[str, tuple[float, float]] = {
    "team": (0.3, 3.0), "tools": (1.6, 0.6), "pay": (1.4, 0.6), "commute": (1.0, 0.3), "communication": (1.2, 0.7),
    "career": (1.0, 0.7), "training": (0.7, 0.9), "process": (1.0, 0.5), "work_environment": (0.8, 0.6),
    "remote_work": (0.9, 0.7), "culture": (0.4, 0.9), "leadership": (0.7, 0.5), "benefits": (0.4, 0.7),
    "recognition": (0.5, 0.6), "manager": (0.25, 1.6), "workload": (0.8, 0.7), "autonomy": (0.4, 0.8),
    "change": (0.6, 0.3), "meetings": (0.6, 0.5), "inclusion": (0.25, 0.4), "fairness": (0.3, 0.4),
    "job_security": (0.2, 0.3), "work_hours": (0.4, 0.8), "health": (0.15, 0.3),
}  # fmt: skip
# Shifts have other worries than offices.
SHIFT_TALK: Mapping[str, tuple[float, float]] = {
    **OFFICE_TALK, "remote_work": (0.0, 0.0), "meetings": (0.0, 0.0), "work_hours": (1.4, 0.9),
    "health": (0.7, 0.6), "benefits": (0.9, 0.7), "fairness": (0.8, 0.5), "job_security": (0.7, 0.4),
    "work_environment": (1.2, 0.7),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with what it is about: what was true of it, not what a reader found."""

    text: str
    language: str
    topics: tuple[str, ...]
    polarity: str


@cache
def fragments(language: str) -> dict[str, Any]:
    """Return the fragments of a language, `en` or `zh`."""
    found: dict[str, Any] = yaml.safe_load((HERE / f"comments.{language}.yaml").read_text(encoding="utf-8"))
    return found


def compose(
    *, topic: str, polarity: str, language: str, second: str | None, rng: np.random.Generator
) -> Comment:
    """Put a comment together; a second topic, if any, follows as a sentence of its own in the other polarity."""
    known = fragments(language)
    parts = [_pick(known["topics"][topic][polarity], rng)]
    if rng.random() < 0.42:
        parts[0] = _join(_pick(known["openings"][polarity], rng), parts[0], language)
    if polarity == "negative":
        parts += _aftermath(known, topic, rng)
    if second is not None:
        other = "positive" if polarity == "negative" else "negative"
        parts.append(_pick(known["topics"][second][other], rng))
    text = _written(_filled(parts, known["slots"], rng), language, casual=rng.random() < 0.18)
    return Comment(text, language, (topic, *([second] if second else [])), polarity)


def _aftermath(known: Mapping[str, Any], topic: str, rng: np.random.Generator) -> list[str]:
    """Return a consequence, a wish or nothing."""
    draw = rng.random()
    if draw < 0.25 and topic in known["consequences"]:
        return [_pick(known["consequences"][topic], rng)]
    return [_pick(known["topics"][topic]["wishes"], rng)] if draw > 0.72 else []


def pulse_comment(
    *, kinds: Mapping[Kind, float], mood: float, language: str, on_shift: bool, rng: np.random.Generator
) -> Comment:
    """Return what somebody writes in a pulse.

    Parameters
    ----------
    kinds
        Causes the person feels, each 0 to 1: the chance that the comment is about it.
    mood
        Mean of the feelings, about 1 to 5: the better, the likelier a kind word.
    """
    for kind, level in kinds.items():
        if kind in TOPICS_OF and rng.random() < 0.8 * level:
            weights = TOPICS_OF[kind]
            topic = list(weights)[int(rng.choice(len(weights), p=list(weights.values())))]
            second = "team" if rng.random() < 0.12 else None
            return compose(topic=topic, polarity="negative", language=language, second=second, rng=rng)
    talk = SHIFT_TALK if on_shift else OFFICE_TALK
    positive = bool(rng.random() < np.clip((mood - 2.5) / 2.2, 0.08, 0.9))
    topic = _weighted({name: pair[positive] for name, pair in talk.items()}, rng)
    second = (
        _weighted({name: pair[not positive] for name, pair in talk.items()}, rng)
        if rng.random() < 0.3
        else None
    )
    return compose(
        topic=topic,
        polarity="positive" if positive else "negative",
        language=language,
        second=None if second == topic else second,
        rng=rng,
    )


def exit_comment(*, reason: str, frank: Kind | None, language: str, rng: np.random.Generator) -> Comment:
    """Return what a leaver writes: the polite reason and thanks, or what really happened."""
    known = fragments(language)["exits"]
    said = _pick(known["frank"][frank.value] if frank else known["polite"][reason], rng)
    end = "。" if language == "zh" else "."
    text = said + end
    if rng.random() < 0.7:
        text += ("" if language == "zh" else " ") + _pick(known["thanks"], rng)
    about = next(iter(TOPICS_OF[frank])) if frank else reason
    return Comment(text, language, (about,), "negative" if frank else "polite")


def _weighted(weights: Mapping[str, float], rng: np.random.Generator) -> str:
    p = np.array(list(weights.values()))
    return list(weights)[int(rng.choice(len(p), p=p / p.sum()))]


def _pick(values: Sequence[str], rng: np.random.Generator) -> str:
    return values[int(rng.integers(len(values)))]


def _filled(parts: Sequence[str], slots: Mapping[str, Sequence[str]], rng: np.random.Generator) -> list[str]:
    return [re.sub(r"\{(\w+)\}", lambda match: _pick(slots[match[1]], rng), part) for part in parts]


def _join(opening: str, sentence: str, language: str) -> str:
    return opening + sentence if language == "zh" else f"{opening} {sentence}"


def _written(parts: Sequence[str], language: str, *, casual: bool) -> str:
    """Make sentences of the parts; a casual writer forgets capitals and the last full stop."""
    if language == "zh":
        return "，".join(parts) if casual else "。".join(parts) + "。"
    if casual:
        return ", ".join(parts)
    return " ".join(f"{part[0].upper()}{part[1:]}." for part in parts)
