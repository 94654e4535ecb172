"""Finds people in English text that no roster lists: full names, first names in any case, Mrs Smith, Big Dave."""

import re
from collections.abc import Iterator
from functools import lru_cache

from nlp.lexicons import stem
from nlp.redaction.words import _english as ordinary_words  # the same package: its word list, stemmed once
from nlp.redaction.words import is_ordinary, kept_capitals, names

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:-[^\W\d_]+)*")
_TITLE = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "sir",
        "madam",
        "aunt",
        "auntie",
        "aunty",
        "uncle",
        "sister",
        "coach",
        "chef",
    ]
)
_NICK = frozenset(
    [
        "big",
        "little",
        "lil",
        "old",
        "young",
        "fat",
        "crazy",
        "mad",
        "uncle",
        "auntie",
        "aunty",
        "mama",
        "papa",
        "skinny",
        "tall",
        "wee",
    ]
)
_MONTH = frozenset(["may", "april", "june", "august", "january", "march"])
_BEFORE_MONTH = frozenset(
    [
        "in",
        "since",
        "until",
        "till",
        "by",
        "last",
        "next",
        "this",
        "of",
        "early",
        "late",
        "mid",
        "every",
        "from",
        "before",
        "after",
        "during",
    ]
)
_AFTER_NAME = frozenset(
    [
        "is",
        "was",
        "has",
        "had",
        "said",
        "says",
        "told",
        "tells",
        "keeps",
        "kept",
        "never",
        "always",
        "from",
        "who",
        "does",
        "did",
        "doesn't",
        "didn't",
        "yells",
        "yelled",
        "gave",
        "gives",
        "helped",
        "helps",
        "thinks",
        "wants",
        "wanted",
        "left",
        "leaves",
        "makes",
        "made",
        "and",
        "asked",
        "asks",
        "runs",
        "treats",
        "treated",
        "got",
        "gets",
        "takes",
        "took",
    ]
)
_ROLE = frozenset(["doctor", "manager", "boss", "supervisor", "lead", "colleague"])
_FIRST_ONLY = frozenset(
    [
        "mark",
        "will",
        "bill",
        "jack",
        "nick",
        "rob",
        "sue",
        "pat",
        "frank",
        "grace",
        "mike",
        "matt",
        "dan",
        "max",
        "peter",
        "paul",
        "ray",
        "rich",
        "rick",
        "robin",
        "terry",
        "tony",
        "victor",
        "hope",
    ]
)  # one set


@lru_cache(maxsize=1)
def _stems() -> frozenset[str]:
    return frozenset(stem(word) for word in ordinary_words() | kept_capitals())


@lru_cache(maxsize=20_000)
def _known(lower: str) -> bool:
    """Say whether a word is no name as far as the lists know."""
    base = re.sub(r"['’]s?$|['’](?:ll|re|ve|d|m|t)$", "", lower)
    if is_ordinary(base, "en") or base in kept_capitals() or stem(base) in _stems():
        return True
    return (
        any(part in kept_capitals() or stem(part) in _stems() for part in base.split("-"))
        if "-" in base
        else False
    )


class _Sentence:
    """The words of a text with what can be known about each."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = list(_WORD.finditer(text))
        self.lower = [self._base(word.group()) for word in self.words]
        capitals = sum(word.group()[0].isupper() for word in self.words)
        # In a HEADLINE or Title Case a capital says nothing.
        self.shouting = len(self.words) > 3 and capitals > 0.6 * len(self.words)  # a clear majority

    @staticmethod
    def _base(word: str) -> str:
        return re.sub(r"['’]s$", "", word.lower())

    def capital(self, place: int) -> bool:
        word = self.words[place].group()
        return word[0].isupper() and (len(word) < 3 or not word.isupper())  # acronyms are longer

    def first(self, place: int) -> bool:
        before = self.text[: self.words[place].start()].rstrip(" \t\"'“”‘’([-–—•*")
        return not before or before[-1] in ".!?:;。！？：；\n…"

    def adjacent(self, place: int) -> bool:
        """Say whether only a space, or an initial's full stop, stands before this word."""
        if place == 0:
            return False
        between = self.text[self.words[place - 1].end() : self.words[place].start()]
        return between in (" ", ". ", "  ", "\n") and (
            between != ". " or len(self.lower[place - 1]) <= 4
        )  # Prof.


def _ambiguous_is_name(sentence: _Sentence, place: int) -> bool:
    lower = sentence.lower[place]
    if not sentence.capital(place) or sentence.shouting:
        return False
    before = sentence.lower[place - 1] if place else ""
    after = sentence.lower[place + 1] if place + 1 < len(sentence.words) else ""
    if lower in _MONTH and (
        before in _BEFORE_MONTH or sentence.text[sentence.words[place].end() :][:4].strip()[:1].isdigit()
    ):
        return False
    if lower in kept_capitals() and lower not in _FIRST_ONLY:
        return False
    if sentence.first(place):
        return (lower in _FIRST_ONLY and after in _AFTER_NAME) or sentence.words[place].group().endswith(
            ("'s", "’s")
        )
    return lower in _FIRST_ONLY or after in _AFTER_NAME


def _starts_name(sentence: _Sentence, place: int) -> bool:
    lower = sentence.lower[place]
    titled = place > 0 and sentence.lower[place - 1] in _TITLE and sentence.adjacent(place)
    if titled and sentence.capital(place):
        return True
    if lower in names("ambiguous"):
        return _ambiguous_is_name(sentence, place)
    if lower in names("given"):
        return len(lower) > 3 or sentence.words[place].group()[0].isupper()  # "sam", "al" need a capital
    if sentence.shouting or not sentence.capital(place) or _known(sentence.lower[place]):
        return False
    return lower in names("surnames") or (not sentence.first(place) and len(lower) > 2)  # initials


def _continues(sentence: _Sentence, place: int) -> bool:
    if not sentence.adjacent(place):
        return False
    word, lower = sentence.words[place].group(), sentence.lower[place]
    if lower in names("surnames") or lower in names("given"):
        return word[0].isupper() or sentence.words[place - 1].group()[0].islower()
    if not word[0].isupper() or sentence.shouting:
        return False
    return (len(word) == 1 and lower != "i") or lower in names("ambiguous") or not _known(lower)


def english_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of people's names in text written in Latin letters."""
    sentence = _Sentence(text)
    place = 0
    while place < len(sentence.words):
        if not _starts_name(sentence, place):
            place += 1
            continue
        begin, end = place, place
        if (
            place
            and sentence.lower[place - 1] in _NICK
            and sentence.adjacent(place)
            and sentence.words[place - 1].group()[0].isupper()
        ):
            begin -= 1
        while end + 1 < len(sentence.words) and end - place < 3 and _continues(sentence, end + 1):  # parts
            end += 1
        last = re.sub(r"['’]s$", "", sentence.words[end].group())
        yield sentence.words[begin].start(), sentence.words[end].start() + len(last)
        place = end + 1
