from collections import Counter
from datetime import date

import pytest

from engagement.demo.world import World
from engagement.demo.world.calendars.ics import occurrences
from engagement.demo.world.calendars.meeting import EXTRA, Meeting
from engagement.demo.world.calendars.teams import Team, rounds_between, single_meetings, team_meetings
from engagement.demo.world.causes import Kind


def team_of(world: World, unit: str, block: int) -> Team:
    window = world.window(block)
    return next(team for team in world.teams(window.last) if team.unit.code == unit)


def series_of(world: World, unit: str, block: int) -> list[Meeting]:
    """Series of a team that stand in the last block of its window."""
    window = world.window(block)
    meetings = team_meetings(team_of(world, unit, block), world.causes, window, world.seed)
    return [meeting for meeting in meetings if meeting.until is not None and meeting.until >= window.last]


def weekly_hours(world: World, unit: str, block: int, *, evening: bool = False) -> float:
    """Mean hours of series per person and week in the block."""
    first, members = world.line.blocks[block], team_of(world, unit, block).members
    minutes = sum(
        meeting.minutes * len(meeting.attendees) * sum(day >= first for day in occurrences(meeting))
        for meeting in series_of(world, unit, block)
        if (meeting.start.hour >= 19 or not set(meeting.days) - {"SA", "SU"}) is evening
    )
    return minutes / 60 / 4 / len(members)


@pytest.mark.parametrize(
    ("unit", "before", "during"), [("SW-CLD-COR", 1, 3), ("HW-ELE-FIR", 3, 6), ("SW-QAR-REL", 7, 9)]
)
def test_a_marathon_fills_the_week_with_meetings(world: World, unit: str, before: int, during: int) -> None:
    assert weekly_hours(world, unit, before) < 16
    assert weekly_hours(world, unit, during) > 20
    assert weekly_hours(world, unit, during) > weekly_hours(world, unit, before) + 12


def test_the_plan_that_helps_empties_it_again_and_the_other_does_not(world: World) -> None:
    assert weekly_hours(world, "SW-CLD-COR", 8) < weekly_hours(world, "SW-CLD-COR", 4) - 12
    assert weekly_hours(world, "HW-ELE-FIR", 10) > weekly_hours(world, "HW-ELE-FIR", 6) - 2


@pytest.mark.parametrize(
    ("unit", "before", "during"), [("SW-HOS-MOB", 4, 6), ("SV-EUR-REM", 10, 12), ("CO-FIN-CON", 5, 7)]
)
def test_burnout_shows_in_evenings_and_weekends(world: World, unit: str, before: int, during: int) -> None:
    assert weekly_hours(world, unit, before, evening=True) == 0
    assert weekly_hours(world, unit, during, evening=True) > 3.5


def test_a_weak_cause_stays_under_the_threshold_of_three_hours(world: World) -> None:
    assert 1 < weekly_hours(world, "SM-CHN-EAS", 9, evening=True) < 3


def test_a_trade_fair_lasts_two_blocks(world: World) -> None:
    hours = [weekly_hours(world, "SM-MKT-EVE", block) for block in (8, 9, 10, 11)]

    assert min(hours[1:3]) > 12 + max(hours[0], hours[3])


def test_a_lead_without_time_drops_the_talks(world: World) -> None:
    before, since = (
        [meeting for meeting in series_of(world, "SW-IMG-VIE", block) if len(meeting.attendees) == 2]
        for block in (4, 9)
    )

    assert len(before) == len(team_of(world, "SW-IMG-VIE", 4).members) - 1
    assert since == []


def test_every_meeting_has_two_people_or_more_and_stands_in_the_window(world: World) -> None:
    window = world.window(6)
    teams = world.teams(window.last)
    meetings = [
        *(m for team in teams[:20] for m in team_meetings(team, world.causes, window, 1)),
        *(
            m
            for team in teams[:20]
            for m in single_meetings(team, [o for o in teams[:5] if o is not team], window, 1)
        ),
        *rounds_between(teams, window, 1),
    ]

    assert all(len(set(meeting.attendees)) == len(meeting.attendees) >= 2 for meeting in meetings)
    assert all(meeting.organiser in meeting.attendees for meeting in meetings)
    assert all(window.first <= day <= window.last for m in meetings for day in occurrences(m))
    assert [uid for uid, count in Counter(m.uid for m in meetings).items() if count > 1] == []


def test_units_meet_each_other_and_some_meet_the_world_outside(world: World) -> None:
    window = world.window(6)
    teams = world.teams(window.last)
    homes = {person.address: team.unit.code for team in teams for person in team.members}
    joint = list(rounds_between(teams, window, 1))
    singles = [
        m for team in teams for m in single_meetings(team, [o for o in teams if o is not team], window, 1)
    ]

    assert sum(len({homes[a] for a in m.attendees}) > 1 for m in joint) > 0.9 * len(joint)
    assert 0.05 < sum(any(a not in homes for a in m.attendees) for m in singles) / len(singles) < 0.4


def test_thresholds_of_the_extra_series_lie_within_a_level() -> None:
    assert set(EXTRA) == {Kind.MEETING_MARATHON, Kind.BURNOUT}
    assert all(0 < series.above < 1 for extra in EXTRA.values() for series in extra)


def test_a_window_knows_its_first_and_last_day(world: World) -> None:
    window = world.window(2)

    assert window.first == world.line.blocks[0]
    assert window.last == date.fromordinal(world.line.blocks[3].toordinal() - 1)
