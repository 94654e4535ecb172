"""People's calendars into one number per metric, block and person.

Several people with the same days are worked out at once: their days are laid one after another on one line of time, so
that what is said here of blocks holds for B blocks of each of them.

Everything is a sweep over elementary stretches: between two neighbouring edges (midnights, edges of working time, starts
and ends of meetings) nothing changes, so each stretch has one day, is inside or outside working time, and is covered by
a fixed number of meetings of each kind. All lengths are whole elapsed seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from signals.calendars.workdays import HOLIDAY, WEEKEND, WORKING, Days
from signals.calendars.zones import Seconds
from signals.metrics import (
    BLOCK_DAYS,
    CHAIN_FEWER_MEETINGS,
    CHAIN_GAP_SECONDS,
    CHAIN_MEETINGS,
    CHAIN_SECONDS,
    FOCUS_SECONDS,
    HIDDEN_CLIPS,
    METRICS,
    OUT_OF_HOURS,
    TIES,
    WEEKS,
)
from signals.reduce.meetings import LARGE, OTHER_UNIT, OUTSIDE, WITH_BOSS, WITH_REPORT, Meetings

Numbers = NDArray[np.float64]

# Every value a person has, in the order of the rows of all arrays: what is shown, then what only detectors see.
CLIPS: dict[str, tuple[float, float]] = {
    name: metric.clip for name, metric in METRICS.items() if metric.clip is not None
} | HIDDEN_CLIPS
NAMES: tuple[str, ...] = tuple(CLIPS)
_ROWS = {name: row for row, name in enumerate(NAMES)}
_LOW = np.array([low for low, _ in CLIPS.values()])[:, None]
_HIGH = np.array([high for _, high in CLIPS.values()])[:, None]


@dataclass(frozen=True, slots=True)
class _Stretches:
    """Elementary stretches, S of them, each with its length, place in the days, and what covers it."""

    lengths: Seconds
    day: NDArray[np.intp]
    first_of_block: NDArray[np.intp]
    interval: NDArray[np.int64]
    working: NDArray[np.bool_]
    covered: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Calendar:
    """One person's attendances, and the place among managers.

    Attributes
    ----------
    meetings
        Attendances that touch the blocks; with none of them every value is missing.
    has_boss
        Whether anybody is the person's own manager.
    span
        Reports per manager of the unit; None for everybody who is no manager.
    """

    meetings: Meetings
    has_boss: bool
    span: float | None


def person_values(meetings: Meetings, days: Days, has_boss: bool, span: float | None) -> Numbers:
    """Return one person's clipped values, shape (len(NAMES), B); see `values_of`."""
    return values_of([Calendar(meetings, has_boss, span)], days)[:, :, 0]


def values_of(calendars: Sequence[Calendar], days: Days) -> Numbers:
    """Return the clipped values of people who have the same days.

    Parameters
    ----------
    calendars
        K people, one or more.
    days
        Their local days, B blocks of 28.

    Returns
    -------
    array, shape (len(NAMES), B, K)
        NaN where a person is not active in the block, or has no value of the metric there.
    """
    blocks = len(days.kinds) // BLOCK_DAYS
    line = _laid_out([one.meetings for one in calendars], days, blocks)
    total = blocks * len(calendars)
    values = np.full((len(NAMES), total), np.nan)
    raw = _hours(line.meetings, line.days, total) | _counts(line, total)
    active = raw.pop("active") > 0
    span = np.array([np.nan if one.span is None else one.span for one in calendars]).repeat(blocks)
    boss = np.array([0.0 if one.has_boss else np.nan for one in calendars]).repeat(blocks)
    managing = span * 0.0  # nothing for managers, missing for everybody else
    raw["one_to_one_hours"] += boss
    raw["manager_one_to_one_hours"] += managing
    raw["manager_span"] = span
    raw["manager_meeting_share"] = raw["meeting_share"] + managing
    raw["manager_after_hours_hours"] = raw["after_hours_hours"] + managing
    for name, row in raw.items():
        values[_ROWS[name]] = row
    values[:, ~active] = np.nan
    clipped: Numbers = np.clip(values, _LOW, _HIGH)
    return clipped.reshape(len(NAMES), len(calendars), blocks).swapaxes(1, 2)


@dataclass(frozen=True, slots=True)
class _Line:
    """People's days one after another, and their meetings moved and cut to them.

    `begun` are starts and ends of the meetings that begin inside the blocks, not cut, with block and group of each.
    """

    meetings: Meetings
    days: Days
    begun: Seconds
    ended: Seconds
    block: NDArray[np.intp]
    inside: NDArray[np.bool_]


