"""Organiser and attendees of iCalendar: lines in, numbers out."""

import re
from urllib.parse import unquote

from signals.connectors.base import Directory, Owner

_PARAMETER = re.compile(rb";\s*([A-Za-z-]+)\s*=\s*(\"[^\"]*\"|[^;:\"]*)")
_VALUE = re.compile(rb"^(?:[^\":]|\"[^\"]*\")*:")
RESOURCES = (b"ROOM", b"RESOURCE")


class Attendees:
    """Reads the people of events in one owner's calendar, remembering lines it has seen.

    Parameters
    ----------
    directory, owner
        Who is who; forgotten with the owner.
    """

    def __init__(self, directory: Directory, owner: Owner) -> None:
        self._directory, self._owner = directory, owner
        self._lines: dict[bytes, tuple[int | None, bytes, bool]] = {}
        self._groups: dict[tuple[bytes, ...], tuple[tuple[int, ...], bool]] = {}

    def read(self, organiser: bytes | None, attendees: list[bytes]) -> tuple[tuple[int, ...], bool]:
        """Return the sorted numbers of everybody in a meeting, and whether the owner attends.

        Rooms, resources and those who declined are no part of it; the owner always is.
        """
        key = (organiser or b"", *attendees)
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = self._group(organiser, attendees)
        return group

    def _group(self, organiser: bytes | None, attendees: list[bytes]) -> tuple[tuple[int, ...], bool]:
        people, away, attends = {self._owner.number}, set(), True
        if organiser is not None and (number := self._line(organiser)[0]) is not None:
            people.add(number)
        for line in attendees:
            number, response, is_resource = self._line(line)
            if number is None:
                continue
            if number == self._owner.number:
                attends = attends and response not in (b"DECLINED", b"DELEGATED")
            elif is_resource or response == b"DECLINED":
                away.add(number)
            else:
                people.add(number)
        return tuple(sorted(people - away)), attends

    def _line(self, line: bytes) -> tuple[int | None, bytes, bool]:
        known = self._lines.get(line)
        if known is None:
            known = self._lines[line] = self._parse(line)
        return known

    def _parse(self, line: bytes) -> tuple[int | None, bytes, bool]:
        """Return number (None without an address), response, and whether it is a room or resource."""
        match = _VALUE.match(line)
        if match is None:
            return None, b"", False
        parameters = {
            name.upper(): value.strip(b'"') for name, value in _PARAMETER.findall(line[: match.end() - 1])
        }
        address = _address(line[match.end() :], parameters.get(b"EMAIL", b""))
        kind = parameters.get(b"CUTYPE", b"").upper()
        number = self._directory.number(address) if address else None
        return number, parameters.get(b"PARTSTAT", b"").upper(), kind in RESOURCES


def _address(value: bytes, email: bytes) -> str:
    text = value.decode("utf-8", "replace").strip().lower()
    if text.startswith("mailto:"):
        return unquote(text[7:]).strip()
    return email.decode("utf-8", "replace").strip().lower().removeprefix("mailto:") or text
