from datetime import timedelta

import pytest
from icalendar import Calendar

from engagement.demo.world import World
from engagement.demo.world.calendars.absences import days_away
from engagement.demo.world.calendars.export import calendars
from engagement.demo.world.people import Person

BLOCK = 6


@pytest.fixture(scope="module")
def exported(world: World) -> list[tuple[Person, str]]:
    window = world.window(BLOCK)
    return list(calendars(world.teams(window.last), world.causes, window, world.seed))


def test_everybody_in_an_office_has_one_calendar(world: World, exported: list[tuple[Person, str]]) -> None:
    window = world.window(BLOCK)
    offices = {person.code for person, unit in world.members_on(window.last) if unit.work == "office"}

    assert {person.code for person, _ in exported} == offices
    assert len(exported) == len(offices)


def test_calendars_are_readable_and_their_owner_is_in_every_meeting(
    exported: list[tuple[Person, str]],
) -> None:
    for person, text in exported[::60]:
        events = Calendar.from_ical(text).walk("VEVENT")
        assert len(events) > 5
        for event in events:
            people = event.get("ATTENDEE", [])
            addresses = [str(one) for one in (people if isinstance(people, list) else [people])]
            assert "TRANSP" in event or f"mailto:{person.address}" in addresses


def test_nobody_meets_anybody_on_a_day_away(world: World, exported: list[tuple[Person, str]]) -> None:
    blocks = list(world.window(BLOCK).blocks.values())
    for person, text in exported[::90]:
        away = days_away(world.seed, person.code, person.place, blocks)
        singles = [
            e for e in Calendar.from_ical(text).walk("VEVENT") if "RRULE" not in e and "TRANSP" not in e
        ]
        assert not {event.decoded("DTSTART").date() for event in singles} & away


def test_some_meetings_are_declined(exported: list[tuple[Person, str]]) -> None:
    declined = sum(text.count("PARTSTAT=DECLINED") for _, text in exported)
    events = sum(text.count("BEGIN:VEVENT") for _, text in exported)

    assert 0.002 < declined / events < 0.05


def test_the_same_export_twice_is_the_same_text(world: World, exported: list[tuple[Person, str]]) -> None:
    window = world.window(BLOCK)

    assert list(calendars(world.teams(window.last), world.causes, window, world.seed)) == exported


def test_a_later_export_says_the_same_of_a_block_about_single_meetings(
    world: World, exported: list[tuple[Person, str]]
) -> None:
    """A block is read in three exports; who stayed met the same people, newcomers aside."""
    later_window = world.window(BLOCK + 1)
    later = {
        p.code: t
        for p, t in calendars(world.teams(later_window.last), world.causes, later_window, world.seed)
    }
    first, last = world.line.blocks[BLOCK], world.line.blocks[BLOCK] + timedelta(days=27)
    same = total = 0
    for person, text in exported[::40]:
        if person.code in later:
            stamps = [line for line in text.split("\r\n") if line.startswith("DTSTART;TZID")]
            inside = {s for s in stamps if f"{first:%Y%m%d}" <= s.split(":")[1][:8] <= f"{last:%Y%m%d}"}
            total += len(inside)
            same += len(inside & set(later[person.code].split("\r\n")))
    assert same > 0.5 * total > 0
