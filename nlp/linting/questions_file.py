"""Reads questions to be checked from a CSV file (`id,text,lang[,scale]`)."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

from nlp.comments_file import read_text, records
from nlp.exceptions import InputFileError
from nlp.language import LANGS
from nlp.linting.question import Flag, Wording

REQUIRED, OPTIONAL = ("id", "text", "lang"), ("scale",)
FORM = "id,text,lang[,scale]"


class Asked(NamedTuple):
    """A question of the file with its id."""

    id: str
    wording: Wording


def _check_header(path: Path, header: Sequence[str]) -> None:
    for name in REQUIRED:
        if name not in header:
            raise InputFileError(
                path, line=1, column=name, expected=f"this column is missing, expected {FORM}"
            )
    for place, name in enumerate(header):
        if name not in REQUIRED + OPTIONAL:
            raise InputFileError(
                path, line=1, column=name or "(no name)", expected=f"unknown column, expected {FORM}"
            )
        if name in header[:place]:
            raise InputFileError(path, line=1, column=name, expected="this column stands twice")


def labels(scale: str) -> tuple[str, ...]:
    """Return the labels of a scale written as `One / Two / Three`."""
    return tuple(label.strip() for label in scale.split(" / ") if label.strip())


def _asked(path: Path, line: int, fields: dict[str, str]) -> Asked:
    lang = fields["lang"].strip().lower()
    if not fields["id"].strip():
        raise InputFileError(path, line=line, column="id", expected="expected an id, found nothing")
    if lang not in LANGS:
        raise InputFileError(path, line=line, column="lang", expected=f"expected en or zh, found {lang!r}")
    return Asked(fields["id"].strip(), Wording(fields["text"], lang, labels(fields.get("scale", ""))))


def read_questions(path: Path) -> list[Asked]:
    """Return the questions of a file in its order; anything wrong with it raises `InputFileError`."""
    rows = records(path, read_text(path))
    _, header = next(rows, (1, [""]))
    header = [name.strip() for name in header]
    _check_header(path, header)
    seen: dict[str, int] = {}
    found: list[Asked] = []
    for line, row in rows:
        if len(row) != len(header):
            raise InputFileError(path, line=line, expected=f"expected {len(header)} fields, found {len(row)}")
        asked = _asked(path, line, dict(zip(header, row, strict=True)))
        if asked.id in seen:
            where = f"{asked.id!r} stands on line {seen[asked.id]} already"
            raise InputFileError(path, line=line, column="id", expected=where)
        seen[asked.id] = line
        found.append(asked)
    return found


def as_flag(flag: Flag) -> dict[str, object]:
    """Return a flag in the promised form."""
    return {**asdict(flag), "span": list(flag.span)}
