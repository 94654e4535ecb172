"""One verb: text in, text with tokens in the place of what names or reaches a person, and a count by kind out."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from nlp.redaction.chinese import chinese_spans
from nlp.redaction.english import english_spans
from nlp.redaction.patterns import PATTERNS, led_in
from nlp.redaction.roster import roster_spans

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]{2}")
_DIGIT_OR_MARK = re.compile(r"[0-9@＠#_./:：一二三四五六七八九十]")
_TOKEN = re.compile(r"\[(?:NAME|EMAIL|PHONE|URL|ID|HANDLE|ADDRESS|DOB|CARD)\]")


@dataclass(frozen=True, slots=True)
class Redacted:
    """Text without what was found, and how many of each kind: never what it was."""

    text: str
    counts: Counter[str]


Span = tuple[int, int, str]


def _pattern_spans(text: str) -> list[Span]:
    if not _DIGIT_OR_MARK.search(text):
        return []
    taken: list[Span] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span("it" if "it" in pattern.groupindex else 0)
            start += led_in(text[start:end]) if kind == "ADDRESS" else 0
            if all(end <= other or start >= stop for other, stop, _ in taken):
                taken.append((start, end, kind))
    return taken


def _name_spans(text: str, names: Collection[str]) -> list[Span]:
    spans = list(roster_spans(text, names))
    if _HAN.search(text):
        spans += chinese_spans(text)
    if _LATIN.search(text):
        spans += english_spans(text)
    return [(start, end, "NAME") for start, end in spans]


def _joined(spans: list[Span]) -> list[Span]:
    """Merge what overlaps: the kind of the earlier and longer span wins, its end is the furthest."""
    merged: list[Span] = []
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
        if merged and start < merged[-1][1]:
            first, stop, known = merged[-1]
            merged[-1] = (first, max(stop, end), known)
        else:
            merged.append((start, end, kind))
    return merged


def spans_in(text: str, names: Collection[str] = ()) -> list[Span]:
    """Return (start, end, kind) of what names or reaches a person, left to right, without overlap.

    What already is a token is not looked at again.
    """
    kept = [match.span() for match in _TOKEN.finditer(text)]
    return [
        span
        for span in _joined([*_pattern_spans(text), *_name_spans(text, names)])
        if not any(span[0] < stop and span[1] > start for start, stop in kept)
    ]


def redact(text: str, names: Collection[str] = ()) -> Redacted:
    """Return `text` with tokens such as `[NAME]` or `[EMAIL]`; what already is a token stays as it is."""
    spans = spans_in(text, names)
    pieces, place = [], 0
    for start, end, kind in spans:
        pieces += [text[place:start], f"[{kind}]"]
        place = end
    return Redacted("".join([*pieces, text[place:]]), Counter(kind for _, _, kind in spans))
