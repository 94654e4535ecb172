"""One export: the calendars of everybody in an office, over the last three blocks."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from engagement.demo.world.calendars.absences import days_away, leave
from engagement.demo.world.calendars.ics import (
    HEAD,
    TAIL,
    all_day_text,
    declined,
    event_text,
    exceptions_text,
    occurrences,
)
from engagement.demo.world.calendars.meeting import Meeting
from engagement.demo.world.calendars.teams import Team, Window, rounds_between, single_meetings, team_meetings
from engagement.demo.world.causes import Cause
from engagement.demo.world.chance import chance
from engagement.demo.world.people import Person

DECLINED = 0.04


def calendars(
    teams: Sequence[Team], causes: tuple[Cause, ...], window: Window, seed: int
) -> Iterator[tuple[Person, str]]:
    """Yield each person of the teams with the text of the calendar file, in order of address."""
    meetings = list(_meetings(teams, causes, window, seed))
    own: dict[str, list[tuple[Meeting, str]]] = {}
    for meeting in meetings:
        text = event_text(meeting)
        for address in meeting.attendees:
            own.setdefault(address, []).append((meeting, text))
    people = sorted((person for team in teams for person in team.members), key=lambda person: person.address)
    for person in people:
        yield person, _calendar(person, own.get(person.address, []), window, seed)


def _meetings(
    teams: Sequence[Team], causes: tuple[Cause, ...], window: Window, seed: int
) -> Iterator[Meeting]:
    near: Mapping[str, list[Team]] = {
        place: [team for team in teams if team.unit.place == place] for place in ("berlin", "suzhou")
    }
    for team in teams:
        others = [other for other in near[team.unit.place] if other is not team]
        yield from chain(
            team_meetings(team, causes, window, seed), single_meetings(team, others, window, seed)
        )
    yield from rounds_between(teams, window, seed)


def _calendar(person: Person, meetings: list[tuple[Meeting, str]], window: Window, seed: int) -> str:
    away = days_away(seed, person.code, person.place, window.blocks.values())
    rng = chance(seed, "declines", person.code, window.last)
    parts = [HEAD]
    for meeting, text in meetings:
        missed = [day for day in occurrences(meeting) if day in away]
        if not meeting.days:
            if missed:
                continue
            shown = declined(text, person.address) if rng.random() < DECLINED else text
            parts.append(f"BEGIN:VEVENT\r\n{shown}END:VEVENT\r\n")
        else:
            parts.append(f"BEGIN:VEVENT\r\n{text}{exceptions_text(meeting, missed)}END:VEVENT\r\n")
    parts += _leaves(person, window, seed)
    return "".join([*parts, TAIL])


def _leaves(person: Person, window: Window, seed: int) -> Iterator[str]:
    for first in window.blocks.values():
        if (week := leave(seed, person.code, first)) is not None:
            yield all_day_text(f"{person.code}-leave-{first:%y%m%d}@lindwerk.example", "Leave", *week)
