"""What groups of people are to the owner of a calendar, packed into arrays, and the units met in them."""

import numpy as np
import pytest

from signals.calendars.series import Attendances
from signals.reduce.company import Company
from signals.reduce.meetings import LARGE, OTHER_UNIT, OUTSIDE, WITH_BOSS, WITH_REPORT, Meetings, meetings_of
from tests.factories.signals import company, member

ANN, BOB, CAT, DAN, EVE = range(5)
HOUR = 3600


def of(owner: int, *groups: tuple[int, ...], who: Company | None = None) -> Meetings:
    """Return one meeting of an hour for each group, a day apart, the last one first."""
    starts = 86400 * np.arange(len(groups), dtype=np.int64)[::-1]
    lengths = np.full(len(groups), HOUR, np.int64)
    return meetings_of(owner, Attendances(starts, lengths, np.arange(len(groups)), groups), who or company())


@pytest.mark.parametrize(
    ("owner", "group", "kinds", "inside", "across"),
    [
        (ANN, (ANN, BOB), {WITH_BOSS}, 1, 0),
        (BOB, (ANN, BOB), {WITH_REPORT}, 1, 0),
        (BOB, (BOB, EVE), {WITH_BOSS, OTHER_UNIT}, 0, 1),
        (ANN, (ANN, CAT), {OTHER_UNIT}, 0, 1),
        (ANN, (-7, ANN), {OUTSIDE}, 0, 0),
        (ANN, (-7, ANN, BOB, CAT, DAN), {OUTSIDE, OTHER_UNIT}, 1, 2),
        (ANN, (*range(-6, 0), ANN, BOB), {OUTSIDE}, 1, 0),
        (ANN, (*range(-7, 0), ANN, CAT), {OUTSIDE, OTHER_UNIT, LARGE}, 0, 0),
    ],
)
def test_kinds_and_contacts(
    owner: int, group: tuple[int, ...], kinds: set[int], inside: int, across: int
) -> None:
    meetings = of(owner, group)
    assert set(np.flatnonzero(meetings.kinds[:, 0]).tolist()) == kinds
    assert (meetings.inside.tolist(), meetings.across.tolist()) == ([inside], [across])


def test_meetings_are_sorted_by_start_and_keep_their_people() -> None:
    meetings = of(ANN, (ANN, BOB), (ANN, CAT))
    assert meetings.which.tolist() == [1, 0]
    assert meetings.kinds[WITH_BOSS].tolist() == [False, True]


def test_other_units_met_in_some_of_the_meetings() -> None:
    who = company()
    meetings = of(ANN, (ANN, BOB), (ANN, CAT, DAN, EVE), (*range(-8, 0), ANN, CAT), (ANN, EVE), who=who)
    meeting, (unit, count) = meetings.met_in(np.array([3, 1, 0, 2, 1]))
    names = [who.unit_names[one] for one in unit.tolist()]
    assert sorted(zip(meeting.tolist(), names, count.tolist(), strict=True)) == [
        (0, "all", 1), (1, "all", 1), (1, "b", 2), (4, "all", 1), (4, "b", 2),
    ]  # fmt: skip


def test_seven_contacts_on_either_side_fit() -> None:
    crowd = Company([member(f"p{number}", "a") for number in range(8)], company().tree)
    assert of(0, tuple(range(8)), who=crowd).inside.tolist() == [7]
    apart = Company([member("p0", "a"), *(member(f"p{number}", "b") for number in range(1, 8))], crowd.tree)
    assert of(0, tuple(range(8)), who=apart).across.tolist() == [7]


def test_nobody_met() -> None:
    meetings = of(ANN)
    assert meetings.kinds.shape == (5, 0)
    assert meetings.met_in(meetings.which)[0].tolist() == []
