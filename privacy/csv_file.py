"""Reading CSV strictly: UTF-8 with or without BOM, RFC 4180, known columns only; every complaint names its place."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from privacy.exceptions import InputError


@dataclass(frozen=True)
class Table:
    """A file as columns of texts; `lines[i]` is the line on which row i ends."""

    path: Path
    columns: dict[str, list[str]]
    lines: list[int]

    def error(self, row: int, column: str, expected: str) -> InputError:
        """Return the complaint about one value."""
        return InputError(self.path, self.lines[row], column, expected)


def read_table(path: Path, *, required: Sequence[str], optional: Sequence[str] = ()) -> Table:
    """Read a whole file; columns may stand in any order.

    Raises
    ------
    InputError
        Not readable, not UTF-8, empty, an unclosed quote, a missing, repeated or unknown column, a row that is too
        short or too long.
    """
    reader = csv.reader(StringIO(_text(path), newline=""), strict=True)
    try:
        header = next(reader, None)
        if not header:
            raise InputError(path, 1, None, f"a header with the columns {', '.join(required)}")
        _check_header(path, header, required, optional)
        rows, lines = _rows(path, reader, len(header))
    except csv.Error as error:
        raise InputError(path, reader.line_num, None, f"RFC 4180 with every quote closed ({error})") from None
    columns = [list(values) for values in zip(*rows, strict=True)] or [[] for _ in header]
    return Table(path, dict(zip(header, columns, strict=True)), lines)


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(path, None, None, f"a readable file ({error.strerror})") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(path, line, None, "text in UTF-8") from None


def _check_header(path: Path, header: list[str], required: Sequence[str], optional: Sequence[str]) -> None:
    known = [*required, *optional]
    for name in header:
        if name not in known:
            raise InputError(path, 1, name or "(empty)", f"only the columns {', '.join(known)}")
        if header.count(name) > 1:
            raise InputError(path, 1, name, "each column once")
    for name in required:
        if name not in header:
            raise InputError(path, 1, name, "this column, which is missing")


def _rows(path: Path, reader: Any, width: int) -> tuple[list[list[str]], list[int]]:
    rows, lines = [], []
    for row in reader:
        if len(row) == width:
            rows.append(row)
            lines.append(reader.line_num)
        elif row:
            raise InputError(path, reader.line_num, None, f"{width} fields, as in the header, not {len(row)}")
    return rows, lines
