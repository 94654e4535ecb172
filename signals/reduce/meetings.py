"""What a meeting is to its owner: sizes and kinds, found once per group of people."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from signals.calendars.series import Attendances
from signals.calendars.zones import Seconds
from signals.metrics import LARGE_MEETING, LONG_MEETING_SECONDS, TIE_MEETING
from signals.reduce.company import Company

# Rows of `Meetings.kinds`.
LARGE, WITH_BOSS, OUTSIDE, OTHER_UNIT, WITH_REPORT = range(5)
_NO_TIES: frozenset[str] = frozenset()


class Group(NamedTuple):
    """The people of a meeting, as its owner sees them; contacts count in meetings of up to eight only.

    `met` are the other units with the number of people from each.
    """

    kinds: tuple[bool, ...]
    contacts_inside: int
    contacts_across: int
    ties: frozenset[str]
    met: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Meetings:
    """Attendances as arrays of shape (M,); `kinds` has shape (5, M), and `is_long` is of the meeting before it is cut.

    `which` is the place in `groups` of each meeting's people.
    """

    starts: Seconds
    ends: Seconds
    which: NDArray[np.int64]
    kinds: NDArray[np.bool_]
    inside: NDArray[np.int64]
    across: NDArray[np.int64]
    groups: list[Group]
    is_long: NDArray[np.bool_]


def meetings_of(owner: int, attended: Attendances, company: Company) -> Meetings:
    """Return the attendances of an owner, sorted by start; M may be 0."""
    eyes = _Eyes(owner, company)
    groups = [eyes.group(people) for people in attended.groups]
    order = np.argsort(attended.starts, kind="stable")
    starts, which = attended.starts[order], attended.which[order]
    kinds = np.array([group.kinds for group in groups], np.bool_).reshape(-1, 5)[which].T
    contacts = np.array([(g.contacts_inside, g.contacts_across) for g in groups], np.int64).reshape(-1, 2)[
        which
    ]
    lengths = attended.lengths[order]
    is_long = lengths > LONG_MEETING_SECONDS
    return Meetings(starts, starts + lengths, which, kinds, contacts[:, 0], contacts[:, 1], groups, is_long)


class _Eyes:
    """How one owner sees groups of people: units, boss and reports are looked up once."""

    def __init__(self, owner: int, company: Company) -> None:
        self._owner, self._units = owner, company.units
        self._own_unit = company.units[owner]
        self._bosses, self._reports = company.bosses(owner), company.reports_of(owner)

    def group(self, people: tuple[int, ...]) -> Group:
        """Return what a group, the owner among them, is to the owner."""
        size, units = len(people), self._units
        others = [number for number in people if number != self._owner]
        met = [units[number] for number in others if number >= 0]
        across = [unit for unit in met if unit != self._own_unit]
        pair = others[0] if size == 2 else None
        kinds = (
            size > LARGE_MEETING,
            pair in self._bosses,
            len(met) < len(others),
            bool(across),
            pair in self._reports,
        )
        if size > TIE_MEETING:
            return Group(kinds, 0, 0, _NO_TIES)
        if not across:
            return Group(kinds, len(met), 0, _NO_TIES)
        ties = frozenset(across)
        counts = tuple((unit, across.count(unit)) for unit in ties)
        return Group(kinds, len(met) - len(across), len(across), ties, counts)