def _laid_out(people: Sequence[Meetings], days: Days, blocks: int) -> _Line:
    """Put everybody's days on one line; a meeting never reaches into the days of the next person."""
    low, high, count = int(days.midnights[0]), int(days.midnights[-1]), len(people)
    shifts = np.arange(count, dtype=np.int64) * (high - low)
    sizes = [len(one.starts) for one in people]
    move = shifts.repeat(sizes)
    starts = np.concatenate([one.starts for one in people])
    ends = np.concatenate([one.ends for one in people])
    sizes_of_groups = [one.groups for one in people]
    first_group = np.cumsum([0, *sizes_of_groups[:-1]])
    met = np.concatenate([one.met for one in people], axis=1)
    met[0] += first_group.repeat([one.met.shape[1] for one in people])
    meetings = Meetings(
        np.clip(starts, low, high) + move,
        np.clip(ends, low, high) + move,
        np.concatenate([one.which for one in people]) + first_group.repeat(sizes),
        np.concatenate([one.kinds for one in people], axis=1),
        np.concatenate([one.inside for one in people]),
        np.concatenate([one.across for one in people]),
        np.concatenate([one.is_long for one in people]),
        sum(sizes_of_groups),
        met,
    )
    inside = (starts >= low) & (starts < high)
    place = (np.searchsorted(days.midnights, starts[inside], side="right") - 1) // BLOCK_DAYS
    block = place + (np.arange(count) * blocks).repeat(sizes)[inside]
    return _Line(meetings, _repeated(days, shifts), starts[inside], ends[inside], block, inside)


def _repeated(days: Days, shifts: Seconds) -> Days:
    """Return the same days once for every shift, one after another."""

    def laid(times: Seconds) -> Seconds:
        return (shifts[:, None] + times).ravel()

    midnights = np.concatenate([laid(days.midnights[:-1]), days.midnights[-1:] + shifts[-1]])
    kinds = np.tile(days.kinds, len(shifts))
    return Days(midnights, kinds, laid(days.work_starts), laid(days.work_ends), days.notes)


def _hours(meetings: Meetings, days: Days, blocks: int) -> dict[str, Numbers]:
    """Return everything that is a length, or follows from lengths."""
    starts, ends = meetings.starts, meetings.ends
    edges = np.sort(np.concatenate([days.midnights, days.work_starts, days.work_ends, starts, ends]))
    edges = edges[np.concatenate([[True], edges[1:] != edges[:-1]])]
    begun, ended = np.searchsorted(edges, starts), np.searchsorted(edges, ends)
    kinds = np.vstack(
        [
            np.ones(len(starts), np.bool_),
            meetings.kinds,
            meetings.is_long,
        ]
    )
    cover = _cover(kinds, begun, ended, len(edges))
    parts = _stretches(edges, days, cover[0])
    busy, kind = parts.covered > 0, days.kinds[parts.day]
    outside = busy & ~parts.working
    free = parts.working & ~busy
    masks = np.vstack(
        [
            busy, busy & parts.working, parts.covered > 1, outside & (kind == WORKING), outside & (kind == WEEKEND),
            outside & (kind == HOLIDAY), parts.working, free, cover[1:] > 0,
        ]
    )  # fmt: skip
    sums = np.add.reduceat(masks * parts.lengths, parts.first_of_block, axis=1).astype(np.float64)
    quiet = np.bincount(parts.day[outside], minlength=len(days.kinds)).reshape(blocks, BLOCK_DAYS) == 0
    focus = _focus(parts, free, blocks)
    return _named(sums, focus, quiet.mean(axis=1))


def _named(sums: Numbers, focus: Numbers, quiet: Numbers) -> dict[str, Numbers]:
    """Turn seconds per block into hours a week and shares."""
    busy, busy_working, double, after, weekend, holiday, working, free = sums[:8]
    kinds = sums[8:]
    hours = 1 / (3600 * WEEKS)
    with np.errstate(invalid="ignore", divide="ignore"):
        share, across = busy_working / working, kinds[OTHER_UNIT] / busy
        fragmentation = np.where(free > 0, 1 - focus / free, np.where(working > 0, 1.0, np.nan))
    return {
        "active": busy,
        "meeting_hours": busy * hours,
        "meeting_share": share,
        "large_meeting_hours": kinds[LARGE] * hours,
        "long_meeting_hours": kinds[5] * hours,
        "conflict_hours": double * hours,
        "focus_hours": np.where(working > 0, focus * hours, np.nan),
        "fragmentation": fragmentation,
        "after_hours_hours": after * hours,
        "weekend_hours": weekend * hours,
        "holiday_hours": holiday * hours,
        OUT_OF_HOURS: (after + weekend + holiday) * hours,
        "quiet_days": quiet,
        "one_to_one_hours": kinds[WITH_BOSS] * hours,
        "outside_hours": kinds[OUTSIDE] * hours,
        "cross_unit_share": across,
        "manager_one_to_one_hours": kinds[WITH_REPORT] * hours,
    }


