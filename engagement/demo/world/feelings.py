"""What people felt: one number per person, wave and construct, before any question is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engagement.demo.world.causes import Cause, Kind, felt
from engagement.demo.world.organisation import UnitPlan
from engagement.demo.world.people import Person

# Where an ordinary company stands on a scale from 1 to 5, higher = better.
USUAL: Mapping[str, float] = {
    "engagement": 3.75,
    "enps": 3.7,
    "workload": 3.4,
    "recovery": 3.5,
    "meetings": 3.5,
    "manager_support": 3.9,
    "recognition": 3.5,
    "growth": 3.45,
    "voice": 3.5,
    "fairness": 3.6,
    "team": 4.05,
    "autonomy": 3.75,
    "intent_to_stay": 3.85,
}
CONSTRUCTS = tuple(USUAL)
# What a cause at full strength does to each of them.
DAMAGE: Mapping[Kind, Mapping[str, float]] = {
    Kind.MEETING_MARATHON: {
        "meetings": -1.45, "workload": -0.8, "recovery": -0.45, "autonomy": -0.6, "engagement": -0.55,
        "enps": -0.5, "intent_to_stay": -0.5,
    },
    Kind.BURNOUT: {
        "recovery": -1.4, "workload": -1.25, "engagement": -0.6, "enps": -0.65, "team": -0.2,
        "intent_to_stay": -0.75, "meetings": -0.2,
    },
    Kind.MANAGER_SUPPORT: {
        "manager_support": -1.4, "voice": -0.9, "recognition": -0.85, "fairness": -0.65, "growth": -0.5,
        "engagement": -1.0, "enps": -1.0, "intent_to_stay": -1.1,
    },
    Kind.NONE: {},
}  # fmt: skip
# How much people, units and single days differ (standard deviations), and how often people take part.
PERSON, UNIT, DAY = 0.5, 0.22, 0.5
TAKING_PART = {"office": 0.72, "early": 0.64, "late": 0.66, "field": 0.6}


@dataclass(frozen=True, slots=True)
class Mood:
    """Feelings of one person on the day of one pulse: construct -> about 1 to 5; `takes_part` says whether it is told."""

    person: str
    unit: str
    feelings: Mapping[str, float]
    takes_part: bool


def moods(
    members: Sequence[tuple[Person, UnitPlan]], causes: tuple[Cause, ...], block: int, seed: int
) -> list[Mood]:
    """Return the mood of every member in one block, in the order of `members`.

    A person has a level that stays, a unit too, and every day brings something of its own; causes come on top.
    """
    usual = np.array([USUAL[name] for name in CONSTRUCTS])
    damage = {unit.code: _damage(causes, unit.code, block) for _, unit in members}
    found = []
    for person, unit in members:
        rng = np.random.default_rng([seed, 1, int(person.code[1:])])
        steady = rng.normal(0, PERSON) * 0.7 + rng.normal(0, PERSON * 0.7, len(CONSTRUCTS))
        propensity = rng.beta(6 * TAKING_PART[unit.work], 6 * (1 - TAKING_PART[unit.work]))
        day = np.random.default_rng([seed, 2, int(person.code[1:]), block + 1])
        level = usual + steady + _unit_level(seed, unit.code) + day.normal(0, DAY, len(CONSTRUCTS))
        values = level + damage[unit.code] * day.uniform(0.7, 1.3)
        found.append(
            Mood(
                person.code,
                unit.code,
                dict(zip(CONSTRUCTS, values.tolist(), strict=True)),
                takes_part=bool(day.random() < propensity),
            )
        )
    return found


def _damage(causes: tuple[Cause, ...], unit: str, block: int) -> NDArray[np.float64]:
    total = np.zeros(len(CONSTRUCTS))
    for kind, effects in DAMAGE.items():
        level = felt(causes, unit, kind, block)
        total += level * np.array([effects.get(name, 0.0) for name in CONSTRUCTS])
    return total


def _unit_level(seed: int, unit: str) -> NDArray[np.float64]:
    rng = np.random.default_rng([seed, 3, *unit.encode()])
    return rng.normal(0, UNIT * 0.6) + rng.normal(0, UNIT, len(CONSTRUCTS))
