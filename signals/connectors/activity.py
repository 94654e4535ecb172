"""What the work tools share: somebody did something at an instant, for or with somebody else. Nothing more is read.

An instant has no length, so an activity stands for the quarter of an hour in which it falls: ten messages in ten minutes
are one or two quarters. A contact belongs to the one who acts, once per quarter and counterpart; nobody gets evening
hours because a colleague wrote at night.

Files of work tools lie by channel, project or day, not by person. Until the end of the job two integers per quarter and
counterpart stay in memory, and no text at all.
"""

import re
from abc import ABC, abstractmethod
from array import array
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np

from signals.calendars.events import Event, Tally
from signals.calendars.zones import wall_seconds
from signals.connectors.base import Directory, Owner
from signals.connectors.owners import files_below
from signals.connectors.years import in_years
from signals.enums import Reason, Source
from signals.exceptions import BrokenEventError, BrokenFileError, PeriodError, RefusedRecurrenceError
from signals.metrics import ACTIVITY_SECONDS

HOURS = ("after_hours_hours", "weekend_hours", "holiday_hours", "quiet_days", "manager_after_hours_hours")
TIES = ("cross_unit_share", "external_ties", "ei_index")
_NOBODY = 0
_PERSON_BITS = 32
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)? ?(?:Z|UTC|[+-]\d\d:?\d\d)", re.IGNORECASE)


class Act(NamedTuple):
    """Somebody did something: names by which the tool knows them, UTC second, names of the counterparts.

    Each person is a tuple of names (address, account, ...); the first one that the directory knows counts.
    """

    actor: tuple[str, ...]
    at: int
    others: tuple[tuple[str, ...], ...] = ()


class ActivityConnector(ABC):
    """Reads the files of one work tool.

    Attributes
    ----------
    metrics
        What the tool can say something about; a tool that never says who the counterpart is has no ties.
    endings
        Of the files that are read.
    """

    source: Source
    metrics: tuple[str, ...] = HOURS
    endings: tuple[str, ...]

    @abstractmethod
    def acts(self, file: Path, tally: Tally) -> Iterator[Act]:
        """Yield what a file says; raise `BrokenFileError` where it says nothing."""

    def who(self, files: list[Path], tally: Tally) -> tuple[Mapping[str, str], list[Path]]:
        """Return account -> address where the source says it, and the files that hold activity."""
        return {}, files

    def read(self, path: Path, directory: Directory, tally: Tally) -> Iterator[tuple[Owner, list[Event]]]:
        """Yield everybody of the company who did something, with one event per quarter of an hour and counterpart."""
        found: dict[int, array[int]] = {}
        accounts, files = self.who(self.files(path, tally), tally)

        def number(names: tuple[str, ...]) -> int | None:
            return directory.find(*(accounts.get(name, "") for name in names), *names)

        for act in self._all(files, tally):
            actor = number(act.actor)
            if actor is None:
                tally.skip(Reason.UNKNOWN_OWNER)
                continue
            tally.events += 1
            others = [other for other in map(number, act.others) if other is not None and other != actor]
            quarter = act.at // ACTIVITY_SECONDS << _PERSON_BITS
            kept = found.setdefault(actor, array("q"))
            kept.extend([quarter | other + 1 for other in others] or [quarter | _NOBODY])
        for place in sorted(found):
            yield directory.member(place), _events(place, found.pop(place))

    def _all(self, files: list[Path], tally: Tally) -> Iterator[Act]:
        for file in files:
            try:
                yield from self.acts(file, tally)
                tally.files += 1
            except BrokenFileError:
                tally.skip(Reason.BROKEN_FILE)

    def files(self, path: Path, tally: Tally) -> list[Path]:
        """Return the files below a path, or the path itself."""
        if not path.exists():
            raise PeriodError(expected=f"{path}: expected a file or a directory, and it does not exist")
        return sorted(files_below(path, self.endings, tally))


def _events(number: int, kept: "array[int]") -> list[Event]:
    """Return one event per quarter and counterpart; the identity is the pair, so a second mention adds nothing."""
    mask = (1 << _PERSON_BITS) - 1
    return [
        Event(
            pair,
            (0, b"", b""),
            (pair >> _PERSON_BITS) * ACTIVITY_SECONDS,
            ACTIVITY_SECONDS,
            attended=True,
            people=tuple(sorted({number, (pair & mask) - 1} - {-1})),
        )
        for pair in np.unique(np.frombuffer(kept, np.int64)).tolist()
    ]


def instant(text: object) -> int:
    """Return the UTC second of an ISO 8601 text with an offset, or of a number of seconds.

    Raises
    ------
    BrokenEventError
        It is neither, or lies in no year of a company.
    """
    if isinstance(text, int | float) and not isinstance(text, bool):
        at = int(text)
    elif isinstance(text, str) and _MOMENT.fullmatch(text.strip()):
        moment = (
            text.strip().upper().replace("UTC", "Z").replace(" Z", "Z").replace(" +", "+").replace(" -", "-")
        )
        try:
            wall = datetime.fromisoformat(moment).astimezone(UTC).replace(tzinfo=None)
        except (ValueError, OverflowError):
            raise BrokenEventError from None
        at = wall_seconds(wall)
    else:
        raise BrokenEventError
    try:
        in_years(at)
    except RefusedRecurrenceError:
        raise BrokenEventError from None
    return at
