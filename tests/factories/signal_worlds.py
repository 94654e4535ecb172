"""Companies whose calendars are drawn from a known law, some with conditions planted in known units and blocks.

Several sizes; teams of several kinds; busy and quiet people; part-time weeks, leave, public holidays of four countries,
quarter ends and the end of the year. A condition begins at the start of a block, takes hold of most of a unit's people
and stays. Every one is planted at the same strength: in a rehearsal with other draws it takes its unit a quarter further
than the mark of its detector (see `signal_strength`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np

from signals.calendars.events import Event, Tally
from signals.calendars.periods import Period
from signals.calendars.workdays import Schedule, days_of
from signals.connectors.base import Directory, Owner
from signals.enums import Source
from signals.reduce.company import Company, Member
from signals.reduce.job import directory_of, values_by_owner
from signals.reduce.person import Numbers
from tests.factories.signal_habits import KINDS, Kind, held
from tests.factories.signal_strength import reach

PERIOD = Period(
    date(2024, 7, 15), date(2025, 5, 19)
)  # 11 blocks: golden week, Christmas, spring festival, Easter
DAYS = PERIOD.days
PLACES = (
    ("Europe/Berlin", "DE-BE"),
    ("Asia/Shanghai", "CN"),
    ("America/New_York", "US-NY"),
    ("Europe/London", "GB-ENG"),
)
SIZES = (130, 180, 240, 320, 420, 560)
SLOTS, SLOT = 16, 1800  # half hours of a working day
TAKEN_HOLD = 0.85
STRENGTH, HALVINGS = 1.25, 6
# Sources of draws: what a person is like, whom they know, and calendars drawn to find a strength.
_LASTING, _ACQUAINTED, _REHEARSAL = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Plant:
    """A condition: what a detector should find, where, from which block on, and how much of `signal_habits.FULL` it is."""

    detector: str
    unit: str
    first: int
    people: frozenset[int]
    share: float = 1.0


@dataclass
class World:
    """A company and its calendars; a connector, so that the usual reduction reads it."""

    company: Company
    kinds: dict[str, Kind]
    plants: list[Plant]
    seed: int
    source: Source = Source.ICS
    read_fields: tuple[str, ...] = ()
    _teams: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, each in enumerate(self.company.members):
            self._teams.setdefault(each.unit, []).append(number)

    def read(self, path: Path, directory: Directory, tally: Tally) -> Iterator[tuple[Owner, list[Event]]]:
        """Yield everybody's meetings."""
        for owner in directory.members():
            tally.files += 1
            yield owner, self._calendar(owner.number)

    def below(self, unit: str) -> frozenset[int]:
        """Return everybody in a unit's subtree."""
        inside = {unit}
        for each, parent in self.company.tree.items():  # parents stand before children
            if parent in inside:
                inside.add(each)
        return frozenset(number for each in inside for number in self._teams.get(each, ()))

    def _calendar(self, number: int, plants: Sequence[Plant] | None = None, turn: int = 0) -> list[Event]:
        """Return somebody's meetings under the company's conditions or others; another turn has other draws."""
        rng, lasting = (np.random.default_rng([self.seed, number, of]) for of in (turn, _LASTING))
        member = self.company.members[number]
        days = days_of(member.schedule, PERIOD)
        usual = self.kinds[member.unit].habits(lasting, member.is_manager)
        away, resists = _leave(lasting, len(days.kinds)), lasting.random() >= TAKEN_HOLD
        mine = [
            one for one in (self.plants if plants is None else plants) if number in one.people and not resists
        ]
        known: dict[tuple[float, int], tuple[list[tuple[int, ...]], np.ndarray]] = {}
        events: list[Event] = []
        for block in range(PERIOD.count):
            habits, places = usual, slice(block * 28, block * 28 + 28)
            for plant in mine:
                if block >= plant.first:
                    habits = held(plant.detector, habits, plant.share)
            key = (habits.across, round(habits.units_met))
            if key not in known:
                known[key] = self._groups(
                    number, *key, np.random.default_rng([self.seed, number, _ACQUAINTED])
                )
            groups, weights = known[key]
            load = _seasons(DAYS[places], habits.quarter_end)
            load *= np.where(away[places], 0.02, 1)
            kinds = days.kinds[places]
            starts, lengths = habits.meetings(
                rng, days.midnights[places], kinds, load, member.schedule.work_start
            )
            which = rng.choice(len(groups), len(starts), p=weights)
            if habits.one_to_ones and self.company.reports_of(number):
                which = _one_to_ones(rng, which, groups, habits.one_to_ones)
            events += [
                Event(block << 32 | place, (0, b"", b""), start, length, attended=True, people=groups[group])
                for place, (start, length, group) in enumerate(
                    zip(starts.tolist(), lengths.tolist(), which.tolist(), strict=True)
                )
            ]
        return events

    def at_strength(self, plant: Plant) -> Plant:
        """Return a condition that takes its unit `STRENGTH` of the way in a rehearsal, or all of it where that is too little."""
        low, high = 0.0, 1.0
        for _ in range(HALVINGS):
            middle = replace(plant, share=(low + high) / 2)
            if reach(self._rehearsed(middle), plant.detector, plant.first) < STRENGTH:
                low = middle.share
            else:
                high = middle.share
        return replace(plant, share=high)

    def _rehearsed(self, plant: Plant) -> Numbers:
        """Return the values of the people of a condition under it and nothing else, shape (len(NAMES), B, n)."""
        directory = directory_of(self.company)
        read = (
            (directory.member(number), self._calendar(number, [plant], _REHEARSAL))
            for number in sorted(plant.people)
        )
        return np.concatenate(
            [values for _, values in values_by_owner(read, self.company, PERIOD, Tally())], axis=2
        )

    def _groups(
        self, number: int, share_across: float, met: int, rng: np.random.Generator
    ) -> tuple[list[tuple[int, ...]], np.ndarray]:
        """Return the groups a person meets, and how often: the team, colleagues, the boss, other units, outsiders, crowds."""
        member, size = self.company.members[number], len(self.company.members)
        team = [one for one in self._teams[member.unit] if one != number] or [(number + 1) % size]
        others = [
            one
            for one in rng.permutation(size)[:40].tolist()
            if self.company.members[one].unit != member.unit
        ]
        reports = sorted(self.company.reports_of(number) - {number})
        bosses = sorted(self.company.bosses(number) - {number}) or team[:1]
        groups = [tuple(sorted({number, *rng.permutation(team)[:5].tolist()})) for _ in range(3)]
        groups += [tuple(sorted({number, int(rng.choice(team))})) for _ in range(3)]
        groups += [tuple(sorted({number, one})) for one in (reports or bosses)]
        inside = len(groups)
        groups += [tuple(sorted({number, *others[4 * k : 4 * k + 1 + k % 3]})) for k in range(met)]
        across = len(groups)
        groups += [(-1 - number, number), tuple(sorted({number, *rng.permutation(size)[:12].tolist()}))]
        weights = np.concatenate(
            [
                np.full(inside, (1 - share_across - 0.15) / inside),
                np.full(across - inside, share_across / max(1, across - inside)),
                np.full(2, 0.075),
            ]
        )
        return groups, weights / weights.sum()


