"""Finds people in English text that no roster lists: full names, first names in any case, Mrs Smith, Big Dave."""

import re
from collections.abc import Iterator
from functools import lru_cache

from nlp.lexicons import stem
from nlp.redaction.words import _english as ordinary_words  # the same package: its word list, stemmed once
from nlp.redaction.words import is_ordinary, kept_capitals, names

# Latin, Greek and Cyrillic letters: a name may stand between Chinese characters without a space.
_LETTERS = r"[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff]+"
_WORD = re.compile(rf"{_LETTERS}(?:['’]{_LETTERS})*(?:-{_LETTERS})*")
# Family names of two or three letters that are written first: Li Wei, Xu Min.
_FAMILY_FIRST = names("family_first")
_TITLE = names("titles")
_NICK = names("nicknames")
_MONTH = names("months")
_BEFORE_MONTH = names("before_month")
_AFTER_NAME = names("after_name")
_ONLY_PEOPLE = names("only_people")
_FIRST_ONLY = names("first_names_first")


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
        # In a HEADLINE or Title Case a capital says nothing; a short line of capitals is an address or a signature.
        self._headlines = [
            line.span()
            for line in re.finditer(r"[^\n]+", text)
            if self._is_headline(list(_WORD.findall(line.group())))
        ]

    @staticmethod
    def _is_headline(words: list[str]) -> bool:
        capitals = sum(word[0].isupper() for word in words)
        shouted = sum(len(word) > 2 and word.isupper() for word in words)  # acronyms apart
        return (len(words) > 5 and capitals > 0.75 * len(words)) or (
            len(words) > 2 and shouted > 0.6 * len(words)
        )  # clear majorities

    def shouting(self, place: int) -> bool:
        """Say whether a word stands in a headline."""
        begin = self.words[place].start()
        return any(start <= begin < stop for start, stop in self._headlines)

    @staticmethod
    def _base(word: str) -> str:
        return re.sub(r"['’]s$", "", word.lower())

    def capital(self, place: int) -> bool:
        word = self.words[place].group()
        return word[0].isupper() and (len(word) < 3 or not word.isupper())  # acronyms are longer

    def first(self, place: int) -> bool:
        before = self.text[: self.words[place].start()].rstrip(" \t\"'“”‘’([-–—•*")
        return not before or before[-1] in ".!?。！？\n…>"

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
    if not sentence.capital(place) or sentence.shouting(place):
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


def _opens_with_name(sentence: _Sentence, place: int) -> bool:
    """Say whether an unknown first word is a person: a second unknown capital, an initial or a person's verb follows."""
    if place + 1 >= len(sentence.words):
        return False
    following = sentence.lower[place + 1]
    if sentence.adjacent(place + 1) and sentence.capital(place + 1) and not _known(following):
        return True
    return following in _ONLY_PEOPLE


def _starts_name(sentence: _Sentence, place: int) -> bool:
    lower = sentence.lower[place]
    titled = place > 0 and sentence.lower[place - 1] in _TITLE and sentence.adjacent(place)
    if titled and sentence.capital(place):
        return True
    if lower in names("ambiguous"):
        return _ambiguous_is_name(sentence, place)
    if lower in names("given"):
        return len(lower) > 3 or sentence.words[place].group()[0].isupper()  # "sam", "al" need a capital
    if sentence.shouting(place) or not sentence.capital(place) or _known(sentence.lower[place]):
        return False
    if lower.replace("'", "").replace("’", "") in names("surnames"):
        return True
    return len(lower) > 2 and (
        not sentence.first(place) or _opens_with_name(sentence, place)
    )  # initials are shorter


def _continues(sentence: _Sentence, place: int) -> bool:
    if not sentence.adjacent(place):
        return False
    word, lower = sentence.words[place].group(), sentence.lower[place]
    if lower in names("surnames") or lower in names("given"):
        return word[0].isupper() or sentence.words[place - 1].group()[0].islower()
    if not word[0].isupper() or sentence.shouting(place):
        return False
    return (len(word) == 1 and lower != "i") or lower in names("ambiguous") or not _known(lower)


def _family_before(sentence: _Sentence, place: int) -> bool:
    if not place or not sentence.adjacent(place) or not sentence.capital(place):
        return False
    return sentence.lower[place - 1] in _FAMILY_FIRST and sentence.capital(place - 1)


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
        if begin == place and _family_before(sentence, place):
            begin -= 1
        while end + 1 < len(sentence.words) and end - place < 3 and _continues(sentence, end + 1):  # parts
            end += 1
        last = re.sub(r"['’]s$", "", sentence.words[end].group())
        yield sentence.words[begin].start(), sentence.words[end].start() + len(last)
        place = end + 1
