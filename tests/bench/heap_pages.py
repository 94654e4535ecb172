"""Rows in the files of a PostgreSQL table, deleted ones included, as somebody reads them who copied the data directory.

Line pointers are not asked: every place of a page at which a row could begin is tried, so that a row is found as long
as its bytes are there. The layout is that of `storage/bufpage.h` and `access/htup_details.h`.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PAGE, ALIGNMENT, HEADER = 8192, 8, 24
XMIN = struct.Struct("<II")
FLAGS = struct.Struct("<HHB")
FLAGS_AT = 18
ATTRIBUTES, HAS_NULLS = 0x07FF, 1


@dataclass(frozen=True, slots=True)
class RawRow:
    """One version of a row: the transactions that wrote and removed it, where it lies, and its bytes."""

    xmin: int
    xmax: int
    place: int
    has_nulls: bool
    body: bytes


def rows(path: Path, attributes: int) -> Iterator[RawRow]:
    """Yield everything in a table's file that looks like a row with so many columns (eight at most)."""
    raw = path.read_bytes()
    for begin in range(0, len(raw), PAGE):
        page = raw[begin : begin + PAGE]
        for at in range(HEADER, len(page) - HEADER, ALIGNMENT):
            columns, mask, length = FLAGS.unpack_from(page, at + FLAGS_AT)
            if length == HEADER and columns & ATTRIBUTES == attributes:
                xmin, xmax = XMIN.unpack_from(page, at)
                yield RawRow(
                    xmin, xmax, begin + at, bool(mask & HAS_NULLS), page[at + HEADER : at + HEADER + 2048]
                )
