"""Ties of units: contacts a week and person, released where both units have ten active people, and never of two people."""

from datetime import date

import numpy as np
import pytest

from signals.calendars.periods import Period
from signals.calendars.series import Attendances
from signals.calendars.workdays import days_of
from signals.reduce.company import Company
from signals.reduce.meetings import meetings_of
from signals.reduce.network import Network, Tie
from tests.factories.signals import TREE, member

START = date(2025, 1, 27)


def company(size: int) -> Company:
    return Company([member(f"p{number}", "ab"[number % 2]) for number in range(2 * size)], TREE)


def ties(size: int, contacts: dict[int, int], minimum: int = 10) -> list[Tie]:
    """Return the ties where everybody is active and some people have contacts in a block with the other unit."""
    network = Network()
    people: dict[int, dict[str, int]] = {number: {} for number in range(2 * size)} | {
        number: {"ba"[number % 2]: count} for number, count in contacts.items()
    }
    network.blocks[0] = people
    return list(network.ties(0, START, company(size), minimum))


def test_a_tie_is_the_trimmed_mean_of_both_sides_per_week() -> None:
    assert ties(20, dict.fromkeys(range(40), 8)) == [Tie("a", "b", START, 2.0, None, "30-49")]


def test_under_thirty_people_it_is_a_band() -> None:
    assert ties(10, dict.fromkeys(range(20), 9)) == [Tie("a", "b", START, None, (2.0, 2.5), "20-29")]


def test_nine_people_on_either_side_are_too_few() -> None:
    assert ties(9, dict.fromkeys(range(18), 8)) == []


@pytest.mark.parametrize("pair", [{0: 400}, {0: 400, 1: 400}])
def test_one_or_two_people_make_no_tie(pair: dict[int, int]) -> None:
    found = ties(20, pair)
    assert [tie.value for tie in found] in ([], [0.0])


def test_contacts_of_one_person_are_bounded() -> None:
    assert ties(20, dict.fromkeys(range(40), 4000))[0].value == 20


def test_what_two_workers_read_is_one_network() -> None:
    first, second = Network({0: {0: {"b": 4}}}), Network({0: {1: {"a": 4}}, 1: {2: {}}})
    first.merge(second)
    assert first.blocks == {0: {0: {"b": 4}, 1: {"a": 4}}, 1: {2: {}}}


def test_contacts_of_a_calendar_belong_to_the_block_in_which_the_meeting_starts() -> None:
    who, period = company(2), Period(START, date(2025, 3, 24))
    days = days_of(who.members[0].schedule, period)
    second = int(days.midnights[28])
    starts = np.array([second - 60, second, second + 7200, int(days.midnights[-1])])
    attended = Attendances(starts, np.full(4, 3600), np.array([0, 0, 1, 0]), ((0, 1, 3), (0, 2)))
    network = Network()
    network.add(0, meetings_of(0, attended, who), days, who.unit_names)
    assert network.blocks == {0: {0: {"b": 2}}, 1: {0: {"b": 2}}}
