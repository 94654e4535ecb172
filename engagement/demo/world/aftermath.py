"""What came of each cause, counted from the generated world: answers, words, leavers, and what leavers said."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from engagement.demo.world.build import World
from engagement.demo.world.causes import Cause, Kind
from engagement.demo.world.comments import TOPICS_OF
from engagement.demo.world.feelings import DAMAGE
from engagement.demo.world.people import LAG
from engagement.demo.world.voices import Voice

# Constructs whose question has another name, another scale, or is not in the pulse.
NOT_ASKED = frozenset({"engagement", "enps", "team"})


def aftermath(
    world: World, pulses: Sequence[Sequence[Voice]], exits: Sequence[Sequence[Voice]]
) -> list[dict[str, Any]]:
    """Return one entry per cause: what it is, since when, and what followed.

    Parameters
    ----------
    pulses
        Ballots of the twelve closed pulses, pulse `i` in block `i + 1`.
    exits
        Ballots of the leavers of the four quarters.
    """
    leavers = [voice for voices in exits for voice in voices]
    return [
        {
            **_plain(cause),
            "unit_name": world.unit(cause.unit).name,
            "unit_name_zh": world.unit(cause.unit).name_zh,
            "starts_on": world.line.blocks[cause.start].isoformat(),
            "answered": _answered(cause, pulses),
            "wrote": _wrote(cause, pulses),
            "left": _left(world, cause),
            "leavers": _said(cause, leavers),
        }
        for cause in world.causes
    ]


def _plain(cause: Cause) -> dict[str, Any]:
    plain = asdict(cause)
    return {name: value for name, value in plain.items() if value is not None}


def _answered(cause: Cause, pulses: Sequence[Sequence[Voice]]) -> dict[str, dict[str, float | None]]:
    """Return the mean of each damaged question before and since the start; None where nobody answered."""
    keys = [name for name in DAMAGE[cause.kind] if name not in NOT_ASKED] or ["workload", "meetings"]
    return {
        key: {
            "before": _mean(pulses[: max(0, cause.start - 1)], cause.unit, key),
            "since": _mean(pulses[max(0, cause.start - 1) :], cause.unit, key),
        }
        for key in keys
    }


def _mean(pulses: Sequence[Sequence[Voice]], unit: str, key: str) -> float | None:
    values = [
        voice.answers[key]
        for voices in pulses
        for voice in voices
        if voice.unit == unit and key in voice.answers
    ]
    return round(float(np.mean(values)), 2) if values else None  # type: ignore[arg-type]  # scales are numbers


def _wrote(cause: Cause, pulses: Sequence[Sequence[Voice]]) -> dict[str, int]:
    """Return how often each topic was written about in the unit since the start."""
    topics = Counter(
        voice.comment.topics[0]
        for voices in pulses[max(0, cause.start - 1) :]
        for voice in voices
        if voice.unit == cause.unit and voice.comment is not None and voice.comment.polarity == "negative"
    )
    about = TOPICS_OF.get(cause.kind, {})
    return {topic: count for topic, count in topics.most_common() if not about or topic in about}


def _left(world: World, cause: Cause) -> dict[str, float]:
    """Return leavers before and after the cause could drive anybody out, with rates per 100 people and year."""
    days = [stay.end for stay in world.stays if stay.left and stay.unit == cause.unit and stay.end]
    turn = world.line.blocks[min(cause.start + LAG, len(world.line.blocks) - 1)]
    size = world.unit(cause.unit).size
    before, after = sum(day < turn for day in days), sum(day >= turn for day in days)
    years = (turn - world.line.start).days / 365, max((world.line.today - turn).days, 1) / 365
    return {
        "before": before,
        "after": after,
        "yearly_rate_before": round(100 * before / size / years[0], 1),
        "yearly_rate_after": round(100 * after / size / years[1], 1),
    }


def _said(cause: Cause, leavers: Sequence[Voice]) -> dict[str, dict[str, int]]:
    """Return why the leavers of the unit left, and what they named instead."""
    here = [voice.why for voice in leavers if voice.unit == cause.unit and voice.why is not None]
    return {
        "truth": dict(Counter(str(why.truth or Kind.NONE) for why in here)),
        "said": dict(Counter(why.said for why in here)),
    }
