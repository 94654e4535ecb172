"""What a connector is: something that turns an operator's files into what the reduction takes.

Two kinds exist. A calendar connector yields owners with their events; a table connector yields numbers per person and
week that were computed elsewhere. Both keep nothing: what they yield lives in memory until the next owner.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol, runtime_checkable

from signals.calendars.events import Event, Tally, outsider
from signals.calendars.zones import Zone
from signals.enums import Source


class Directory:
    """Addresses of the company: what a reader may know about an attendee is the number of the person, or "outside"."""

    def __init__(
        self, addresses: Mapping[str, int], zones: list[Zone], accounts: Mapping[str, str] | None = None
    ) -> None:
        self._numbers = {
            address.strip().lower(): number for address, number in addresses.items() if address.strip()
        }
        self._addresses = {number: address for address, number in self._numbers.items()}
        self._zones = zones
        self._accounts = {account.lower(): address.lower() for account, address in (accounts or {}).items()}

    def owner(self, address: str) -> "Owner | None":
        """Return the person whose calendar stands under an address, or None."""
        number = self._numbers.get(address.strip().lower())
        return None if number is None else Owner(number, self._zones[number], address.strip().lower())

    def number(self, address: str) -> int:
        """Return the number of an address, negative for one from outside."""
        number = self._numbers.get(address)
        return outsider(address) if number is None else number

    def find(self, *names: str) -> int | None:
        """Return the person of the first name that is an address of the company or an account mapped to one."""
        for name in names:
            key = name.strip().lower()
            number = self._numbers.get(key)
            if number is None:
                number = self._numbers.get(self._accounts.get(key, ""))
            if number is not None:
                return number
        return None

    def member(self, number: int) -> "Owner":
        """Return a person by number."""
        return Owner(number, self._zones[number], self._addresses[number])

    def members(self) -> Iterator["Owner"]:
        """Yield everybody who has an address, in the order of people.csv."""
        for number in sorted(self._addresses):
            yield self.member(number)


@dataclass(frozen=True, slots=True)
class Owner:
    """The person whose calendar is read: number in people.csv, zone of floating times, address."""

    number: int
    zone: Zone
    address: str


class CalendarConnector(Protocol):
    """Reads calendars, owner by owner."""

    source: Source

    @property
    def read_fields(self) -> tuple[str, ...]:
        """What is kept of each event or act, as the source names it."""
        ...

    def read(self, path: Path, directory: Directory, tally: Tally) -> Iterator[tuple[Owner, list[Event]]]:
        """Yield every owner with all events found in their files; what cannot be read is counted in `tally`."""
        ...


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the people, for one of many workers; `has_strangers` for the one that counts what belongs to nobody."""

    people: frozenset[int]
    has_strangers: bool

    def holds(self, owner: Owner | None) -> bool:
        """Return whether a calendar is for this part to read; None is nobody's."""
        return self.has_strangers if owner is None else owner.number in self.people


@runtime_checkable
class DivisibleConnector(Protocol):
    """A calendar connector of which many workers may each read some people's calendars."""

    source: Source
    is_divisible: bool

    def read(
        self, path: Path, directory: Directory, tally: Tally, part: Part | None = None
    ) -> Iterator[tuple[Owner, list[Event]]]:
        """Yield the owners of a part, or all."""
        ...


@runtime_checkable
class PartialConnector(Protocol):
    """A calendar connector whose source can say something about a few metrics only."""

    metrics: tuple[str, ...]


class WeekRow(NamedTuple):
    """Numbers of one person and week, computed elsewhere: metric -> value; a missing value is absent."""

    person: str
    day: int
    hours: Mapping[str, float]


@runtime_checkable
class TableConnector(Protocol):
    """Reads numbers per person and week."""

    source: Source
    metrics: tuple[str, ...]

    @property
    def read_fields(self) -> tuple[str, ...]:
        """What is kept of each row, as the source names it."""
        ...

    def read_rows(self, path: Path, tally: Tally) -> Iterator[WeekRow]:
        """Yield the rows of a file; those that cannot be read are counted in `tally`."""
        ...
