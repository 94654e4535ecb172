"""Cuts comments into the clauses that are judged, long ones bounded so that one comment cannot hold up a run."""

from collections import Counter

from nlp.classifiers.protocol import ClauseInput
from nlp.clauses import split_clauses, split_commas
from nlp.lexicons import find

# About what the encoder reads in one go; a longer clause is cut at a space or anywhere.
LONGEST = {"en": 400, "zh": 160}
MOST = 60
# A comment is read whole up to here, a longer one in stretches of this length.
WHOLE = {"en": 1200, "zh": 400}


def _leans(text: str, lang: str) -> int:
    counts = Counter(hit.group for hit in find(text, lang, "cues"))
    return (counts["positive"] > counts["negative"]) - (counts["negative"] > counts["positive"])


def _topics(text: str, lang: str) -> frozenset[str]:
    return frozenset(hit.group for hit in find(text, lang, "topics") if hit.weight == 1)


def _divide(clause: str, lang: str) -> list[str]:
    """Cut at commas only where the parts lean different ways or speak of different things."""
    parts = split_commas(clause, lang)
    if len(parts) == 1:
        return parts
    kept = [parts[0]]
    glue = ", " if lang == "en" else "，"
    for part in parts[1:]:
        leans = {_leans(kept[-1], lang), _leans(part, lang)}
        before, here = _topics(kept[-1], lang), _topics(part, lang)
        if leans >= {1, -1} or (before and here and not before & here):
            kept.append(part)
        else:
            kept[-1] = f"{kept[-1]}{glue}{part}"
    return kept


def _bounded(clause: str, size: int) -> list[str]:
    return [clause[start : start + size] for start in range(0, len(clause), size)]


def clauses_of(text: str, lang: str, comment: int) -> list[ClauseInput]:
    """Return at most 60 clauses of a comment (the first ones); none for text without a letter."""
    found = [
        piece
        for clause in split_clauses(text, lang)
        for part in _divide(clause, lang)
        for piece in _bounded(part, LONGEST[lang])
    ]
    return [ClauseInput(piece, lang, comment) for piece in found[:MOST]]


def wholes_of(text: str, lang: str, comment: int) -> list[ClauseInput]:
    """Return a comment whole, or in at most 60 long stretches; nothing for text without a letter."""
    if not any(sign.isalnum() for sign in text):
        return []
    return [ClauseInput(piece, lang, comment) for piece in _bounded(text, WHOLE[lang])[:MOST]]
