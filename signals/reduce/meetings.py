"""What a meeting is to its owner: sizes and kinds, found once per group of people."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from signals.calendars.series import Attendances
from signals.calendars.zones import Seconds
from signals.metrics import LARGE_MEETING, LONG_MEETING_SECONDS, TIE_MEETING
from signals.reduce.company import Company

# Rows of `Meetings.kinds`.
LARGE, WITH_BOSS, OUTSIDE, OTHER_UNIT, WITH_REPORT = range(5)
_KINDS = np.arange(5)[:, None]
# What a group of people is to an owner fits one number: its kinds in five bits, contacts inside and across in four each.
_INSIDE_BIT, _ACROSS_BIT, _CONTACTS = 5, 9, 15
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Meetings:
    """Attendances as arrays of shape (M,); `kinds` has shape (5, M), and `is_long` is of the meeting before it is cut.

    Arrays only: tens of thousands of small objects that wait for their batch would keep the collector of garbage busy.

    Attributes
    ----------
    which
        The group of people of each meeting, 0 to `groups` - 1.
    inside, across
        Contacts in the own and in other units; in meetings of up to eight only.
    met
        Group, number of another unit, contacts with it; shape (3, N), sorted by group; in meetings of up to eight only.
    """

    starts: Seconds
    ends: Seconds
    which: Numbers
    kinds: NDArray[np.bool_]
    inside: Numbers
    across: Numbers
    is_long: NDArray[np.bool_]
    groups: int
    met: Numbers

    def met_in(self, which: Numbers) -> tuple[NDArray[np.intp], Numbers]:
        """Return the other units met in K meetings, by their groups: places in `which`, and (unit, contacts) of each."""
        counts = np.bincount(self.met[0], minlength=self.groups)
        firsts = np.cumsum(counts) - counts
        repeats = counts[which]
        meeting = np.repeat(np.arange(len(which)), repeats)
        nth = np.arange(len(meeting)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
        return meeting, self.met[1:, firsts[which][meeting] + nth]


def meetings_of(owner: int, attended: Attendances, company: Company) -> Meetings:
    """Return the attendances of an owner, sorted by start; M may be 0."""
    eyes = _Eyes(owner, company)
    codes = np.array([eyes.code(people) for people in attended.groups], np.int64)
    order = np.argsort(attended.starts, kind="stable")
    starts, lengths, which = attended.starts[order], attended.lengths[order], attended.which[order]
    code = codes[which]
    return Meetings(
        starts,
        starts + lengths,
        which,
        (code >> _KINDS & 1).astype(np.bool_),
        code >> _INSIDE_BIT & _CONTACTS,
        code >> _ACROSS_BIT & _CONTACTS,
        lengths > LONG_MEETING_SECONDS,
        len(codes),
        np.array(eyes.met, np.int64).reshape(-1, 3).T,
    )


class _Eyes:
    """How one owner sees groups of people: units, boss and reports are looked up once.

    `met` fills with group, other unit and contacts, one after another, while `code` is asked about group after group.
    """

    def __init__(self, owner: int, company: Company) -> None:
        self._owner, self._units = owner, company.unit_numbers
        self._own_unit = company.unit_numbers[owner]
        self._bosses, self._reports = company.bosses(owner), company.reports_of(owner)
        self.met: list[int] = []
        self._groups = 0

    def code(self, people: tuple[int, ...]) -> int:
        """Return what the next group, the owner among them, is to the owner."""
        size, units, own = len(people), self._units, self._own_unit
        others = [number for number in people if number != self._owner]
        met = [units[number] for number in others if number >= 0]
        across = [unit for unit in met if unit != own]
        place, self._groups = self._groups, self._groups + 1
        code = (size > LARGE_MEETING) << LARGE | (len(met) < len(others)) << OUTSIDE
        if across:
            code |= 1 << OTHER_UNIT
        if size == 2:
            code |= (others[0] in self._bosses) << WITH_BOSS | (others[0] in self._reports) << WITH_REPORT
        if size > TIE_MEETING:
            return code
        for unit in set(across):
            self.met += (place, unit, across.count(unit))
        return code | len(met) - len(across) << _INSIDE_BIT | len(across) << _ACROSS_BIT
