"""The person query of Viva Insights: a CSV with a line per person and week, of which six columns are read."""

import _csv
import csv
from collections.abc import Iterator, Mapping
from datetime import date
from math import isfinite
from pathlib import Path

from privacy.exceptions import InputError
from signals.calendars.events import Tally
from signals.connectors.base import WeekRow
from signals.enums import Reason, Source

COLUMNS = {
    "Meeting_hours": "meeting_hours",
    "After_hours_collaboration_hours": "after_hours_hours",
    "Weekend_collaboration_hours": "weekend_hours",
    "Conflicting_meeting_hours": "conflict_hours",
    "Meeting_and_call_hours_with_manager_1_1": "one_to_one_hours",
    "External_collaboration_hours": "outside_hours",
}


class VivaConnector:
    """One CSV file; columns that are not in `COLUMNS` are passed over, for a person query has any number of them."""

    source = Source.VIVA

    def __init__(self, columns: Mapping[str, str] = COLUMNS) -> None:
        """Read all six columns, or only some of them."""
        self._columns = columns
        self.metrics = tuple(columns.values())
        self.read_fields = ("PersonId", "MetricDate", *columns)

    def read_rows(self, path: Path, tally: Tally) -> Iterator[WeekRow]:
        """Yield a row per person and week.

        Raises
        ------
        InputError
            The file cannot be read, has no `PersonId`, `MetricDate` or any of the six columns, or repeats a person's
            week.
        """
        try:
            with path.open(encoding="utf-8-sig", newline="") as handle:
                yield from _rows(path, csv.reader(handle, strict=True), tally, self._columns)
        except OSError as error:
            raise InputError(path, None, None, f"a readable file ({error.strerror})") from None
        except UnicodeDecodeError:
            raise InputError(path, None, None, "text in UTF-8") from None


def _rows(path: Path, reader: "_csv.Reader", tally: Tally, columns: Mapping[str, str]) -> Iterator[WeekRow]:
    try:
        header = next(reader, None)
        places = _places(path, header, columns)
        taken = _Taken(places, len(header or ()), columns)
        seen: set[tuple[str, int]] = set()
        for row in reader:
            if not row:
                continue
            week = taken.week(row)
            if week is None:
                tally.skip(Reason.BROKEN_EVENT)
                continue
            if (week.person, week.day) in seen:
                raise InputError(path, reader.line_num, "MetricDate", "each week of a person once")
            seen.add((week.person, week.day))
            yield week
    except csv.Error as error:
        raise InputError(path, reader.line_num, None, f"RFC 4180 with every quote closed ({error})") from None


def _places(path: Path, header: list[str] | None, columns: Mapping[str, str]) -> dict[str, int]:
    if not header:
        raise InputError(path, 1, None, "a header with PersonId, MetricDate and hours per week")
    places = {name.strip(): place for place, name in enumerate(header)}
    for needed in ("PersonId", "MetricDate"):
        if needed not in places:
            raise InputError(path, 1, needed, "this column, which is missing")
    if not any(column in places for column in columns):
        raise InputError(path, 1, None, f"at least one of the columns {', '.join(columns)}")
    return places


class _Taken:
    """What is taken of a row: who, which day, and the numbers; dates recur, so each is read once."""

    def __init__(self, places: Mapping[str, int], width: int, columns: Mapping[str, str]) -> None:
        self._person, self._date, self._width = places["PersonId"], places["MetricDate"], width
        self._numbers = [(metric, places[column]) for column, metric in columns.items() if column in places]
        self._days: dict[str, int] = {}

    def week(self, row: list[str]) -> WeekRow | None:
        """Return a row, or None where a number or the date cannot be read; an empty number is no value."""
        if len(row) != self._width:
            return None
        try:
            text = row[self._date]
            day = self._days.get(text)
            if day is None:
                day = self._days[text] = date.fromisoformat(text.strip()[:10]).toordinal()
            values = {}
            for metric, place in self._numbers:
                number = row[place]
                if number and not number.isspace():
                    values[metric] = value = float(number)
                    if not isfinite(value):
                        return None
        except ValueError:
            return None
        return WeekRow(row[self._person].strip(), day, values)
