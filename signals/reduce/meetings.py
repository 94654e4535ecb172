"""What a meeting is to its owner: sizes and kinds, found once per group of people."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from signals.calendars.series import Occurrence
from signals.calendars.zones import Seconds
from signals.metrics import LARGE_MEETING, TIE_MEETING
from signals.reduce.company import Company

# Rows of `Meetings.kinds`.
LARGE, WITH_BOSS, OUTSIDE, OTHER_UNIT, WITH_REPORT = range(5)


@dataclass(frozen=True, slots=True)
class Group:
    """The people of a meeting, as its owner sees them; contacts count in meetings of up to eight only."""

    kinds: tuple[bool, ...]
    contacts_inside: int
    contacts_across: int
    ties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Meetings:
    """One owner's attendances as arrays of shape (M,); `kinds` has shape (5, M).

    `which` is the place in `groups` of each meeting's people.
    """

    starts: Seconds
    ends: Seconds
    which: NDArray[np.intp]
    kinds: NDArray[np.bool_]
    inside: NDArray[np.int64]
    across: NDArray[np.int64]
    groups: list[Group]


def meetings_of(owner: int, occurrences: Iterable[Occurrence], company: Company) -> Meetings:
    """Return the attendances of an owner, sorted by start; M may be 0."""
    places: dict[tuple[int, ...], int] = {}
    groups: list[Group] = []
    starts, lengths, which = [], [], []
    for start, length, people in occurrences:
        place = places.get(people)
        if place is None:
            place = places[people] = len(groups)
            groups.append(group_of(owner, people, company))
        starts.append(start)
        lengths.append(length)
        which.append(place)
    begun = np.array(starts, np.int64)
    order = np.argsort(begun, kind="stable")
    begun, places_of = begun[order], np.array(which, np.intp)[order]
    kinds = np.array([group.kinds for group in groups], np.bool_).reshape(-1, 5)[places_of].T
    contacts = np.array([(g.contacts_inside, g.contacts_across) for g in groups], np.int64).reshape(-1, 2)[
        places_of
    ]
    ends = begun + np.array(lengths, np.int64)[order]
    return Meetings(begun, ends, places_of, kinds, contacts[:, 0], contacts[:, 1], groups)


def group_of(owner: int, people: tuple[int, ...], company: Company) -> Group:
    """Return what a group of people, the owner among them, is to the owner."""
    own_unit, size = company.members[owner].unit, len(people)
    others = [number for number in people if number != owner]
    units = [company.members[number].unit for number in others if number >= 0]
    across = [unit for unit in units if unit != own_unit]
    pair = others[0] if size == 2 else None
    kinds = (
        size > LARGE_MEETING,
        pair in company.bosses(owner),
        any(number < 0 for number in others),
        bool(across),
        pair in company.reports_of(owner),
    )
    if size > TIE_MEETING:
        return Group(kinds, 0, 0, frozenset())
    return Group(kinds, len(units) - len(across), len(across), frozenset(across))
