"""Zone names of a calendar file: the zone database, else the file's own VTIMEZONE, else Windows names through CLDR."""

from functools import lru_cache

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from signals.calendars.vtimezone import Observance, zone_of
from signals.calendars.zones import Zone, is_known, named_zone
from signals.exceptions import UnknownZoneError


class FileZones:
    """The zones that a file may name.

    Attributes
    ----------
    floating
        The owner's zone, for times that name none.
    complete
        Whether the whole file has been seen: until then a name that only Windows uses may still be defined below.
    """

    def __init__(self, floating: Zone, complete: bool = False) -> None:
        self.floating = floating
        self.complete = complete
        self._parts: dict[str, list[Observance]] = {}

    def define(self, name: str, parts: list[Observance]) -> None:
        """Keep the file's own definition of a zone; the first one of a name counts."""
        self._parts.setdefault(name, parts)

    def find(self, name: str) -> Zone:
        """Return the zone of a name.

        Raises
        ------
        UnknownZoneError
            Nobody knows it, or not yet.
        """
        if is_known(name):
            return named_zone(name)
        if name in self._parts:
            return zone_of(self._parts[name])
        if name.startswith("/") and (known := _after_registry(name)):
            return named_zone(known)
        if not self.complete:
            raise UnknownZoneError
        return windows_zone(name)


def _after_registry(name: str) -> str:
    """Return the known name at the end of a globally unique one (`/example.org/Europe/Berlin`), or nothing."""
    parts = name.strip("/").split("/")
    tails = ("/".join(parts[place:]) for place in range(len(parts)))
    return next((tail for tail in tails if is_known(tail)), "")


def windows_zone(name: str) -> Zone:
    """Return the zone of a Windows name, whatever its case; raise `UnknownZoneError` if there is none."""
    known = _windows_names().get(name.lower())
    if known is None or not is_known(known):
        raise UnknownZoneError
    return named_zone(known)


@lru_cache(maxsize=1)
def _windows_names() -> dict[str, str]:
    return {name.lower(): zone for name, zone in WINDOWS_TO_OLSON.items()}