def _cover(kinds: NDArray[np.bool_], begun: NDArray[np.intp], ended: NDArray[np.intp], size: int) -> Seconds:
    """Return how many meetings of each kind, shape (K, M), cover each stretch: shape (K, size - 1)."""
    steps = np.zeros((len(kinds), size), np.int64)
    for row, kind in zip(steps, kinds, strict=True):
        row += np.bincount(begun[kind], minlength=size)
        row -= np.bincount(ended[kind], minlength=size)
    return np.cumsum(steps, axis=1)[:, :-1]


def _stretches(edges: Seconds, days: Days, covered: Seconds) -> _Stretches:
    at = edges[:-1]
    day = np.searchsorted(days.midnights, at, side="right") - 1
    interval = np.searchsorted(days.work_starts, at, side="right") - 1
    # The end of the interval that began last; before the first one there is none.
    ends = np.concatenate([days.midnights[:1], days.work_ends])
    working = at < ends[interval + 1]
    first_of_block = np.searchsorted(edges, days.midnights[:-1:BLOCK_DAYS])
    return _Stretches(np.diff(edges), day, first_of_block, interval, working, covered)


def _focus(parts: _Stretches, free: NDArray[np.bool_], blocks: int) -> Numbers:
    """Return the seconds in free gaps of two hours and more; a gap ends with its working interval or block."""
    block = parts.day // BLOCK_DAYS
    joined = free[1:] & free[:-1] & (parts.interval[1:] == parts.interval[:-1]) & (block[1:] == block[:-1])
    gap = np.cumsum(np.concatenate([[True], ~joined])) - 1
    lengths = np.bincount(gap, weights=parts.lengths * free)
    long_enough = lengths >= FOCUS_SECONDS
    block_of_gap = block[np.flatnonzero(np.concatenate([[True], ~joined]))]
    return np.bincount(block_of_gap, weights=lengths * long_enough, minlength=blocks).astype(np.float64)


def _counts(line: _Line, blocks: int) -> dict[str, Numbers]:
    """Return chains, ties and contacts, each in the block in which the occurrence starts."""
    meetings, block, inside = line.meetings, line.block, line.inside
    own = np.bincount(block, weights=meetings.inside[inside], minlength=blocks)
    across = np.bincount(block, weights=meetings.across[inside], minlength=blocks)
    with np.errstate(invalid="ignore", divide="ignore"):
        index = (across - own) / (across + own)
    ties = _ties(meetings, block, meetings.which[inside], blocks)
    return {
        "back_to_back_chains": _chains(line.begun, line.ended, block, blocks) / WEEKS,
        "external_ties": ties,
        TIES: ties,
        "ei_index": index,
    }


def _chains(starts: Seconds, ends: Seconds, block: NDArray[np.intp], blocks: int) -> Numbers:
    """Return the number of runs that count, from meetings sorted by start."""
    if not len(starts):
        return np.zeros(blocks)
    # Blocks are pulled so far apart that no run reaches from one into the next.
    apart = block * (1 << 33)
    first, latest = starts + apart, np.maximum.accumulate(ends + apart)
    is_new = np.concatenate([[True], first[1:] - latest[:-1] >= CHAIN_GAP_SECONDS])
    begins = np.flatnonzero(is_new)
    lasts = np.concatenate([begins[1:], [len(starts)]]) - 1
    sizes, spans = lasts - begins + 1, latest[lasts] - first[begins]
    counts = (sizes >= CHAIN_MEETINGS) | ((sizes >= CHAIN_FEWER_MEETINGS) & (spans >= CHAIN_SECONDS))
    return np.bincount(block[begins], weights=counts, minlength=blocks).astype(np.float64)


def _ties(meetings: Meetings, block: NDArray[np.intp], which: NDArray[np.intp], blocks: int) -> Numbers:
    """Return the number of distinct other units met in small meetings."""
    size = max(1, meetings.groups)
    at, which = np.divmod(np.unique(block * size + which), size)
    meeting, (unit, _) = meetings.met_in(which)
    most = int(unit.max(initial=0)) + 1
    met = np.unique(at[meeting] * most + unit)
    return np.bincount(met // most, minlength=blocks).astype(np.float64)
