"""Texts in which everything personal is marked, and the two figures of a redactor: recall by kind, ordinary words lost."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import rjieba

from nlp.redaction.redact import spans_in

CHINESE = Path(__file__).with_name("pii_zh.txt")
_MARK = re.compile(r"<(?P<kind>[A-Z]+) (?P<text>[^<>|]+)(?:\|(?P<tail>[^<>]*))?>")
_ENGLISH_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Kinds of the synthetic English set that our redactor removes; the rest (towns, firms, dates, peoples) may stay or go.
PRESIDIO = {
    "PERSON": "NAME", "EMAIL_ADDRESS": "EMAIL", "PHONE_NUMBER": "PHONE", "US_SSN": "ID", "IP_ADDRESS": "ID",
    "US_DRIVER_LICENSE": "ID", "CREDIT_CARD": "CARD", "IBAN_CODE": "CARD", "DOMAIN_NAME": "URL", "STREET_ADDRESS": "ADDRESS",
}  # fmt: skip

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text; `wanted` must go (start, end, kind), what lies in `free` may go or stay; `half` is dev or test."""

    text: str
    lang: str
    half: str
    wanted: tuple[tuple[int, int, str], ...]
    free: tuple[Span, ...] = ()
    roster: frozenset[str] = frozenset()


def parse(line: str, half: str, lang: str = "zh") -> Marked:
    """Turn `<NAME 张|老师>带新人 ## 张伟` into a text with its spans and roster."""
    marked, _, roster = line.partition(" ## ")
    pieces: list[str] = []
    wanted: list[tuple[int, int, str]] = []
    free: list[Span] = []
    place = length = 0
    for match in _MARK.finditer(marked):
        before, text, tail = marked[place : match.start()], match["text"], match["tail"] or ""
        start = length + len(before)
        wanted.append((start, start + len(text), match["kind"]))
        free.append((start + len(text), start + len(text) + len(tail)))
        pieces += [before, text, tail]
        length, place = start + len(text) + len(tail), match.end()
    whole = "".join([*pieces, marked[place:]])
    return Marked(whole, lang, half, tuple(wanted), tuple(free), frozenset(filter(None, roster.split(","))))


def _read(path: Path, lang: str) -> list[Marked]:
    half, found = "", []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            half = line.partition("# half: ")[2] or half
        elif line:
            found.append(parse(line, half, lang))
    return found


def read_chinese() -> list[Marked]:
    """Return the Chinese set, written for this purpose before anything was measured on it."""
    return _read(CHINESE, "zh")


def read_forms(lang: str) -> list[Marked]:
    """Return the forms that rules were mended on, `en` or `zh`: all of them dev, they show nothing of unseen text."""
    return _read(CHINESE.with_name(f"pii_forms_{lang}.txt"), lang)


def read_presidio(path: Path) -> list[Marked]:
    """Return the synthetic English set; half the templates, never single texts, make a half."""
    found = []
    for row in json.loads(path.read_text("utf-8")):
        spans = [(s["start_position"], s["end_position"], s["entity_type"]) for s in row["spans"]]
        found.append(
            Marked(
                text=row["full_text"],
                lang="en",
                half="test" if row["template_id"] % 2 else "dev",
                wanted=tuple((a, b, PRESIDIO[kind]) for a, b, kind in spans if kind in PRESIDIO),
                free=tuple((a, b) for a, b, kind in spans if kind not in PRESIDIO),
            )
        )
    return found


def words(text: str, lang: str) -> Iterator[Span]:
    """Yield where the words of a text lie."""
    if lang == "en":
        yield from (match.span() for match in _ENGLISH_WORD.finditer(text))
        return
    place = 0
    for word in rjieba.cut(text):
        if any(sign.isalpha() for sign in word):
            yield place, place + len(word)
        place += len(word)


@dataclass(slots=True)
class Tally:
    """Found and wanted spans by kind, ordinary words lost and in all, and the failures themselves."""

    found: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    ordinary: int = 0
    missed: list[tuple[str, str]] = field(default_factory=list)
    taken: list[tuple[str, str]] = field(default_factory=list)

    def recall(self, *kinds: str) -> float:
        """Return the share found of the named kinds, of all kinds if none is named; 1 where nothing was wanted."""
        chosen = kinds or tuple(self.wanted)
        wanted = sum(self.wanted[kind] for kind in chosen)
        return sum(self.found[kind] for kind in chosen) / wanted if wanted else 1.0

    @property
    def share_lost(self) -> float:
        """Return the share of ordinary words that went; 0 for no word."""
        return self.lost / self.ordinary if self.ordinary else 0.0


def _score(one: Marked, tally: Tally) -> None:
    gone = {place for start, end, _ in spans_in(one.text, one.roster) for place in range(start, end)}
    marked: set[int] = set()
    for start, end, kind in one.wanted:
        span = {place for place in range(start, end) if one.text[place].isalnum()}
        marked |= set(range(start, end))
        tally.wanted[kind] += 1
        if span <= gone:
            tally.found[kind] += 1
        else:
            tally.missed.append((one.text[start:end], one.text))
    marked.update(place for start, end in one.free for place in range(start, end))
    for start, end in words(one.text, one.lang):
        if not marked.isdisjoint(range(start, end)):
            continue
        tally.ordinary += 1
        if not gone.isdisjoint(range(start, end)):
            tally.lost += 1
            tally.taken.append((one.text[start:end], one.text))


def tally(texts: Iterable[Marked]) -> Tally:
    """Score the redactor: a span counts as found only if every letter and figure of it went."""
    result = Tally()
    for one in texts:
        _score(one, result)
    return result
