"""What a connector is: something that turns an operator's files into what the reduction takes.

Two kinds exist. A calendar connector yields owners with their events; a table connector yields numbers per person and
week that were computed elsewhere. Both keep nothing: what they yield lives in memory until the next owner.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from signals.calendars.events import Event, Tally, outsider
from signals.calendars.zones import Zone
from signals.enums import Source


class Directory:
    """Addresses of the company: what a reader may know about an attendee is the number of the person, or "outside"."""

    def __init__(self, addresses: Mapping[str, int], zones: list[Zone]) -> None:
        self._numbers = {
            address.strip().lower(): number for address, number in addresses.items() if address.strip()
        }
        self._zones = zones

    def owner(self, address: str) -> "Owner | None":
        """Return the person whose calendar stands under an address, or None."""
        number = self._numbers.get(address.strip().lower())
        return None if number is None else Owner(number, self._zones[number], address.strip().lower())

    def number(self, address: str) -> int:
        """Return the number of an address, negative for one from outside."""
        number = self._numbers.get(address)
        return outsider(address) if number is None else number


@dataclass(frozen=True, slots=True)
class Owner:
    """The person whose calendar is read: number in people.csv, zone of floating times, address."""

    number: int
    zone: Zone
    address: str


class CalendarConnector(Protocol):
    """Reads calendars, owner by owner."""

    source: Source

    def read(self, path: Path, directory: Directory, tally: Tally) -> Iterator[tuple[Owner, list[Event]]]:
        """Yield every owner with all events found in their files; what cannot be read is counted in `tally`."""
        ...


@dataclass(frozen=True, slots=True)
class WeekRow:
    """Numbers of one person and week, computed elsewhere: metric -> value; a missing value is absent."""

    person: str
    day: int
    hours: Mapping[str, float]


@runtime_checkable
class TableConnector(Protocol):
    """Reads numbers per person and week."""

    source: Source
    metrics: tuple[str, ...]

    def read_rows(self, path: Path, tally: Tally) -> Iterator[WeekRow]:
        """Yield the rows of a file; those that cannot be read are counted in `tally`."""
        ...
