"""The content lines of an iCalendar file that matter, and nothing of the others.

A file is read in pieces, folded lines are joined, and one regular expression picks the allowed properties: titles,
bodies, places and everything else are passed over as bytes and never decoded. A line over 1 MiB is dropped before it is
whole in memory.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from signals.calendars.events import Tally
from signals.enums import Reason
from signals.exceptions import BrokenFileError
from signals.metrics import LONGEST_LINE

PIECE = 4 << 20
BOM = b"\xef\xbb\xbf"
ALLOWED = (
    "BEGIN", "END", "UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SEQUENCE",
    "LAST-MODIFIED", "DTSTAMP", "STATUS", "TRANSP", "CLASS", "ORGANIZER", "ATTENDEE", "TZID", "TZOFFSETFROM",
    "TZOFFSETTO",
)  # fmt: skip
_LINE = re.compile(rf"^({'|'.join(ALLOWED)})([;:][^\n]*)".encode(), re.MULTILINE | re.IGNORECASE)
_FOLD = re.compile(rb"\n[ \t]")

Line = tuple[bytes, bytes]


def content_lines(path: Path, tally: Tally) -> Iterator[list[Line]]:
    """Yield the allowed lines of a file, in lists, each as (name as written, rest from `;` or `:` on).

    Raises
    ------
    BrokenFileError
        The file cannot be opened, or does not begin like a calendar.
    """
    try:
        with path.open("rb") as handle:
            for piece in _pieces(handle, tally):
                yield _LINE.findall(piece)
    except OSError:
        raise BrokenFileError from None


def _pieces(handle: BinaryIO, tally: Tally) -> Iterator[bytes]:
    """Yield unfolded text that ends where a line ends."""
    rest, dropping = b"", False
    if handle.read(len(BOM)) != BOM:
        handle.seek(0)
    while data := handle.read(PIECE):
        data = (rest + data).replace(b"\r\n", b"\n")
        if data.endswith(b"\r"):
            data += handle.read(1)
            data = data.replace(b"\r\n", b"\n")
        data, dropping = _without_long_lines(data.replace(b"\r", b"\n"), dropping, tally)
        cut = _end_of_line(data)
        rest = data[cut:]
        yield _FOLD.sub(b"", data[:cut])
    yield _FOLD.sub(b"", rest)


def _end_of_line(data: bytes) -> int:
    """Return where the last line begins that may not be whole yet."""
    cut = data.rfind(b"\n", 0, len(data) - 1) + 1
    while cut and data[cut : cut + 1] in (b" ", b"\t"):
        cut = data.rfind(b"\n", 0, cut - 1) + 1
    return cut


def _without_long_lines(data: bytes, dropping: bool, tally: Tally) -> tuple[bytes, bool]:
    """Drop every line over 1 MiB, also one of which only the beginning or the end is here."""
    if dropping:
        end = data.find(b"\n")
        if end < 0:
            return b"", True
        data = data[end + 1 :]
    if len(data) <= LONGEST_LINE:
        return data, False
    kept, at = [], 0
    while len(data) - at > LONGEST_LINE:
        end = data.rfind(b"\n", at, at + LONGEST_LINE + 1) + 1
        if end:
            kept.append(data[at:end])
            at = end
            continue
        tally.skip(Reason.LINE_TOO_LONG)
        end = data.find(b"\n", at) + 1
        if not end:
            return b"".join(kept), True
        at = end
    kept.append(data[at:])
    return b"".join(kept), False
