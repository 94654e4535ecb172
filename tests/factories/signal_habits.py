"""How people of a drawn company meet, and what each planted condition changes about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from signals.calendars.workdays import HOLIDAY, WORKING

SLOT = 1800
Seconds = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Habits:
    """One person's law in a block.

    Attributes
    ----------
    meetings_a_day
        Expected number on a working day.
    slots
        Expected length in half hours, at least one.
    evening, weekend
        Chance of a meeting of an hour or more on an evening, on a day off.
    across, units_met
        Share of meetings with other units, and how many groups of those there are, rounded.
    scattered
        Share of meetings that are spread over the day instead of falling where they fall.
    one_to_ones
        Share of a manager's meetings that are one-to-ones with reports.
    """

    meetings_a_day: float
    slots: float = 1.7
    evening: float = 0.06
    weekend: float = 0.01
    across: float = 0.3
    units_met: float = 6
    scattered: float = 0.0
    one_to_ones: float = 0.0
    quarter_end: float = 1.15

    def meetings(
        self,
        rng: np.random.Generator,
        midnights: Seconds,
        kinds: NDArray[np.int8],
        load: NDArray[np.float64],
        begin: int,
    ) -> tuple[Seconds, Seconds]:
        """Return UTC starts and lengths of a block's meetings; `load` says how busy each day is."""
        working = kinds == WORKING
        wanted = rng.poisson(np.where(working, self.meetings_a_day * load, 0))
        day = np.repeat(np.arange(len(kinds)), wanted)
        slot = rng.integers(0, 16, len(day))
        spread = (np.arange(len(day)) * 3 + rng.integers(0, 2, len(day))) % 16
        slot = np.where(rng.random(len(day)) < self.scattered, spread, slot)
        starts = midnights[day] + begin * 60 + slot * SLOT
        # Meetings end with the working day; what comes after it is drawn apart.
        lengths = np.minimum(1 + rng.poisson(self.slots - 1, len(day)), 16 - slot) * SLOT
        late = np.flatnonzero(
            rng.random(len(kinds))
            < np.where(working, self.evening, np.where(kinds == HOLIDAY, 0, self.weekend))
            * np.minimum(load, 1)
        )
        after = midnights[late] + begin * 60 + (16 + rng.integers(2, 8, len(late))) * SLOT
        return np.concatenate([starts, after]), np.concatenate(
            [lengths, rng.integers(2, 4, len(late)) * SLOT]
        )


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of team; people differ within it."""

    law: Habits
    spread: float = 0.25

    def habits(self, rng: np.random.Generator, is_manager: bool) -> Habits:
        """Draw one person's habits."""
        factor = float(np.exp(rng.normal(0, self.spread))) * (1.4 if is_manager else 1)
        evening = min(0.5, self.law.evening * float(np.exp(rng.normal(0, 0.5))))
        return replace(self.law, meetings_a_day=self.law.meetings_a_day * factor, evening=evening)


KINDS: Mapping[str, Kind] = {
    "usual": Kind(Habits(2.4)),
    "busy": Kind(Habits(4.6, across=0.35)),
    "evening": Kind(Habits(2.2, evening=0.22, weekend=0.03)),
    "inward": Kind(Habits(2.0, across=0.16, units_met=3)),
    "finance": Kind(Habits(2.4, quarter_end=1.7)),
}
# What a condition changes when it has hold of somebody entirely; planted ones are held to a strength, see `held`.
FULL: Mapping[str, Callable[[Habits], Habits]] = {
    "meeting_marathon": lambda usual: replace(usual, meetings_a_day=max(26.0, usual.meetings_a_day)),
    "burnout": lambda usual: replace(usual, evening=1.0, weekend=0.4),
    "overloaded_managers": lambda usual: replace(
        usual, meetings_a_day=max(16.0, usual.meetings_a_day), one_to_ones=0.75, evening=0.7
    ),
    "blocked_innovation": lambda usual: replace(usual, across=0.0, units_met=0),
    "load_change": lambda usual: replace(usual, meetings_a_day=usual.meetings_a_day * 2 + 6),
    "focus_collapse": lambda usual: replace(
        usual, meetings_a_day=max(8.0, usual.meetings_a_day * 1.3), slots=1.05, scattered=1.0
    ),
}


def held(detector: str, usual: Habits, strength: float) -> Habits:
    """Return habits under a condition: 0 as usual, 1 entirely, and everything between in proportion."""
    full = FULL[detector](usual)

    def between(name: str) -> float:
        start, end = getattr(usual, name), getattr(full, name)
        return float(start + strength * (end - start))

    return Habits(**{each.name: between(each.name) for each in fields(Habits)})
