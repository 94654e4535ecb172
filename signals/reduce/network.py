"""Ties between units: how units meet, never who meets whom. Pure.

A person's value is the number of contacts a week (attendee x occurrence, meetings of up to eight) with another unit. The tie
of two units is the trimmed mean of that value over the active people of both, and leaves only where both have enough of
them; it is a figure of people like every other, with the same p% rule, bands and steps. A unit here is one in which people
sit, without what is below it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from privacy.gate import n_band
from signals.calendars.workdays import Days
from signals.metrics import BANDED_BELOW, BLOCK_DAYS, TIE_BAND, TIE_MOST, TIE_STEP, WEEKS
from signals.reduce.company import Company
from signals.reduce.meetings import Meetings
from signals.reduce.units import figure_of

Contacts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Tie:
    """One released tie of two units, in the order of their names; contacts a week, as a value or a band."""

    unit: str
    other: str
    block_start: date
    value: float | None
    band: tuple[float, float] | None
    n_band: str


@dataclass(slots=True)
class Network:
    """Contacts of everybody who is active: block -> number of the person -> other unit -> contacts. Memory only."""

    blocks: dict[int, dict[int, Contacts]] = field(default_factory=dict)

    def add(self, number: int, meetings: Meetings, days: Days, names: Sequence[str]) -> None:
        """Take in one person's meetings; a contact belongs to the block in which the occurrence starts.

        `names` are those of the units by their numbers.
        """
        places = (np.searchsorted(days.midnights, meetings.starts, side="right") - 1) // BLOCK_DAYS
        inside = (places >= 0) & (places < len(days.kinds) // BLOCK_DAYS)
        blocks = places[inside]
        for block in np.unique(blocks).tolist():
            self.blocks.setdefault(block, {})[number] = {}
        meeting, met = meetings.met_in(meetings.which[inside])
        for block, unit, count in zip(blocks[meeting].tolist(), *met.tolist(), strict=True):
            contacts = self.blocks[block][number]
            contacts[names[unit]] = contacts.get(names[unit], 0) + count

    def merge(self, other: "Network") -> None:
        """Take in what another worker read; nobody is in both."""
        for block, people in other.blocks.items():
            self.blocks.setdefault(block, {}).update(people)

    def ties(self, block: int, start: date, company: Company, minimum: int) -> Iterator[Tie]:
        """Yield the ties of a block that may leave, by name.

        Parameters
        ----------
        minimum
            Active people that each of the two units must have.
        """
        people = self.blocks.get(block, {})
        active = Counter(company.units[number] for number in people)
        values: dict[tuple[str, str], list[float]] = {}
        for number, met in people.items():
            own = company.units[number]
            for other, count in met.items():
                pair = (min(own, other), max(own, other))
                values.setdefault(pair, []).append(min(TIE_MOST, count / WEEKS))
        for pair, given in sorted(values.items()):
            sizes = [active[unit] for unit in pair]
            if min(sizes) < minimum:
                continue
            figure = figure_of(np.sort(np.array([0.0] * (sum(sizes) - len(given)) + given)))
            if figure.is_candidate:
                yield _tie(pair, start, figure.n, figure.value)


def _tie(pair: tuple[str, str], start: date, n: int, value: float) -> Tie:
    if n >= BANDED_BELOW:
        return Tie(*pair, start, round(value / TIE_STEP) * TIE_STEP, None, n_band(n))
    low = int(value / TIE_BAND + 1e-9) * TIE_BAND
    return Tie(*pair, start, None, (low, low + TIE_BAND), n_band(n))
