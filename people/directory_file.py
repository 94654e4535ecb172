"""Reading people.csv and units.csv: every row checked before anything is stored.

Columns may stand in any order; an unknown one is an error. `address` and `email` are the same column, so that the
file that `reduce_signals` reads can be imported as it is.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from people.exceptions import DirectoryFileError

PEOPLE_REQUIRED = frozenset({"person", "unit"})
PEOPLE_OPTIONAL = frozenset(
    {
        "name", "address", "email", "is_manager", "language", "time_zone", "region", "work_start", "work_end",
        "work_days", "joined", "left", "parent",
    }
)  # fmt: skip
UNITS_REQUIRED = frozenset({"unit", "parent"})
UNITS_OPTIONAL = frozenset({"name", "name_zh"})
ZONES = available_timezones()


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One line of units.csv; an empty parent is None: the root."""

    code: str
    parent: str | None
    name: str = ""
    name_zh: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of people.csv. `fields` holds only the columns that the file has."""

    code: str
    unit: str
    is_manager: bool = False
    joined: date | None = None
    left: date | None = None
    fields: Mapping[str, object] = field(default_factory=dict)


def _rows(
    path: Path, required: frozenset[str], optional: frozenset[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line, cells) of a CSV file; raise `DirectoryFileError` on anything that is not RFC 4180 in UTF-8."""

    def fail(line: int, column: str, expected: str) -> DirectoryFileError:
        return DirectoryFileError(str(path), line, column, expected)

    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise fail(1, "", f"the file cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise fail(line, "", "expected UTF-8 text, found bytes of another encoding") from error
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        header = next(reader, None)
        if not header:
            raise fail(1, "", f"the file is empty, expected a header with {', '.join(sorted(required))}")
        _check_header(header, required, optional, fail)
        for cells in reader:
            if len(cells) != len(header):
                raise fail(reader.line_num, "", f"expected {len(header)} cells, found {len(cells)}")
            yield reader.line_num, dict(zip(header, (cell.strip() for cell in cells), strict=True))
    except csv.Error as error:
        raise fail(reader.line_num, "", f"expected comma-separated text as in RFC 4180 ({error})") from error


def _check_header(
    header: list[str],
    required: frozenset[str],
    optional: frozenset[str],
    fail: Callable[[int, str, str], DirectoryFileError],
) -> None:
    known = f"known columns are {', '.join(sorted(required | optional))}"
    for column in header:
        if column not in required | optional:
            raise fail(1, column or "(no name)", f"unknown column; {known}")
        if header.count(column) > 1:
            raise fail(1, column, "the column stands twice")
    for column in sorted(required - set(header)):
        raise fail(1, column, "the column is missing")


def read_units(path: Path) -> list[UnitRow]:
    """Read units.csv: codes once each, known parents, one root, no cycle."""
    lines: dict[str, int] = {}
    rows: list[UnitRow] = []
    for line, cells in _rows(path, UNITS_REQUIRED, UNITS_OPTIONAL):
        code = cells["unit"]
        if not code or len(code) > 64:
            raise DirectoryFileError(str(path), line, "unit", "expected a unit code of 1 to 64 characters")
        if code in lines:
            raise DirectoryFileError(
                str(path), line, "unit", f"unit {code} stands already in line {lines[code]}"
            )
        lines[code] = line
        rows.append(UnitRow(code, cells["parent"] or None, cells.get("name", ""), cells.get("name_zh", "")))
    _check_tree(str(path), rows, lines)
    return rows


def _check_tree(path: str, rows: list[UnitRow], lines: Mapping[str, int]) -> None:
    parents = {row.code: row.parent for row in rows}
    roots = [code for code, parent in parents.items() if parent is None]
    for code, parent in parents.items():
        if parent is not None and parent not in parents:
            raise DirectoryFileError(path, lines[code], "parent", f"unit {parent} is not in the file")
        seen, above = {code}, parent
        while above is not None:
            if above in seen:
                raise DirectoryFileError(
                    path, lines[code], "parent", f"unit {code} stands in a cycle, expected a tree"
                )
            seen.add(above)
            above = parents.get(above)
    if len(roots) != 1:
        line = lines[roots[1]] if roots else 1
        raise DirectoryFileError(
            path, line, "parent", f"expected one root (a unit without parent), found {len(roots)}"
        )


def _day(value: str) -> date:
    return date.fromisoformat(value)


def _clock(value: str) -> time:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        raise ValueError(value)
    return time.fromisoformat(value)


def _matching(pattern: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(value)
        return value

    return parse


def _zone(value: str) -> str:
    if value not in ZONES:
        raise ValueError(value)
    return value


def _email(value: str) -> str:
    try:
        validate_email(value)
    except ValidationError as error:
        raise ValueError(value) from error
    return value.lower()


def _language(value: str) -> str:
    return {"en": "en", "zh": "zh-hans", "zh-hans": "zh-hans"}[value.lower()]


DAYS = r"[1-7](-[1-7])?(,[1-7](-[1-7])?)*"
# Column -> (field of Person, parser, what is expected). An empty cell leaves the field as it is.
PARSERS: dict[str, tuple[str, Callable[[str], object], str]] = {
    "name": ("name", str, "expected a name"),
    "address": ("email", _email, "expected an e-mail address"),
    "email": ("email", _email, "expected an e-mail address"),
    "language": ("language", _language, "expected en or zh"),
    "time_zone": ("time_zone", _zone, "expected an IANA time zone such as Europe/Berlin"),
    "region": ("region", _matching(r"[A-Z]{2}(-[A-Z0-9]{1,3})?"), "expected ISO 3166 such as DE or DE-BE"),
    "work_start": ("work_start", _clock, "expected HH:MM"),
    "work_end": ("work_end", _clock, "expected HH:MM"),
    "work_days": ("work_days", _matching(DAYS), "expected ISO weekdays such as 1-5 or 7,1-4"),
}
ROW_PARSERS: dict[str, tuple[Callable[[str], object], str]] = {
    "is_manager": (lambda value: {"0": False, "1": True}[value], "expected 0 or 1"),
    "joined": (_day, "expected a date as YYYY-MM-DD"),
    "left": (_day, "expected a date as YYYY-MM-DD"),
}


def _parse(path: str, line: int, cells: Mapping[str, str]) -> PersonRow:
    fields: dict[str, object] = {}
    row: dict[str, object] = {}
    for column, value in cells.items():
        if not value or column in PEOPLE_REQUIRED or column == "parent":
            continue
        try:
            if column in PARSERS:
                name, parser, _ = PARSERS[column]
                fields[name] = parser(value)
            else:
                row[column] = ROW_PARSERS[column][0](value)
        except (ValueError, KeyError) as error:
            expected = PARSERS[column][2] if column in PARSERS else ROW_PARSERS[column][1]
            raise DirectoryFileError(path, line, column, f"{expected}, found {value!r}") from error
    return PersonRow(code=cells["person"], unit=cells["unit"], fields=fields, **row)  # type: ignore[arg-type]  # parsed


def read_units_of_people(path: Path) -> list[UnitRow]:
    """Read the tree from a people.csv with a `parent` column; a parent without members is a unit too.

    Without that column the list is empty. A unit with two different parents raises `DirectoryFileError`.
    """
    parents: dict[str, str | None] = {}
    lines: dict[str, int] = {}
    for line, cells in _rows(path, PEOPLE_REQUIRED, PEOPLE_OPTIONAL):
        if "parent" not in cells:
            return []
        unit, parent = cells["unit"], cells["parent"] or None
        if parents.setdefault(unit, parent) != parent:
            expected = f"unit {unit} has the parent {parents[unit] or '(none)'} in line {lines[unit]}"
            raise DirectoryFileError(str(path), line, "parent", expected)
        lines.setdefault(unit, line)
    for parent in [parent for parent in parents.values() if parent is not None]:
        parents.setdefault(parent, None)
        lines.setdefault(parent, 1)
    rows = [UnitRow(code, parent) for code, parent in parents.items()]
    _check_tree(str(path), rows, lines)
    return rows


def read_people(path: Path, units: set[str]) -> list[PersonRow]:
    """Read people.csv: each person and each address once, every unit in `units`."""
    people: dict[str, int] = {}
    addresses: dict[object, int] = {}
    rows: list[PersonRow] = []
    for line, cells in _rows(path, PEOPLE_REQUIRED, PEOPLE_OPTIONAL):
        code = cells["person"]
        if not code or len(code) > 64:
            raise DirectoryFileError(str(path), line, "person", "expected an id of 1 to 64 characters")
        if code in people:
            raise DirectoryFileError(
                str(path), line, "person", f"{code} stands already in line {people[code]}"
            )
        if cells["unit"] not in units:
            raise DirectoryFileError(
                str(path), line, "unit", f"unit {cells['unit'] or '(empty)'} is not known"
            )
        row = _parse(str(path), line, cells)
        address = row.fields.get("email")
        if address and addresses.setdefault(address, line) != line:
            expected = f"the address stands already in line {addresses[address]}"
            raise DirectoryFileError(str(path), line, "address", expected)
        people[code] = line
        rows.append(row)
    return rows
