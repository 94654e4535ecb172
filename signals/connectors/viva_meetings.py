"""The meeting query of Viva Insights: a CSV with a line per meeting, counted by the rules that calendars go by.

A meeting query says how many attended, never who. It cannot become values of people, so nothing is released from it: it
tells an operator how many meetings the rules leave, beside what a person query was computed from.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import isfinite
from pathlib import Path

from privacy.exceptions import InputError
from signals.metrics import LONGEST_SECONDS

COLUMNS = ("Cancelled", "All_Day_Meeting", "Number_of_attendees", "Duration")
_TRUTH = {"true": True, "1": True, "false": False, "0": False}


class Dropped(StrEnum):
    """Why a line is no meeting; the first that holds counts. Sources: `docs/signals.md`, "Meeting queries"."""

    CANCELLED = "cancelled"
    ALL_DAY = "all_day"
    ONE_ATTENDEE = "one_attendee"
    TOO_LONG = "too_long"
    NO_LENGTH = "no_length"


@dataclass(slots=True)
class MeetingCounts:
    """How many lines a meeting query has, how many are meetings, and why the others are none."""

    lines: int = 0
    meetings: int = 0
    broken: int = 0
    dropped: dict[Dropped, int] = field(default_factory=lambda: dict.fromkeys(Dropped, 0))

    def as_json(self) -> dict[str, object]:
        """Return the counts; `lines` is the sum of all others."""
        dropped = {reason.value: count for reason, count in self.dropped.items()}
        return {"lines": self.lines, "meetings": self.meetings, "dropped": dropped, "broken": self.broken}


def count_meetings(path: Path) -> MeetingCounts:
    """Count the lines of a meeting query; a file without lines gives zeros.

    Raises
    ------
    InputError
        The file cannot be read, is no CSV, or lacks one of `COLUMNS`.
    """
    counts = MeetingCounts()
    for row in _rows(path):
        counts.lines += 1
        try:
            reason = _dropped(row)
        except (ValueError, KeyError):
            counts.broken += 1
            continue
        if reason is None:
            counts.meetings += 1
        else:
            counts.dropped[reason] += 1
    return counts


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle, strict=True, restval="")
            for column in COLUMNS:
                if column not in (reader.fieldnames or ()):
                    raise InputError(path, 1, column, "this column, which is missing")
            yield from reader
    except OSError as error:
        raise InputError(path, None, None, f"a readable file ({error.strerror})") from None
    except UnicodeDecodeError:
        raise InputError(path, None, None, "text in UTF-8") from None
    except csv.Error as error:
        raise InputError(path, None, None, f"RFC 4180 with every quote closed ({error})") from None


def _dropped(row: Mapping[str, str]) -> Dropped | None:
    """Return why a line is no meeting, or None for one.

    Raises
    ------
    ValueError, KeyError
        A number or truth value that cannot be read.
    """
    cancelled, all_day = (_TRUTH[row[column].strip().lower()] for column in COLUMNS[:2])
    attendees, hours = int(row["Number_of_attendees"]), float(row["Duration"])
    if not isfinite(hours):
        raise ValueError(hours)
    rules = (
        (Dropped.CANCELLED, cancelled),
        (Dropped.ALL_DAY, all_day),
        (Dropped.ONE_ATTENDEE, attendees < 2),
        (Dropped.TOO_LONG, hours * 3600 >= LONGEST_SECONDS),
        (Dropped.NO_LENGTH, hours <= 0),
    )
    return next((reason for reason, holds in rules if holds), None)
