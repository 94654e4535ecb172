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
FIELDS = tuple(name for name in ALLOWED if name not in ("BEGIN", "END"))
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
            yield from lines_of(handle, tally)
    except OSError:
        raise BrokenFileError from None


def lines_of(handle: BinaryIO, tally: Tally) -> Iterator[list[Line]]:
    """Yield the same of something that is open already."""
    for piece in _pieces(handle, tally):
        yield _LINE.findall(piece)


def _pieces(handle: BinaryIO, tally: Tally) -> Iterator[bytes]:
    """Yield unfolded text that ends where a line ends."""
    rest, dropping = b"", False
    if handle.read(len(BOM)) != BOM:
        handle.seek(0)
    while data := handle.read(PIECE):
        if data.endswith(b"\r"):
            data += handle.read(1)
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        if dropping:
            end = _after_line(data, 0)
            dropping = end == len(data) and not data.endswith(b"\n")
            data = data[end:]
        data, is_cut = _without_long_lines(rest + data, tally)
        dropping = dropping or is_cut
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


def _without_long_lines(data: bytes, tally: Tally) -> tuple[bytes, bool]:
    """Drop every line over 1 MiB with what is folded below it; return the rest, and whether the end is still to come."""
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
        at = _after_line(data, at)
        if at == len(data):
            return b"".join(kept), not data.endswith(b"\n")
    kept.append(data[at:])
    return b"".join(kept), False


def _after_line(data: bytes, at: int) -> int:
    """Return where the line at a place ends, with all that is folded below it; the end of the data when it does not."""
    while True:
        end = data.find(b"\n", at) + 1
        if not end:
            return len(data)
        at = end
        if data[at : at + 1] not in (b" ", b"\t"):
            return at
