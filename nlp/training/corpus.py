"""Reads the labelled comments of `nlp/corpus`: text with the judgement of each clause written behind it in brackets."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nlp.exceptions import InputFileError
from nlp.records import Label
from nlp.taxonomy import KEYS

FOLDER = Path(__file__).parents[1] / "corpus"
_TAG = re.compile(r"\s*\[([^\]]+)\]")
_SIGN = {"+": 1, "-": -1, "0": 0}


@dataclass(frozen=True, slots=True)
class Clause:
    """A labelled stretch of a comment: polarity -1, 0, 1 or None (both at once), and topic -> polarity."""

    text: str
    polarity: int | None
    topics: dict[str, int]


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled comment."""

    id: str
    lang: str
    writer: str
    text: str
    clauses: tuple[Clause, ...]

    @property
    def topics(self) -> dict[str, float]:
        """Return topic -> mean polarity over the clauses that mention it."""
        seen: dict[str, list[int]] = {}
        for clause in self.clauses:
            for topic, sign in clause.topics.items():
                seen.setdefault(topic, []).append(sign)
        return {topic: sum(signs) / len(signs) for topic, signs in seen.items()}

    @property
    def label(self) -> Label:
        """Return the comment's sentiment: mixed where something is praised and something else complained about."""
        good = any(clause.polarity in (1, None) for clause in self.clauses)
        bad = any(clause.polarity in (-1, None) for clause in self.clauses)
        if good and bad:
            return "mixed"
        if good:
            return "positive"
        return "negative" if bad else "neutral"


def _clause(text: str, tags: str) -> Clause:
    topics: dict[str, int] = {}
    signs: set[int] = set()
    for tag in tags.split():
        sign = _SIGN[tag[-1]]
        signs.add(sign)
        if tag[:-1]:
            topics[tag[:-1]] = sign
    signs.discard(0)
    polarity = None if len(signs) == 2 else (signs.pop() if signs else 0)  # both signs
    return Clause(text.strip(), polarity, topics)


def parse(marked: str, *, id_: str, lang: str, writer: str) -> Example:
    """Turn `The pay is poor [pay-] but I learn a lot. [training+]` into an example.

    Raises `ValueError` for an unknown tag and for text behind the last tag, which nobody has judged.
    """
    pieces = _TAG.split(marked)
    if pieces[-1].strip():
        raise ValueError(pieces[-1].strip())
    clauses: list[Clause] = []
    for text, tags in zip(pieces[0::2], pieces[1::2], strict=False):
        for tag in tags.split():
            if tag[-1] not in _SIGN or (tag[:-1] and tag[:-1] not in KEYS):
                raise ValueError(tag)
        clauses.append(_clause(text.lstrip(",，;") if clauses else text, tags))
    if not clauses:
        raise ValueError(marked)
    text = "".join(pieces[0::2]).strip()
    if lang == "zh":
        text = re.sub(r"(?<=[，。！？,])\s+", "", text)
    return Example(id_, lang, writer, text, tuple(clauses))


def read_file(path: Path) -> Iterator[Example]:
    """Yield the examples of one writer's file, named `LANG_WRITER.csv`."""
    lang, _, writer = path.stem.partition("_")
    with path.open(encoding="utf-8", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream), start=2):
            try:
                yield parse(row["marked"], id_=row["id"], lang=lang, writer=writer)
            except (ValueError, KeyError) as error:
                raise InputFileError(
                    path, line=number, expected=f"a labelled comment, not {error}"
                ) from error


def read_part(part: str, folder: Path = FOLDER) -> list[Example]:
    """Return every example of `train` or `test`, files in order of their names."""
    return [example for path in sorted((folder / part).glob("*.csv")) for example in read_file(path)]
