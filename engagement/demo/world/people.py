"""Who works here, when and where: names, addresses, hours, and a year of joining, moving and leaving."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from engagement.demo.world.causes import Cause, Kind, felt
from engagement.demo.world.organisation import UnitPlan
from engagement.demo.world.timeline import BLOCK, Timeline

HERE = Path(__file__).parent
DOMAIN = "lindwerk.example"
# Leaving, per person and block of 28 days: about 11 % a year where nothing is wrong.
USUAL_LEAVING = 0.0085
EXTRA_LEAVING = {Kind.MEETING_MARATHON: 0.026, Kind.BURNOUT: 0.036, Kind.MANAGER_SUPPORT: 0.034}
# People leave weeks after it began, not at once.
LAG = 2
MOVING = 0.003


@dataclass(frozen=True, slots=True)
class Place:
    """What the place of work decides."""

    region: str
    time_zone: str
    language: str
    office: tuple[str, str]


PLACES = {
    "berlin": Place("DE-BE", "Europe/Berlin", "en", ("09:00", "17:30")),
    "suzhou": Place("CN", "Asia/Shanghai", "zh", ("09:00", "18:00")),
}
SHIFTS = {"early": ("06:00", "14:00"), "late": ("14:00", "22:00"), "field": ("08:00", "16:30")}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works, or worked, here."""

    code: str
    name: str
    address: str
    place: str
    work: str
    language: str

    @property
    def hours(self) -> tuple[str, str]:
        """Return start and end of the working day, HH:MM."""
        return SHIFTS.get(self.work, PLACES[self.place].office)


@dataclass(frozen=True, slots=True)
class Stay:
    """A person in a unit from `start` until the day before `end`."""

    person: str
    unit: str
    is_manager: bool
    start: date
    end: date | None = None
    left: bool = False


class Staff:
    """People and stays while the year is simulated; `hire` names them, `simulate` moves them."""

    def __init__(self, units: tuple[UnitPlan, ...], rng: np.random.Generator) -> None:
        self.units = {unit.code: unit for unit in units}
        self.rng = rng
        self.people: dict[str, Person] = {}
        self.open: dict[str, Stay] = {}
        self.ended: list[Stay] = []
        self._names: dict[str, Any] = yaml.safe_load((HERE / "names.yaml").read_text())
        self._taken: set[str] = set()

    def hire(self, unit: UnitPlan, start: date, *, is_manager: bool = False) -> None:
        """Add a new person to a unit."""
        code = f"P{len(self.people) + 1:04d}"
        name, address = self._name(unit.place)
        language = PLACES[unit.place].language
        if self.rng.random() < 0.04:  # somebody from the other country
            language = "zh" if language == "en" else "en"
        self.people[code] = Person(code, name, address, unit.place, unit.work, language)
        self.open[code] = Stay(code, unit.code, is_manager, start)

    def end(self, code: str, day: date, *, left: bool) -> Stay:
        """End a person's present stay and return it."""
        stay = replace(self.open.pop(code), end=day, left=left)
        self.ended.append(stay)
        return stay

    def _name(self, place: str) -> tuple[str, str]:
        given, family = (self._pick(self._names[place][part]) for part in ("given", "family"))
        if place == "suzhou":
            name, latin = family[0] + given[0], f"{given[1]}.{family[1]}"
        else:
            name, latin = f"{given} {family}", f"{given}.{family}"
        base = re.sub(r"[^a-z.]", "", unicodedata.normalize("NFKD", latin).lower())
        address, n = base, 1
        while address in self._taken:
            n += 1
            address = f"{base}{n}"
        self._taken.add(address)
        return name, f"{address}@{DOMAIN}"

    def _pick(self, values: list[Any]) -> Any:
        return values[int(self.rng.integers(len(values)))]


def populate(
    units: tuple[UnitPlan, ...], causes: tuple[Cause, ...], line: Timeline, rng: np.random.Generator
) -> tuple[tuple[Person, ...], tuple[Stay, ...]]:
    """Return everybody who works here at any time of the year, and every stay, in order of person and day."""
    staff = Staff(units, rng)
    for unit in units:
        for i in range(unit.size):
            tenure = timedelta(days=int(rng.integers(40, 3600)))
            staff.hire(unit, line.start - tenure, is_manager=i == 0)
    first = line.start
    while first < line.today:
        _month(staff, causes, line, first)
        first += BLOCK
    stays = [*staff.ended, *staff.open.values()]
    stays = [stay for stay in stays if stay.start <= line.today]
    known = {stay.person for stay in stays}
    people = tuple(person for person in staff.people.values() if person.code in known)
    return people, tuple(sorted(stays, key=lambda stay: (stay.person, stay.start)))


def _month(staff: Staff, causes: tuple[Cause, ...], line: Timeline, first: date) -> None:
    """Let one block pass: leavers are replaced some weeks later, a few people move to another unit."""
    block = line.block_of(first)
    for code, stay in list(staff.open.items()):
        if stay.is_manager or stay.start > first - timedelta(days=60):
            continue
        draw = staff.rng.random()
        day = first + timedelta(days=int(staff.rng.integers(1, BLOCK.days)))
        leaving = _leaving(causes, stay.unit, block)
        if draw < leaving and day <= line.today and _stays_visible(staff, stay.unit):
            staff.end(code, day, left=True)
            _replace(staff, stay.unit, day)
        elif draw > 1 - MOVING and day <= line.today:
            _move(staff, code, day, {cause.unit for cause in causes})


def _leaving(causes: tuple[Cause, ...], unit: str, block: int) -> float:
    """Return the chance to leave in a block; a unit of the story is steady until its cause has lasted a while."""
    if any(
        cause.unit == unit and cause.kind is not Kind.NONE and block < cause.start + LAG for cause in causes
    ):
        return 0.0
    extra = sum(size * felt(causes, unit, kind, block - LAG) for kind, size in EXTRA_LEAVING.items())
    return USUAL_LEAVING + extra


def _stays_visible(staff: Staff, unit: str) -> bool:
    return sum(stay.unit == unit for stay in staff.open.values()) > 3


def _replace(staff: Staff, unit: str, day: date) -> None:
    if staff.rng.random() < 0.94:
        staff.hire(staff.units[unit], day + timedelta(days=int(staff.rng.integers(10, 50))))


def _move(staff: Staff, code: str, day: date, watched: set[str]) -> None:
    """Move a person to another unit of the same place and kind of work; the units of the story keep their people."""
    old = staff.open[code].unit
    here = staff.units[old]
    sizes = dict.fromkeys(staff.units, 0)
    for stay in staff.open.values():
        sizes[stay.unit] += 1
    others = [
        unit.code
        for unit in staff.units.values()
        if (unit.place, unit.work) == (here.place, here.work)
        and unit.code not in watched | {old}
        and not unit.has_children
        and sizes[unit.code] < 38
    ]
    if others and old not in watched and sizes[old] > 3:
        target = others[int(staff.rng.integers(len(others)))]
        staff.end(code, day, left=False)
        staff.open[code] = Stay(code, target, is_manager=False, start=day)
