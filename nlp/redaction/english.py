"""Finds people in English text that no roster lists: full names, first names in any case, Mrs Smith, Big Dave."""

import re
from collections.abc import Iterator
from functools import lru_cache

from nlp.lexicons import stem
from nlp.redaction.words import is_ordinary, kept_capitals, names, ordinary_english

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
_PARTICLES = frozenset(
    ("van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "la", "le", "bin", "al", "el", "ten", "ter")
)  # fmt: skip
# What stands before a name and before nothing else.
_CUE = re.compile(
    r"\b(?:(?:maiden |first |last |sur)?name(?:['’]s| is| was)|calls? (?:me|him|her|them)|goes by|named|regards,|cheers,|thanks,|yours,)\s*:?\s*$",
    re.IGNORECASE,
)
# Endings of ordinary words: a capitalised word with one of them at a sentence's start is hardly ever a name.
_ORDINARY_END = re.compile(
    r"(?:ing|ed|ly|tion|sion|ness|ment|able|ible|ful|less|ity|ance|ence|ency|ous|ive|ical|ism|ship|ware|work|ure|age|ary|ory|ise|ize|ent|ant|ial|ual)s?$|ies$"
)
# These end names too; they say something only of a sentence's first word.
_OPENING_END = re.compile(r"(?:er|or|our|ian|ist|man|men|aff|eam|ing)s?$")


@lru_cache(maxsize=1)
def _stems() -> frozenset[str]:
    return frozenset(stem(word) for word in ordinary_english() | kept_capitals())


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
        self.people: list[int] = []  # places of words already read as (the end of) a name
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

    def names_speaker(self, place: int) -> bool:
        """Say whether a word is what opens a line of speech or a plea: `Ann: ...`, `Ann, can you ...`."""
        behind = self.text[self.words[place].end() :][:6]
        return self.first(place) and bool(re.match(r":\s|, (?:can|co|pl|wo|I |yo)", behind))

    def surname_follows(self, place: int) -> bool:
        """Say whether what follows, after a space, is a surname and nothing else: Jan Novak, Bill Meyer."""
        following = place + 1
        return (
            following < len(self.words)
            and self.adjacent(following)
            and self.capital(following)
            and not _known(self.lower[following])
        )

    def listed(self, place: int) -> bool:
        """Say whether a word stands in a list of people: Novak, Graves and Reed."""
        if not place:
            return False
        between = self.text[self.words[place - 1].end() : self.words[place].start()]
        if self.lower[place - 1] == "and" and place > 1:
            return self.people[-1:] == [place - 2]
        return between == ", " and self.people[-1:] == [place - 1]

    def cued(self, place: int) -> bool:
        """Say whether `my name is` or the like stands before this word."""
        begin = self.words[place].start()
        return bool(_CUE.search(self.text, max(0, begin - 24), begin))

    def beside_han(self, place: int) -> bool:
        """Say whether Chinese characters touch this word: its capital is then a choice, not the sentence's."""
        word = self.words[place]
        return any(
            "\u4e00" <= sign <= "\u9fff" for sign in self.text[max(0, word.start() - 1) : word.end() + 1]
        )

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
    mostly_name = lower in _FIRST_ONLY or lower in names("given")
    if (
        (mostly_name and sentence.beside_han(place))
        or sentence.names_speaker(place)
        or sentence.listed(place)
    ):
        return True
    if sentence.surname_follows(place):
        return True
    if sentence.first(place):
        return (mostly_name and after in _AFTER_NAME) or sentence.words[place].group().endswith(("'s", "’s"))
    return mostly_name or after in _AFTER_NAME or after in ("his", "her", "their")


def _opens_with_name(sentence: _Sentence, place: int) -> bool:
    """Say whether an unknown first word is a person: a colon, a second unknown capital or a person's verb follows."""
    if sentence.names_speaker(place):
        return True
    if place + 1 >= len(sentence.words):
        return False
    following = sentence.lower[place + 1]
    if sentence.adjacent(place + 1) and sentence.capital(place + 1) and not _known(following):
        return True
    return following in _ONLY_PEOPLE or (
        following in _AFTER_NAME and not _OPENING_END.search(sentence.lower[place])
    )


def _told_by_place(sentence: _Sentence, place: int) -> bool:
    """Say whether what stands before a word makes it a name, whatever the word: Mrs X, my name is X, Novak and X."""
    capital = sentence.capital(place)
    titled = place > 0 and sentence.lower[place - 1] in _TITLE and sentence.adjacent(place)
    if capital and (titled or sentence.listed(place)):
        return True
    return sentence.cued(place) and (capital or not _known(sentence.lower[place]))


def _unknown_is_name(sentence: _Sentence, place: int) -> bool:
    """Say whether a capitalised word that no list of words holds is a name."""
    lower = sentence.lower[place]
    if lower.replace("'", "").replace("’", "") in names("surnames") or lower in names("rare_given"):
        return True
    if not lower.isascii():  # English words have no such letters
        return True
    if (
        len(lower) > 5 and _ORDINARY_END.search(lower) and not sentence.surname_follows(place)
    ):  # shorter ends prove little
        return False
    return len(lower) > 2 and (  # initials are shorter
        not sentence.first(place) or _opens_with_name(sentence, place)
    )


def _starts_name(sentence: _Sentence, place: int) -> bool:
    lower = sentence.lower[place]
    if _told_by_place(sentence, place):
        return True
    if lower in names("ambiguous"):
        return _ambiguous_is_name(sentence, place)
    if "-" in lower and sentence.capital(place) and any(part in names("given") for part in lower.split("-")):
        return True
    if lower in names("given"):
        return len(lower) > 3 or sentence.words[place].group()[0].isupper()  # "sam", "al" need a capital
    if sentence.shouting(place) or not sentence.capital(place) or _known(lower):
        return False
    return _unknown_is_name(sentence, place)


def _continues(sentence: _Sentence, place: int) -> bool:
    if not sentence.adjacent(place):
        return False
    word, lower = sentence.words[place].group(), sentence.lower[place]
    before = sentence.words[place - 1].group()
    if lower in _PARTICLES and place + 1 < len(sentence.words):
        following = sentence.words[place + 1].group()
        return following[0].isupper() or sentence.lower[place + 1] in _PARTICLES
    if before.lower() in _PARTICLES or (len(before) == 1 and before != "I"):
        return (
            word[0].isupper() == before[0].isupper()
            or (word[0].isupper() and len(before) > 1)
            or not _known(lower)
        )
    if (
        before[0].islower()
        and len(lower) == 1
        and lower not in "ai"
        and sentence.text[sentence.words[place].end() :][:1] == "."
    ):
        return True
    if (
        before[0].islower() and len(lower) > 3 and not _known(lower)
    ):  # a name in lower case goes on in lower case
        return True
    if lower in names("surnames") or lower in names("given"):
        return word[0].isupper() or sentence.words[place - 1].group()[0].islower()
    return word[0].isupper() and _capital_continues(sentence, place)


def _capital_continues(sentence: _Sentence, place: int) -> bool:
    """Say whether a capitalised word that no list of names holds belongs to the name before it."""
    word, lower = sentence.words[place].group(), sentence.lower[place]
    if sentence.shouting(place):  # a list of names has as many capitals as a headline
        return sentence.lower[place - 1] in names("given") and not word.isupper() and not _known(lower)
    return (len(word) == 1 and lower != "i") or lower in names("ambiguous") or not _known(lower)


def _family_before(sentence: _Sentence, place: int) -> bool:
    if not place or not sentence.adjacent(place) or not sentence.capital(place):
        return False
    return sentence.lower[place - 1] in _FAMILY_FIRST and sentence.capital(place - 1)


def _initial_before(sentence: _Sentence, place: int) -> bool:
    """Say whether an initial with its full stop stands before a name: J. Fletcher."""
    if not place or not sentence.capital(place):
        return False
    before, word = sentence.words[place - 1], sentence.words[place]
    return (
        len(before.group()) == 1
        and before.group().isupper()
        and sentence.text[before.end() : word.start()] == ". "
    )


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
        if begin == place and (_family_before(sentence, place) or _initial_before(sentence, place)):
            begin -= 1
        while end + 1 < len(sentence.words) and end - place < 3 and _continues(sentence, end + 1):  # parts
            end += 1
        last = re.sub(r"['’]s$", "", sentence.words[end].group())
        sentence.people.append(end)
        yield sentence.words[begin].start(), sentence.words[end].start() + len(last)
        place = end + 1
