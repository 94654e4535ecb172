"""What one or two people can do to a finding: drawn at random, with the detectors' own code over changed means."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from signals.detectors.base import HAIR, Finding, History
from signals.detectors.past import Past
from signals.detectors.registry import EVERY
from signals.reduce.job import Reduced, Terms
from signals.reduce.person import CLIPS, NAMES, Numbers
from signals.thresholds import DEFAULT_MARKS
from tests.factories.signal_worlds import World

UNDER = ("focus_hours", "quiet_days", "ei_index", "ties")  # a low value is the bad one
AT_LEAST = 10
Change = Callable[[Numbers, np.ndarray], Numbers]


class Case(Protocol):
    """One reduced company."""

    @property
    def world(self) -> World: ...
    @property
    def values(self) -> Numbers: ...
    @property
    def terms(self) -> Terms: ...
    @property
    def reduced(self) -> Reduced: ...


@dataclass(slots=True)
class Drawn:
    """How many draws changed something; `clear` where the unit was beyond its marks by more than the people move."""

    draws: int = 0
    findings: int = 0
    changed: int = 0
    clear_draws: int = 0
    clear_changed: int = 0


class Changed(History):
    """The means of one unit after a few people were changed: computed where a detector asks, and as it asks.

    Parameters
    ----------
    columns
        Values of the unit's people, shape (len(NAMES), B, n).
    change
        Gives what stands in the place of a row, shape (n,); None leaves a plain mean over everybody but `who`.
    slack
        Added to every mark in the direction away from the finding, in units of what the people can move.
    """

    def __init__(
        self, columns: Numbers, past: Past, who: np.ndarray, change: Change | None, slack: float = 0.0
    ) -> None:
        self.marks, self._past, self.blocks = DEFAULT_MARKS, past, columns.shape[1]
        self._columns, self._who, self._change, self._slack = columns, who, change, slack

    @property
    def _least(self) -> int:
        """Return how many must be there: those who were left out still count as people."""
        return AT_LEAST - (len(self._who) if self._change is None else 0)

    def _row(self, name: str, block: int) -> Numbers:
        row = self._columns[NAMES.index(name), block]
        if self._change is None:
            row = np.delete(row, self._who)
        elif len(self._who):
            row = self._change(row, self._who)
        return np.sort(row[~np.isnan(row)])

    def _mean(self, name: str, block: int, drop: slice, least: int) -> float | None:
        row = self._row(name, block)
        if len(row) < least:
            return None
        return float((row if self._change is None else row[drop]).mean())

    def _reach(self, name: str, block: int) -> float:
        """Return the most that two people move a T2: what they may add or take, spread over those that are left."""
        if not self._slack:
            return 0.0
        row = self._row(name, block)
        return self._slack * float(row[-1] - row[0]) / max(1, len(row) - 2)

    def over(self, name: str, unit: str, block: int, threshold: float) -> bool:
        """See the parent."""
        mean = self._mean(name, block, slice(None, -2), self._least)
        return mean is not None and mean - self._reach(name, block) > threshold + HAIR

    def under(self, name: str, unit: str, block: int, threshold: float) -> bool:
        """See the parent."""
        mean = self._mean(name, block, slice(2, None), self._least)
        return mean is not None and mean + self._reach(name, block) < threshold - HAIR

    def baseline(self, name: str, unit: str, blocks: range) -> float | None:
        """See the parent."""
        means = [
            mean
            for block in blocks
            if (mean := self._mean(name, block, slice(2, None), self._least)) is not None
        ]
        return sum(means) / len(means) if means else None


def past_of(each: Case) -> Past:
    """Return what was released of a company."""
    period = each.terms.period
    return Past(each.reduced.cells, [period.block_start(block) for block in range(period.count)])


def _unit_columns(each: Case, unit: str) -> Numbers:
    return each.values[:, :, sorted(each.world.below(unit))]


def _seen_by(each: Case, finding: Finding, columns: Numbers) -> np.ndarray:
    """Return the places of people whose values the detector looks at."""
    leading = "manager_meeting_share" if finding.detector == "overloaded_managers" else "meeting_share"
    return np.flatnonzero(~np.isnan(columns[NAMES.index(leading)]).all(axis=0))


def _all_findings(cases: Iterable[Case]) -> list[tuple[Case, Finding, int, Past]]:
    found = []
    for each in cases:
        past = past_of(each)
        for one in each.reduced.findings:
            block = each.terms.period.place_of(one.block_start)
            found.append((each, one, -1 if block is None else block, past))
    return found


def _people(rng: np.random.Generator, there: Sequence[int] | np.ndarray) -> np.ndarray:
    return rng.choice(there, size=int(rng.integers(1, 3)), replace=False)


def hinging(cases: Iterable[Case], draws: int, seed: int = 1) -> Drawn:
    """Leave one or two people out in all blocks and take plain means: does the finding still stand?"""
    found = _all_findings(cases)
    drawn, rng = Drawn(findings=len(found)), np.random.default_rng(seed)
    for each, one, block, past in found:
        columns = _unit_columns(each, one.unit)
        there = _seen_by(each, one, columns)
        for _ in range(-(-draws // len(found))):
            after = Changed(columns, past, _people(rng, there), None)
            drawn.draws += 1
            drawn.changed += not EVERY[one.detector].fires(after, one.unit, block)
    return drawn


def vanishing(cases: Iterable[Case], draws: int, seed: int = 2) -> Drawn:
    """Replace one or two people by the company's median in all blocks and run the detector again."""
    found = _all_findings(cases)
    drawn, rng = Drawn(findings=len(found)), np.random.default_rng(seed)
    for each, one, block, past in found:
        columns = _unit_columns(each, one.unit)
        there = _seen_by(each, one, columns)
        usual = np.nanmedian(each.values, axis=2, keepdims=True)
        detector = EVERY[one.detector]
        is_clear = detector.fires(
            Changed(columns, past, np.array([], int), _same, slack=2.0), one.unit, block
        )
        for _ in range(-(-draws // len(found))):
            who = _people(rng, there)
            mixed = columns.copy() if columns.shape[2] < 400 else columns
            kept = mixed[:, :, who].copy()
            mixed[:, :, who] = np.where(np.isnan(kept), np.nan, usual)
            gone = not detector.fires(Changed(mixed, past, np.array([], int), _same), one.unit, block)
            mixed[:, :, who] = kept
            drawn.draws += 1
            drawn.changed += gone
            drawn.clear_draws += is_clear
            drawn.clear_changed += gone and is_clear
    return drawn


def _same(row: Numbers, who: np.ndarray) -> Numbers:
    return row


def appearing(cases: Sequence[Case], draws: int, seed: int = 3) -> Drawn:
    """Replace one person by extremes in all blocks: does a finding appear where there was none?

    Clear of the threshold by the bound: no finding either where every "over" mean is raised by (second largest other -
    smallest) / (n - 2), which is all that one extreme calendar moves, and every "under" mean lowered likewise.
    """
    drawn, rng = Drawn(), np.random.default_rng(seed)
    bad = np.array([CLIPS[name][0 if name in UNDER else 1] for name in NAMES])[:, None]
    places = [
        (each, unit, past)
        for each in cases
        for past in [past_of(each)]
        for unit in each.world.company.tree
        if AT_LEAST <= len(each.world.below(unit)) <= 60
    ]
    for each, unit, past in places:
        columns = _unit_columns(each, unit)
        nobody = np.array([], int)
        before = Changed(columns, past, nobody, _same)
        nearer = Changed(columns, past, nobody, _same, slack=-1.0)
        spots = [
            (key, block, one.fires(nearer, unit, block))
            for key, one in EVERY.items()
            for block in range(1, columns.shape[1])
            if not one.fires(before, unit, block)
        ]
        for key, block, near in [spots[at] for at in rng.integers(0, len(spots), -(-draws // len(places)))]:
            mixed = columns.copy()
            who = int(rng.integers(columns.shape[2]))
            mixed[:, :, who] = np.where(np.isnan(mixed[:, :, who]), np.nan, bad)
            appears = EVERY[key].fires(Changed(mixed, past, nobody, _same), unit, block)
            drawn.draws += 1
            drawn.changed += appears
            drawn.clear_draws += not near
            drawn.clear_changed += appears and not near
    return drawn
