"""Small companies and calendars for the tests of signals.

The usual company: `all` with units `a` and `b`; eve manages `all`, bob manages `a` where ann works, dan manages `b`
where cat works. The usual block begins on Monday 2025-01-27; Berlin is one hour ahead of UTC throughout.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from signals.calendars.events import Tally
from signals.calendars.periods import Period
from signals.calendars.workdays import Schedule
from signals.connectors.registry import get_connector
from signals.reduce.company import Company, Member
from signals.reduce.job import Terms, calendar_values
from signals.reduce.person import NAMES

MONDAY = date(2025, 1, 27)
PERIOD = Period(MONDAY, date(2025, 2, 24))
TREE: dict[str, str | None] = {"all": None, "a": "all", "b": "all"}
OFFICE = Schedule("Europe/Berlin", "DE-BE", 9 * 60, 17 * 60, frozenset({1, 2, 3, 4, 5}))
HEADER = "person,address,unit,is_manager,time_zone,region,work_start,work_end,work_days"


def member(person: str, unit: str = "a", is_manager: bool = False, schedule: Schedule = OFFICE) -> Member:
    return Member(person, f"{person}@x.example", unit, is_manager, schedule)


def company(*members: Member, tree: Mapping[str, str | None] = TREE, schedule: Schedule = OFFICE) -> Company:
    usual = (
        member("ann", "a", schedule=schedule),
        member("bob", "a", is_manager=True),
        member("cat", "b"),
        member("dan", "b", is_manager=True),
        member("eve", "all", is_manager=True),
    )
    return Company(members or usual, tree)


def attendee(who: str, **parameters: str) -> str:
    address = who if "@" in who else f"{who}@x.example"
    return "ATTENDEE" + "".join(f";{key}={value}" for key, value in parameters.items()) + f":mailto:{address}"


def event(
    start: str = "20250128T100000",
    end: str | None = "20250128T110000",
    *lines: str,
    uid: str = "one",
    people: Sequence[str] = ("ann", "cat"),
    zone: str = "Europe/Berlin",
) -> str:
    """Return a VEVENT; times without Z are in `zone`, or floating where that is empty."""
    head = f";TZID={zone}" if zone else ""

    def moment(name: str, text: str) -> str:
        return f"{name}{'' if text.endswith('Z') else head}:{text}"

    every = [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        moment("DTSTART", start),
        *([moment("DTEND", end)] if end else []),
        *(attendee(who) for who in people),
        *lines,
        "END:VEVENT",
    ]
    return "\r\n".join(every)


def calendar(*events: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR", ""])


def write_calendars(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return folder


@dataclass
class Values:
    """What one person's calendar comes to: metric -> value of the first block, and what was read."""

    numbers: dict[str, float]
    blocks: list[dict[str, float]]
    tally: Tally = field(default_factory=Tally)

    def __getitem__(self, name: str) -> float:
        return self.numbers[name]


def values_of(
    folder: Path,
    files: Mapping[str, str] | str,
    *,
    who: Company | None = None,
    period: Period = PERIOD,
    person: str = "ann",
    source: str = "ics",
    accounts: Mapping[str, str] | None = None,
) -> Values:
    """Read calendars (ann's, when it is one text) and return the values of a person."""
    ending = "ics" if source == "ics" else "json"
    names = {f"{person}@x.example.{ending}": files} if isinstance(files, str) else files
    who = who or company()
    tally = Tally()
    connector = get_connector(source)
    terms = Terms(who, period, b"key", accounts=accounts or {})
    array = calendar_values(connector, write_calendars(folder, names), terms, tally)  # type: ignore[arg-type]
    number = next(place for place, each in enumerate(who.members) if each.person == person)
    blocks = [
        {name: float(array[row, block, number]) for row, name in enumerate(NAMES)}
        for block in range(period.count)
    ]
    return Values(blocks[0], blocks, tally)


def write_company(folder: Path, who: Company) -> tuple[Path, Path]:
    """Write people.csv and units.csv."""
    people, units = folder / "people.csv", folder / "units.csv"
    units.write_text(
        "unit,parent\n" + "".join(f"{unit},{parent or ''}\n" for unit, parent in who.tree.items())
    )
    people.write_text("\n".join([HEADER, *(person_line(each) for each in who.members)]) + "\n")
    return people, units


def person_line(each: Member) -> str:
    hours = each.schedule
    clock = [f"{minutes // 60:02}:{minutes % 60:02}" for minutes in (hours.work_start, hours.work_end)]
    days = '"' + ",".join(map(str, sorted(hours.work_days))) + '"'
    facts = [each.person, each.address, each.unit, str(int(each.is_manager)), hours.time_zone, hours.region]
    return ",".join([*facts, *clock, days])
