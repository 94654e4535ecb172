"""What a meeting is to its owner: sizes and kinds, found once per group of people."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from signals.calendars.series import Attendances
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
    which: NDArray[np.int64]
    kinds: NDArray[np.bool_]
    inside: NDArray[np.int64]
    across: NDArray[np.int64]
    groups: list[Group]


def meetings_of(owner: int, attended: Attendances, company: Company) -> Meetings:
    """Return the attendances of an owner, sorted by start; M may be 0."""
    groups = [group_of(owner, people, company) for people in attended.groups]
    order = np.argsort(attended.starts, kind="stable")
    starts, which = attended.starts[order], attended.which[order]
    kinds = np.array([group.kinds for group in groups], np.bool_).reshape(-1, 5)[which].T
    contacts = np.array([(g.contacts_inside, g.contacts_across) for g in groups], np.int64).reshape(-1, 2)[
        which
    ]
    return Meetings(
        starts, starts + attended.lengths[order], which, kinds, contacts[:, 0], contacts[:, 1], groups
    )


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
