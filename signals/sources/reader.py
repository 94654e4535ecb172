"""Everybody's calendars from all connections, owner by owner: what a folder of files is for the other sources.

A released block is never replaced, so half a company is worse than none: a server that refuses, asks to wait or is down
ends the run before anything is released. One calendar that cannot be read is skipped and counted, like a broken file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from signals.calendars.events import Event, Tally
from signals.connectors.base import Directory, Owner
from signals.enums import Reason, Source
from signals.exceptions import (
    BrokenAnswerError,
    NoAnswerError,
    NoCalendarError,
    SourceError,
    StoppedError,
    TooLargeError,
    TooManyUnreadError,
)
from signals.sources.base import CalendarSource, Window
from signals.sources.http import Limits

MOST_UNREAD = 0.05  # [own] of all calendars that exist; beyond it a unit's numbers would say who was left out


@dataclass(slots=True)
class LiveReader:
    """A calendar connector over servers; the path it is given means nothing.

    Attributes
    ----------
    sources
        By the name of their connection.
    tallies
        What was read of each, filled while reading.
    """

    sources: dict[str, CalendarSource]
    window: Window
    limits: Limits = field(default_factory=Limits)
    source: Source = Source.CALDAV
    tallies: dict[str, Tally] = field(default_factory=dict)
    read_fields: tuple[str, ...] = ()
    _silent: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, source: CalendarSource) -> None:
        """Take one more connection."""
        self.sources[name] = source

    def read(
        self, path: Path, directory: Directory, tally: Tally, owners: Sequence[Owner] | None = None
    ) -> Iterator[tuple[Owner, list[Event]]]:
        """Yield every owner of a calendar (or only some of them) with the events of all connections.

        Raises
        ------
        StoppedError
            A connection that cannot be read, or too many calendars that could not.
        """
        self.tallies.update({name: Tally() for name in self.sources})
        unread = 0
        for owner in directory.members() if owners is None else owners:
            events: list[Event] = []
            found = [self._one(name, owner, directory, events) for name in self.sources]
            if False in found:
                unread += 1
            elif True in found:
                yield owner, events
            else:
                tally.skip(Reason.NO_CALENDAR)
        for each in self.tallies.values():
            tally.add(each)
        if unread > MOST_UNREAD * (tally.files + unread):
            raise StoppedError(None, TooManyUnreadError())

    def _one(self, name: str, owner: Owner, directory: Directory, events: list[Event]) -> bool | None:
        """Add a person's events; return False where they could not be read, None where there is no calendar."""
        counts = self.tallies[name]
        try:
            events += self.sources[name].events(owner, directory, self.window, counts)
        except NoCalendarError:
            return None
        except (TooLargeError, BrokenAnswerError) as error:
            counts.skip(error.reason)
            return False
        except NoAnswerError as error:
            counts.skip(error.reason)
            self._silent[name] = self._silent.get(name, 0) + 1
            if self._silent[name] >= self.limits.in_a_row:
                raise StoppedError(name, error) from None
            return False
        except SourceError as error:
            counts.skip(error.reason)
            raise StoppedError(name, error) from None
        self._silent[name] = 0
        counts.files += 1
        return True
