"""JSON of work tools: one document, or a line per event, packed or not; every key but the allowed ones is dropped."""

import gzip
import json
import zlib
from abc import abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from signals.calendars.events import Tally
from signals.connectors.activity import Act, ActivityConnector
from signals.enums import Reason
from signals.exceptions import BrokenEventError, BrokenFileError
from signals.metrics import LARGEST_DOCUMENT, LONGEST_LINE, MOST_UNPACKED

Json = dict[str, Any]
PIECE = 1 << 20
_NO_SHAPE = (BrokenEventError, AttributeError, TypeError, KeyError, ValueError, IndexError)


class JsonActivity(ActivityConnector):
    """A tool whose files are JSON.

    Attributes
    ----------
    allowed
        Keys that are kept, anywhere in the document.
    has_lines
        Whether a file may also hold an object per line.
    """

    endings: tuple[str, ...] = (".json", ".jsonl", ".gz")
    allowed: frozenset[str]
    has_lines = True

    @property
    def read_fields(self) -> tuple[str, ...]:
        """Return the keys that are kept, for those whose data are read."""
        return tuple(sorted(self.allowed))

    @abstractmethod
    def act(self, item: Json) -> Iterator[Act]:
        """Yield what one item says; an item of another shape raises whatever it raises, and is counted."""

    def items(self, document: object) -> list[object]:
        """Return the items of a whole document."""
        if not isinstance(document, list):
            raise BrokenFileError
        return document

    def files(self, path: Path, tally: Tally) -> list[Path]:
        """Return the files that may be unpacked."""
        found = super().files(path, tally)
        bombs = [file for file in found if is_bomb(file)]
        if bombs:
            tally.skip(Reason.REFUSED_ARCHIVE, len(bombs))
        return [file for file in found if file not in bombs]

    def acts(self, file: Path, tally: Tally) -> Iterator[Act]:
        """Yield what the items of a file say."""
        for item in self._items(file, tally):
            try:
                found = list(self.act(cast("Json", item)))
            except _NO_SHAPE:
                tally.skip(Reason.BROKEN_EVENT)
                continue
            yield from found

    def load(self, data: bytes) -> object:
        """Parse a document, or raise `BrokenFileError`."""
        try:
            return json.loads(data.decode("utf-8-sig"), object_pairs_hook=self._keep)
        except (ValueError, RecursionError):
            raise BrokenFileError from None

    def _keep(self, pairs: list[tuple[str, Any]]) -> Json:
        return {key: value for key, value in pairs if key in self.allowed}

    def _items(self, file: Path, tally: Tally) -> Iterator[object]:
        try:
            with opened(file) as handle:
                if self.has_lines and _begins_with_object(handle):
                    yield from self._lines(handle, tally)
                else:
                    yield from self.items(self.load(bounded(handle)))
        except (OSError, EOFError, zlib.error):
            raise BrokenFileError from None

    def _lines(self, handle: BinaryIO, tally: Tally) -> Iterator[object]:
        is_known = False
        for line in lines(handle, tally):
            try:
                item = self.load(line)
            except BrokenFileError:
                tally.skip(Reason.BROKEN_EVENT)
                continue
            is_known = is_known or bool(item)
            yield item
        if not is_known:
            raise BrokenFileError


def is_packed(file: Path) -> bool:
    """Return whether a file is a gzip, whatever its name."""
    with file.open("rb") as handle:
        return handle.read(2) == b"\x1f\x8b"


def opened(file: Path) -> BinaryIO:
    """Open a file, unpacking it where it is packed."""
    return cast("BinaryIO", gzip.open(file, "rb")) if is_packed(file) else file.open("rb")


def is_bomb(file: Path) -> bool:
    """Return whether a gzip unpacks to more than 200 times its size; it is unpacked piece by piece and thrown away."""
    try:
        if not is_packed(file):
            return False
        with gzip.open(file, "rb") as handle:
            left = file.stat().st_size * MOST_UNPACKED
            while left >= 0 and (piece := handle.read(PIECE)):
                left -= len(piece)
            return left < 0
    except (OSError, EOFError, zlib.error):
        return False  # broken, which the reader says


def lines(handle: BinaryIO, tally: Tally) -> Iterator[bytes]:
    """Yield lines that are not empty; one over 1 MiB is dropped before it is whole in memory."""
    while line := handle.readline(LONGEST_LINE + 1):
        if len(line) <= LONGEST_LINE:
            if line.strip():
                yield line
            continue
        tally.skip(Reason.LINE_TOO_LONG)
        while line and not line.endswith(b"\n"):
            line = handle.readline(LONGEST_LINE)


def _begins_with_object(handle: BinaryIO) -> bool:
    start = handle.read(1024).removeprefix(b"\xef\xbb\xbf").lstrip()
    handle.seek(0)
    return start.startswith(b"{")


def bounded(handle: BinaryIO) -> bytes:
    """Read a whole document, or raise `BrokenFileError` where it is larger than any that a tool writes."""
    pieces, left = [], LARGEST_DOCUMENT
    while piece := handle.read(
        PIECE
    ):  # one large read would take all of the memory at once, even for a small file
        pieces.append(piece)
        left -= len(piece)
        if left < 0:
            raise BrokenFileError
    return b"".join(pieces)
