"""people.csv as `reduce_signals` takes it, checked line by line."""

import re
from pathlib import Path

import pandas as pd

from privacy.csv_file import Table, read_table
from privacy.exceptions import InputError
from signals.calendars.holidays import is_region
from signals.calendars.workdays import Schedule
from signals.calendars.zones import is_known
from signals.reduce.company import Company, Member

COLUMNS = (
    "person", "address", "unit", "is_manager", "time_zone", "region", "work_start", "work_end", "work_days",
)  # fmt: skip
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_DAYS = re.compile(r"([1-7])(?:-([1-7]))?")


def read_company(path: Path, tree: dict[str, str | None]) -> Company:
    """Read people.csv against the tree of units.csv.

    Raises
    ------
    InputError
        A wrong column, an unknown unit, zone or region, a wrong time or weekday, a person or address that stands twice.
    """
    table = read_table(path, required=COLUMNS)
    people, addresses = set[str](), set[str]()
    members = []
    for row in range(len(table.lines)):
        member = _member(table, row, tree)
        _once(table, row, "person", member.person, people)
        if member.address:
            _once(table, row, "address", member.address.lower(), addresses)
        members.append(member)
    if not members:
        raise InputError(path, 2, "person", "at least one person")
    return Company(members, tree)


def read_accounts(path: Path) -> dict[str, str]:
    """Read accounts.csv: under which name a work tool knows whom; an account stands once, a person may have many.

    Raises
    ------
    InputError
        A wrong column, an empty field, an account that stands twice.
    """
    table = read_table(path, required=("account", "address"))
    accounts: dict[str, str] = {}
    for row in range(len(table.lines)):
        account, address = (table.columns[column][row].strip().lower() for column in ("account", "address"))
        if not account or not address:
            raise table.error(row, "address" if account else "account", "a value that is not empty")
        if account in accounts:
            raise table.error(
                row, "account", f"each account once, but {account} stands on an earlier line too"
            )
        accounts[account] = address
    return accounts


def company_of(frame: pd.DataFrame, tree: dict[str, str | None]) -> Company:
    """Return the same from the directory, in the columns of people.csv; without a region nobody has public holidays."""
    columns = {column: [str(value) for value in frame[column]] for column in COLUMNS}
    table = Table(Path("people"), columns, list(range(1, len(frame) + 1)))
    return Company([_member(table, row, tree, needs_region=False) for row in range(len(frame))], tree)


def _once(table: Table, row: int, column: str, value: str, seen: set[str]) -> None:
    if value in seen:
        raise table.error(row, column, f"each {column} once, but {value} stands on an earlier line too")
    seen.add(value)


def _member(table: Table, row: int, tree: dict[str, str | None], *, needs_region: bool = True) -> Member:
    text = {column: table.columns[column][row].strip() for column in COLUMNS}
    if not text["person"]:
        raise table.error(row, "person", "an id that is not empty")
    if text["unit"] not in tree:
        raise table.error(row, "unit", f"a unit of units.csv, not {text['unit'] or 'nothing'}")
    if text["is_manager"] not in ("0", "1"):
        raise table.error(row, "is_manager", "0 or 1")
    if not is_known(text["time_zone"]):
        raise table.error(
            row, "time_zone", f"an IANA time zone such as Europe/Berlin, not {text['time_zone'] or 'nothing'}"
        )
    if (text["region"] or needs_region) and not is_region(text["region"]):
        raise table.error(
            row, "region", f"an ISO 3166 code such as DE or DE-BE, not {text['region'] or 'nothing'}"
        )
    schedule = Schedule(
        text["time_zone"],
        text["region"].upper(),
        _clock(table, row, "work_start", text["work_start"]),
        _clock(table, row, "work_end", text["work_end"]),
        _weekdays(table, row, text["work_days"]),
    )
    return Member(text["person"], text["address"], text["unit"], text["is_manager"] == "1", schedule)


def _clock(table: Table, row: int, column: str, text: str) -> int:
    match = _CLOCK.fullmatch(text)
    if match is None:
        raise table.error(row, column, "a time of day as HH:MM")
    return int(match[1]) * 60 + int(match[2])


def _weekdays(table: Table, row: int, text: str) -> frozenset[int]:
    days: set[int] = set()
    for part in text.split(",") if text else []:
        match = _DAYS.fullmatch(part.strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if first > last:
            raise table.error(row, "work_days", "ISO weekdays such as 1-5 or 7,1-4")
        days.update(range(first, last + 1))
    return frozenset(days)
