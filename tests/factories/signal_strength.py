"""How strong a condition is: how far it takes a unit's means, in units of the way from the usual to the detector's mark.

A mean here is T2 of `docs/signals.md`, which leaves out the two people who add most. 1 is the mark itself; of conditions
that must all hold the hardest counts, and of those of which one is enough the easiest.
"""

from collections.abc import Callable, Sequence
from statistics import fmean, median

import numpy as np

from signals.detectors.base import DETECTED
from signals.metrics import BANDED_BELOW, BASELINE_BLOCKS, METRICS, OUT_OF_HOURS, TIES
from signals.reduce.cells import band_of, rounded
from signals.reduce.person import NAMES, Numbers
from signals.reduce.units import figure_of, mean_without_largest, mean_without_smallest
from signals.thresholds import DEFAULT_MARKS as MARKS

UNDER = frozenset({"focus_hours", "quiet_days", "ei_index", TIES})  # a low value is the bad one
COUNTED_BLOCKS = 4
Condition = tuple[tuple[str, float], ...]  # metrics and their marks, of which one is enough


def reach(values: Numbers, detector: str, first: int) -> float:
    """Return how far a condition that begins in block `first` takes a unit: 0 nowhere, 1 to the mark.

    Parameters
    ----------
    values
        Of the people that the detector looks at in the unit, shape (len(NAMES), B, n).
    """
    unit = _Unit(values)
    before, after = range(first), range(first, min(first + COUNTED_BLOCKS, values.shape[1]))

    def way(name: str, mark: float) -> float:
        usual = unit.mean(name, before)
        return (unit.mean(name, after) - usual) / (mark - usual)

    return min(max(way(*one) for one in condition) for condition in CONDITIONS[detector](unit, first))


class _Unit:
    """The means of a unit's people by metric and block."""

    def __init__(self, values: Numbers) -> None:
        self._values = values

    def sorted_values(self, name: str, block: int) -> Numbers:
        if name not in DETECTED:
            raise KeyError(name)
        row = self._values[NAMES.index(name), block]
        return np.sort(row[~np.isnan(row)])

    def mean(self, name: str, blocks: Sequence[int]) -> float:
        """Return the mean over blocks of T2."""
        without = mean_without_smallest if name in UNDER else mean_without_largest
        return fmean(without(self.sorted_values(name, block)) for block in blocks)

    def released(self, name: str, first: int) -> list[tuple[float, float]]:
        """Return the bounds of what is released of the blocks before `first`: detectors know no more of the past."""
        metric = METRICS[name]
        figures = [figure_of(self.sorted_values(name, block)) for block in range(first)]
        return [
            band_of(one.value, metric) if one.n < BANDED_BELOW else (rounded(one.value, metric.step),) * 2
            for one in figures
        ]


def _marathon(unit: _Unit, first: int) -> tuple[Condition, ...]:
    return (
        (("back_to_back_chains", MARKS["marathon_chains"]),),
        (("meeting_share", MARKS["marathon_share"]),),
        (("focus_hours", MARKS["marathon_focus"]),),
    )


def _burnout(unit: _Unit, first: int) -> tuple[Condition, ...]:
    return ((OUT_OF_HOURS, MARKS["burnout_hours"]),), (("quiet_days", MARKS["burnout_quiet"]),)


def _managers(unit: _Unit, first: int) -> tuple[Condition, ...]:
    return (
        (("manager_meeting_share", MARKS["managers_share"]),),
        (
            ("manager_one_to_one_hours", MARKS["managers_one_to_one"]),
            ("manager_after_hours_hours", MARKS["managers_after_hours"]),
        ),
    )


def _blocked(unit: _Unit, first: int) -> tuple[Condition, ...]:
    usual = unit.mean(TIES, range(max(0, first - BASELINE_BLOCKS), first))
    return (
        (("ei_index", MARKS["blocked_ei"]),),
        ((TIES, MARKS["blocked_ties"]), (TIES, MARKS["blocked_drop"] * usual)),
    )


def _load(unit: _Unit, first: int) -> tuple[Condition, ...]:
    past, rise = [sum(each) / 2 for each in unit.released("meeting_share", first)], MARKS["load_rise"]
    return ((("meeting_share", max(median(past) + rise, max(past) + rise / 2)),),)


def _focus(unit: _Unit, first: int) -> tuple[Condition, ...]:
    hours, pieces = unit.released("focus_hours", first), unit.released("fragmentation", first)
    usual = median(sum(each) / 2 for each in hours)
    return (
        (("focus_hours", min(usual * MARKS["focus_drop"], *(low for low, _ in hours))),),
        (("fragmentation", max(high for _, high in pieces)),),
    )


CONDITIONS: dict[str, Callable[[_Unit, int], tuple[Condition, ...]]] = {
    "meeting_marathon": _marathon,
    "burnout": _burnout,
    "overloaded_managers": _managers,
    "blocked_innovation": _blocked,
    "load_change": _load,
    "focus_collapse": _focus,
}
