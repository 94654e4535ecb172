"""Reads comments from a CSV file (`id,text[,lang]`) and writes what was made of them as JSON lines."""

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from nlp.exceptions import InputFileError
from nlp.language import LANGS
from nlp.records import CommentAnalysis, Text

REQUIRED = ("id", "text")
OPTIONAL = ("lang",)
# A comment of a book's length is still one field.
_FIELD_LIMIT = 10_000_000


def read_text(path: Path) -> str:
    """Return a UTF-8 file's text, with or without a byte order mark; NUL has no place in CSV and becomes a space."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise InputFileError(path, line=line, expected="expected UTF-8, found another encoding") from error
    except OSError as error:
        raise InputFileError(path, expected=f"cannot be read: {error.strerror}") from error
    if not text.strip():
        raise InputFileError(path, expected="the file is empty, expected a header line id,text[,lang]")
    return text.replace("\0", " ")


def _check_header(path: Path, header: Sequence[str]) -> None:
    for name in REQUIRED:
        if name not in header:
            raise InputFileError(
                path, line=1, column=name, expected="this column is missing, expected id,text[,lang]"
            )
    for place, name in enumerate(header):
        if name not in REQUIRED + OPTIONAL:
            raise InputFileError(
                path, line=1, column=name or "(no name)", expected="unknown column, expected id,text[,lang]"
            )
        if name in header[:place]:
            raise InputFileError(path, line=1, column=name, expected="this column stands twice")


def records(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line it begins on."""
    csv.field_size_limit(_FIELD_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begin = 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            why = "a quote that is opened and not closed" if "unexpected end" in str(error) else str(error)
            raise InputFileError(path, line=begin, expected=f"expected RFC 4180, found {why}") from error
        if row is None:
            return
        if row:
            yield begin, row
        begin = reader.line_num + 1


def read_comments(path: Path) -> list[Text]:
    """Return the comments of a file in its order; anything wrong with it raises `InputFileError`."""
    rows = records(path, read_text(path))
    _, header = next(rows, (1, [""]))
    header = [name.strip() for name in header]
    _check_header(path, header)
    found: list[Text] = []
    seen: dict[str, int] = {}
    for line, row in rows:
        if len(row) != len(header):
            raise InputFileError(path, line=line, expected=f"expected {len(header)} fields, found {len(row)}")
        fields = dict(zip(header, row, strict=True))
        comment = _comment(path, line, fields)
        if comment.id in seen:
            raise InputFileError(
                path,
                line=line,
                column="id",
                expected=f"{comment.id!r} stands on line {seen[comment.id]} already",
            )
        seen[comment.id] = line
        found.append(comment)
    return found


def _comment(path: Path, line: int, fields: dict[str, str]) -> Text:
    lang = fields.get("lang", "").strip().lower()
    if not fields["id"].strip():
        raise InputFileError(path, line=line, column="id", expected="expected an id, found nothing")
    if lang and lang not in LANGS:
        raise InputFileError(
            path, line=line, column="lang", expected=f"expected en, zh or nothing, found {lang!r}"
        )
    return Text(fields["id"].strip(), fields["text"], lang or None)


def read_names(path: Path) -> frozenset[str]:
    """Return the names of a file, one a line; a line's first field counts, so that a roster export serves too."""
    lines = (line.partition(",")[0].strip().strip('"') for line in read_text(path).splitlines())
    return frozenset(name for name in lines if name)


def as_row(comment: CommentAnalysis) -> dict[str, object]:
    """Return what is promised of a comment, in the promised order."""
    return {
        "id": comment.id,
        "lang": comment.lang,
        "sentiment": {"label": comment.sentiment.label, "score": comment.sentiment.score},
        "topics": [
            {"topic": mention.topic, "polarity": mention.polarity, "confidence": mention.confidence}
            for mention in comment.topics
        ],
        "redacted": comment.redacted,
    }


def write_rows(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    """Write JSON lines beside `path` and move them there: a reader never sees half a file."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("w", encoding="utf-8", errors="replace", newline="\n") as stream:
            for row in rows:
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")
        os.replace(beside, path)  # noqa: PTH105  # the contract of os.replace is what is meant: atomic
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise InputFileError(path, expected=f"cannot be written: {error.strerror}") from error