def _one_to_ones(
    rng: np.random.Generator, which: np.ndarray, groups: list[tuple[int, ...]], share: float
) -> np.ndarray:
    """Turn a share of a manager's meetings into one-to-ones with reports."""
    pairs = [
        place
        for place, group in enumerate(groups)
        if len(group) == 2 and group[0] >= 0 and 6 <= place < len(groups) - 2
    ]
    turned = rng.random(len(which)) < share
    return np.where(turned, rng.choice(pairs, len(which)), which) if pairs else which


def _leave(rng: np.random.Generator, days: int) -> np.ndarray:
    """Return the days on which a person is away: a week now and then, and two weeks once."""
    away = np.zeros(days, np.bool_)
    for length in (7, 7, 14):
        start = int(rng.integers(0, days - length))
        away[start : start + length] = True
    return away


def _seasons(days: list[date], quarter_end: float) -> np.ndarray:
    """Return how busy each day is: the last ten days of a quarter are busier, the end of the year is calmer."""
    busy = []
    for day in days:
        ends = date(day.year + (day.month > 9), (day.month - 1) // 3 * 3 % 12 + 4 if day.month <= 9 else 1, 1)
        factor = quarter_end if (ends - day).days <= 10 else 1.0
        busy.append(0.5 if day.month == 12 and day.day > 18 else factor)
    return np.array(busy)


def world(seed: int, *, planted: bool) -> World:
    """Return a company; with conditions, or a quiet one."""
    rng = np.random.default_rng(seed)
    size = SIZES[seed % len(SIZES)]
    tree, members, kinds = _people(rng, size, PLACES[seed % len(PLACES)])
    made = World(Company(members, tree), kinds, [], seed)
    if planted:
        made.plants += [made.at_strength(plant) for plant in _plants(rng, made)]
    return made


def _people(
    rng: np.random.Generator, size: int, place: tuple[str, str]
) -> tuple[dict[str, str | None], list[Member], dict[str, Kind]]:
    tree: dict[str, str | None] = {"all": None}
    members: list[Member] = []
    kinds: dict[str, Kind] = {"all": KINDS["usual"]}
    names = list(KINDS)
    while len(members) < size:
        division = f"d{sum(parent == 'all' for parent in tree.values())}"
        tree[division], kinds[division] = "all", KINDS["usual"]
        members.append(_member(rng, len(members), division, True, place))
        for team in range(int(rng.integers(4, 13))):
            unit = f"{division}.{team}"
            tree[unit], kinds[unit] = (
                division,
                KINDS[names[int(rng.choice(len(names), p=[0.55, 0.1, 0.1, 0.1, 0.15]))]],
            )
            for place_in_team in range(int(rng.integers(9, 24))):
                members.append(_member(rng, len(members), unit, place_in_team == 0, place))
    return tree, members, kinds


def _member(
    rng: np.random.Generator, number: int, unit: str, is_manager: bool, place: tuple[str, str]
) -> Member:
    part_time = rng.random() < 0.1 and not is_manager
    days = frozenset({1, 2, 3} if part_time else {1, 2, 3, 4, 5})
    schedule = Schedule(place[0], place[1], 9 * 60, 17 * 60, days)
    return Member(f"p{number}", f"p{number}@x.example", unit, is_manager, schedule)


def _plants(rng: np.random.Generator, made: World) -> list[Plant]:
    """Plant each condition of teams in a team of its own, and the one of managers where a division has enough of them."""
    teams = [unit for unit in made.company.tree if "." in unit and len(made.below(unit)) >= 13]
    chosen = rng.permutation(teams).tolist()
    plants = []
    for detector in ("meeting_marathon", "burnout", "blocked_innovation", "load_change", "focus_collapse"):
        unit = chosen.pop()
        plants.append(Plant(detector, unit, int(rng.integers(6, 8)), made.below(unit)))
    for unit in made.company.tree:
        managers = frozenset(one for one in made.below(unit) if made.company.members[one].is_manager)
        if unit.startswith("d") and "." not in unit and len(managers) >= 12:
            return [*plants, Plant("overloaded_managers", unit, int(rng.integers(5, 8)), managers)]
    managers = frozenset(number for number, each in enumerate(made.company.members) if each.is_manager)
    enough = len(managers) >= 12
    return (
        [*plants, Plant("overloaded_managers", "all", int(rng.integers(5, 8)), managers)]
        if enough
        else plants
    )
