"""Finds the people of a roster in a text: by full name, by given name, by family name.

Look-ups only, so a roster of 100,000 people costs no more per comment than one of ten.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from nlp.redaction.words import is_ordinary

_HAN = re.compile(r"^[\u4e00-\u9fff·]+$")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SHORTEST = 3
COMPOUND = frozenset(
    (
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "司徒",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "夏侯",
        "端木",
        "南宫",
    )
)


@dataclass(frozen=True, slots=True)
class Roster:
    """Names cut into what may stand in a text.

    `guarded` parts are ordinary words too: only with a capital, inside a sentence or beside another part, are they
    a name.
    """

    chinese: frozenset[str]
    sure: frozenset[str]
    guarded: frozenset[str]


@lru_cache(maxsize=4)
def _roster(names: frozenset[str]) -> Roster:
    chinese: set[str] = set()
    parts: set[str] = set()
    for name in (name.strip() for name in names):
        if _HAN.match(name):
            given = name[2 if name[:2] in COMPOUND else 1 :]
            chinese.update(part for part in (name, given) if len(part) > 1 and not is_ordinary(part, "zh"))
            chinese.add(name)
        else:
            parts.update(word.lower() for word in _WORD.findall(name))
    guarded = frozenset(part for part in parts if len(part) < _SHORTEST or is_ordinary(part, "en"))
    return Roster(frozenset(chinese), frozenset(parts) - guarded, guarded)


def _chinese_spans(text: str, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    for size in sorted({len(name) for name in known}, reverse=True):
        for start in range(len(text) - size + 1):
            if text[start : start + size] in known:
                yield start, start + size


def _english_spans(text: str, roster: Roster) -> Iterator[tuple[int, int]]:
    words = list(_WORD.finditer(text))
    kinds = [
        "sure" if word.group().lower().removesuffix("'s").removesuffix("’s") in roster.sure
        else "guarded" if word.group().lower() in roster.guarded
        else ""
        for word in words
    ]  # fmt: skip
    for place, (word, kind) in enumerate(zip(words, kinds, strict=True)):
        beside = (place > 0 and kinds[place - 1]) or (place + 1 < len(kinds) and kinds[place + 1])
        inside = (
            place > 0
            and text[word.start() - 1] == " "
            and text[: word.start()].rstrip()[-1:] not in ".!?。！？"
        )
        if kind == "sure" or (kind and word.group()[0].isupper() and (beside or inside)):
            end = word.end() - 2 if word.group()[-2:] in ("'s", "’s") else word.end()
            yield word.start(), end


def roster_spans(text: str, names: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans of roster names in `text`; nothing for an empty roster."""
    if not names:
        return
    roster = _roster(names if isinstance(names, frozenset) else frozenset(names))
    yield from _chinese_spans(text, roster.chinese)
    yield from _english_spans(text, roster)
