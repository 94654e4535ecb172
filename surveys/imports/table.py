"""Reading a file of results as text: header and rows, nothing interpreted yet."""

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from surveys.imports.exceptions import ResultsFileError
from surveys.imports.mapping import FileFormat


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file: where it stands and its values by column, blanks around them taken off."""

    line: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A file of results: its columns, its rows and the SHA-256 of its bytes."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    digest: str


def read_table(path: Path, form: FileFormat, expected: set[str]) -> Table:
    """Read a whole file; raise `ResultsFileError` if it is not a table with exactly the expected columns."""
    raw, text = _text(path, form.encoding)
    lines = _lines(path, text, form.delimiter)
    _, header = next(lines, (0, []))
    columns = tuple(name.strip() for name in header)
    _check_columns(path, columns, expected)
    rows = tuple(_row(path, columns, line, values) for line, values in lines)
    if not rows:
        raise ResultsFileError(path, "at least one response below the header")
    return Table(columns, rows, hashlib.sha256(raw).hexdigest())


def _text(path: Path, encoding: str) -> tuple[bytes, str]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ResultsFileError(path, f"a file that can be read ({error.strerror})") from error
    if not raw.strip():
        raise ResultsFileError(path, "a header and at least one response, but the file is empty")
    try:
        return raw, raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ResultsFileError(path, f"text in {encoding}, as the mapping says", line) from error


def _lines(path: Path, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, fields) of every line that is not blank; a field may run over several lines."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    line = 1
    try:
        for fields in reader:
            if fields:
                yield line, fields
            line = reader.line_num + 1
    except csv.Error as error:
        raise ResultsFileError(path, f"well-formed fields, quotes closed ({error})", line) from error


def _check_columns(path: Path, columns: tuple[str, ...], expected: set[str]) -> None:
    twice = [name for name, times in Counter(columns).items() if times > 1]
    if twice:
        raise ResultsFileError(path, "every column once", 1, twice[0])
    missing = sorted(expected - set(columns))
    if missing:
        raise ResultsFileError(path, "this column, which the mapping names, in the header", 1, missing[0])
    unknown = [name for name in columns if name not in expected]
    if unknown:
        raise ResultsFileError(
            path, "only columns that the mapping uses or lists under ignore", 1, unknown[0]
        )


def _row(path: Path, columns: tuple[str, ...], line: int, fields: list[str]) -> Row:
    if len(fields) != len(columns):
        raise ResultsFileError(path, f"{len(columns)} fields, as in the header, not {len(fields)}", line)
    return Row(line, dict(zip(columns, (field.strip() for field in fields), strict=True)))
