"""The meetings of teams: their own rounds, one-to-ones, rounds with other units, single meetings, and what causes add."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

import numpy as np

from engagement.demo.world.calendars.meeting import EXTRA, WEEK, Meeting, Series
from engagement.demo.world.causes import Cause, Kind, booked, felt
from engagement.demo.world.chance import chance
from engagement.demo.world.organisation import UnitPlan
from engagement.demo.world.people import PLACES, Person

TITLES = (
    "Design talk",
    "Review",
    "Question on the draft",
    "Interview",
    "Numbers of the month",
    "Hand-over",
    "Workshop",
)
OUTSIDE = ("clinic-nord.example", "hospital-east.example", "supplier-one.example")


@dataclass(frozen=True, slots=True)
class Window:
    """The blocks that an export covers, three at most: index -> first day, ascending."""

    blocks: Mapping[int, date]

    @property
    def first(self) -> date:
        """First day."""
        return min(self.blocks.values())

    @property
    def last(self) -> date:
        """Last day, inclusive."""
        return max(self.blocks.values()) + timedelta(days=27)


@dataclass(frozen=True, slots=True)
class Team:
    """A unit with the people whose calendars are read; `lead` is its manager."""

    unit: UnitPlan
    lead: Person
    members: tuple[Person, ...]


def team_meetings(team: Team, causes: tuple[Cause, ...], window: Window, seed: int) -> Iterator[Meeting]:
    """Yield the series of a team in a window; a series that starts or ends inside stands in its blocks only."""
    rng = chance(seed, "habits", team.unit.code)
    for series in _habits(rng):
        yield from _placed(series, team, window.blocks, window, seed)
    yield from _one_to_ones(team, causes, window)
    for kind, extra in EXTRA.items():
        for series in extra:
            levels = {index: booked(causes, team.unit.code, kind, index) for index in window.blocks}
            on = {index: window.blocks[index] for index, level in levels.items() if level >= series.above}
            if on:
                yield from _placed(series, team, on, window, seed)


def _habits(rng: np.random.Generator) -> list[Series]:
    """Return the rounds a team has anyway, drawn once for good."""
    days = [WEEK[i] for i in rng.permutation(5)]
    habits = [
        Series("weekly", "Team round", "10:00", 60, (days[0],)),
        Series("plan", "Planning", "14:00", 60, (days[1],)),
        Series("look", "Looking back", "15:00", 90, (days[2],), every=2),
    ]
    if rng.random() < 0.55:
        habits.append(Series("stand", "Stand-up", "09:30", 15, WEEK))
    if rng.random() < 0.6:
        habits.append(Series("topic", "Topic of the week", "11:00", 75, (days[3],), share=0.7))
    if rng.random() < 0.7:
        habits.append(Series("work", "Working session", "13:00", 120, (days[4],), share=0.75))
    if rng.random() < 0.5:
        habits.append(Series("quest", "Open hour", "13:30", 45, (days[0], days[2]), share=0.6))
    culture = rng.random()
    if culture > 0.65:
        habits.append(Series("daily", "Daily round", "10:30", 60, WEEK, share=0.85))
    if culture > 0.82:
        habits.append(Series("hours", "Project hours", "14:00", 120, (days[0], days[3]), share=0.8))
    if rng.random() < 0.2:
        habits.append(Series("sites", "Both sites", "17:45", 45, (days[4],), share=0.5))
    return habits


def _placed(
    series: Series, team: Team, blocks: Mapping[int, date], window: Window, seed: int
) -> Iterator[Meeting]:
    """Give a series its people and its dates."""
    rng = chance(seed, "attends", team.unit.code, series.key)
    drawn = {person.code: rng.random() for person in sorted(team.members, key=lambda p: p.code)}
    people = [p for p in team.members if p is team.lead or drawn[p.code] < series.share]
    if len(people) < 2:
        return
    first = min(blocks.values())
    yield Meeting(
        uid=f"{team.unit.code}-{series.key}-{first:%y%m%d}-{window.last:%y%m%d}@lindwerk.example",
        title=series.title,
        organiser=team.lead.address,
        attendees=tuple(p.address for p in people),
        zone=PLACES[team.unit.place].time_zone,
        first=_first_day(first, series.days),
        start=time.fromisoformat(series.start),
        minutes=series.minutes,
        days=series.days,
        every=series.every,
        until=max(blocks.values()) + timedelta(days=27),
    )


def _first_day(monday: date, days: Sequence[str]) -> date:
    order = (*WEEK, "SA", "SU")
    return monday + timedelta(days=min(order.index(day) for day in days))


def _one_to_ones(team: Team, causes: tuple[Cause, ...], window: Window) -> Iterator[Meeting]:
    """Yield half an hour with the lead every other week; a lead without time lets them drop."""
    if felt(causes, team.unit.code, Kind.MANAGER_SUPPORT, max(window.blocks)) > 0.5:
        return
    others = [person for person in team.members if person is not team.lead]
    for i, person in enumerate(others):
        day, slot = WEEK[i % 5], i // 5 % 4
        start = time(15 + slot // 2, 30 * (slot % 2))
        monday = window.first + timedelta(days=7 * (i % 2))
        yield Meeting(
            uid=f"{person.code}-one-{window.last:%y%m%d}@lindwerk.example",
            title=f"Talk with {person.name}",
            organiser=team.lead.address,
            attendees=(team.lead.address, person.address),
            zone=PLACES[team.unit.place].time_zone,
            first=_first_day(monday, (day,)),
            start=start,
            minutes=30,
            days=(day,),
            every=2,
            until=window.last,
        )


def rounds_between(teams: Sequence[Team], window: Window, seed: int) -> Iterator[Meeting]:
    """Yield what joins units: a weekly round of the leads under one roof, and projects of two teams of one place."""
    by_parent: dict[str | None, list[Team]] = {}
    for team in teams:
        by_parent.setdefault(team.unit.parent, []).append(team)
    for parent, group in by_parent.items():
        if parent is not None and len(group) > 1:
            host = group[0]
            leads = tuple(team.lead.address for team in group)
            yield from _joint(
                f"{parent}-leads", "Round of the leads", host, leads, ("11:00", 60), ("MO",), window
            )
    for place in PLACES:
        local = [team for team in teams if team.unit.place == place]
        for number, at in enumerate(("16:00", "16:30")):
            order = chance(seed, "projects", place, number).permutation(len(local))
            for left, right in zip(order[::2], order[1::2], strict=False):
                yield from _project(local[left], local[right], at, window, seed)


def _project(left: Team, right: Team, at: str, window: Window, seed: int) -> Iterator[Meeting]:
    rng = chance(seed, "project", left.unit.code, right.unit.code, at)
    people = [
        p.address for team in (left, right) for p in team.members if rng.random() < 3.5 / len(team.members)
    ]
    if len(people) > 1:
        day = WEEK[int(rng.integers(5))]
        key = f"{left.unit.code}-{right.unit.code}-{at[3:]}"
        yield from _joint(key, "Joint project", left, tuple(people), (at, 60), (day,), window)


def _joint(  # noqa: PLR0913  # a meeting has that many parts
    key: str,
    title: str,
    host: Team,
    people: tuple[str, ...],
    at: tuple[str, int],
    days: tuple[str, ...],
    window: Window,
) -> Iterator[Meeting]:
    series = Meeting(
        uid=f"{key}-{window.last:%y%m%d}@lindwerk.example",
        title=title,
        organiser=people[0],
        attendees=people,
        zone=PLACES[host.unit.place].time_zone,
        first=_first_day(window.first, days),
        start=time.fromisoformat(at[0]),
        minutes=at[1],
        days=days,
        until=window.last,
    )
    yield series


def single_meetings(team: Team, others: Sequence[Team], window: Window, seed: int) -> Iterator[Meeting]:
    """Yield meetings that happen once: about one and a half a person and block, some with other units or outside."""
    for index, monday in window.blocks.items():
        rng = chance(seed, "single", team.unit.code, index)
        for number in range(int(rng.poisson(1.4 * len(team.members)))):
            meeting = _single(team, others, monday, rng)
            yield replace(meeting, uid=f"{team.unit.code}-{index}-{number}@lindwerk.example")


def _single(team: Team, others: Sequence[Team], monday: date, rng: np.random.Generator) -> Meeting:
    count = min(len(team.members), 1 + int(rng.poisson(1.2)))
    chosen = [team.members[i].address for i in rng.permutation(len(team.members))[:count]]
    draw = rng.random()
    if others and (draw < 0.4 or count == 1):
        guests = others[int(rng.integers(len(others)))].members
        chosen.append(guests[int(rng.integers(len(guests)))].address)
    elif draw > 0.85 or count == 1:
        chosen.append(f"contact{int(rng.integers(90))}@{OUTSIDE[int(rng.integers(3))]}")
    half_hours = int(rng.integers(2, 15))
    return Meeting(
        uid="",
        title=TITLES[int(rng.integers(len(TITLES)))],
        organiser=chosen[0],
        attendees=tuple(chosen),
        zone=PLACES[team.unit.place].time_zone,
        first=monday + timedelta(days=int(rng.integers(4)) * 7 + int(rng.integers(5))),
        start=time(9 + half_hours // 2, 30 * (half_hours % 2)),
        minutes=int(rng.choice([30, 30, 45, 60, 60, 90])),
    )
