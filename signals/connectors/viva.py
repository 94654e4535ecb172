"""The person query of Viva Insights: a CSV with a line per person and week, of which six columns are read."""

import _csv
import csv
import math
from collections.abc import Iterator
from datetime import date
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
    metrics = tuple(COLUMNS.values())
    read_fields = ("PersonId", "MetricDate", *COLUMNS)

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
                yield from _rows(path, csv.reader(handle, strict=True), tally)
        except OSError as error:
            raise InputError(path, None, None, f"a readable file ({error.strerror})") from None
        except UnicodeDecodeError:
            raise InputError(path, None, None, "text in UTF-8") from None


def _rows(path: Path, reader: "_csv.Reader", tally: Tally) -> Iterator[WeekRow]:
    try:
        header = next(reader, None)
        places = _places(path, header)
        seen: set[tuple[str, int]] = set()
        for row in reader:
            if not row:
                continue
            week = _week(row, places, len(header or ()))
            if week is None:
                tally.skip(Reason.BROKEN_EVENT)
                continue
            if (week.person, week.day) in seen:
                raise InputError(path, reader.line_num, "MetricDate", "each week of a person once")
            seen.add((week.person, week.day))
            yield week
    except csv.Error as error:
        raise InputError(path, reader.line_num, None, f"RFC 4180 with every quote closed ({error})") from None


def _places(path: Path, header: list[str] | None) -> dict[str, int]:
    if not header:
        raise InputError(path, 1, None, "a header with PersonId, MetricDate and hours per week")
    places = {name.strip(): place for place, name in enumerate(header)}
    for needed in ("PersonId", "MetricDate"):
        if needed not in places:
            raise InputError(path, 1, needed, "this column, which is missing")
    if not any(column in places for column in COLUMNS):
        raise InputError(path, 1, None, f"at least one of the columns {', '.join(COLUMNS)}")
    return places


def _week(row: list[str], places: dict[str, int], width: int) -> WeekRow | None:
    """Return a row, or None where a number or the date cannot be read; an empty number is no value."""
    if len(row) != width:
        return None
    try:
        day = date.fromisoformat(row[places["MetricDate"]].strip()[:10]).toordinal()
        values = {
            metric: float(text)
            for column, metric in COLUMNS.items()
            if column in places and (text := row[places[column]].strip())
        }
    except ValueError:
        return None
    if not all(map(math.isfinite, values.values())):
        return None
    return WeekRow(row[places["PersonId"]].strip(), day, values)
