"""The word lists of `lexicon/`, compiled once into look-ups that are fast enough to run beside the encoder."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml
from nltk.stem.snowball import SnowballStemmer

from nlp.taxonomy import KEYS

FOLDER = Path(__file__).parent / "lexicon"
WEAK = 0.4
_STEMMER = SnowballStemmer("english")
_TOKEN = re.compile(r"[a-z0-9]+(?:['’&/-][a-z0-9]+)*|:\d|[a-z0-9]+", re.IGNORECASE)
Table = Mapping[str, tuple[tuple[str, float], ...]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A listed term found in a text: where it begins and ends (tokens in English, characters in Chinese)."""

    group: str
    weight: float
    start: int
    end: int


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the stem of an English word; anything else comes back in lower case."""
    return str(_STEMMER.stem(word.lower().replace("’", "'")))


def english_tokens(text: str) -> list[str]:
    """Split English text into stems; hyphenated words stay whole."""
    return [stem(word) for word in _TOKEN.findall(text)]


def _prepare(term: str, lang: str) -> str:
    return " ".join(english_tokens(term)) if lang == "en" else term.lower()


def _table(groups: Mapping[str, list[str]], lang: str) -> dict[str, tuple[tuple[str, float], ...]]:
    table: dict[str, list[tuple[str, float]]] = {}
    for group, terms in groups.items():
        for raw in terms:
            weight = WEAK if raw.startswith("~") else 1.0
            entry = table.setdefault(_prepare(raw.lstrip("~"), lang), [])
            if group not in (known for known, _ in entry):
                entry.append((group, weight))
    return {term: tuple(entry) for term, entry in table.items() if term}


@cache
def topic_table(lang: str) -> Table:
    """Return term -> (topic, weight) for a language."""
    groups: dict[str, list[str]] = {}
    for line in (FOLDER / f"topics_{lang}.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            key, _, terms = line.partition(": ")
            groups[key] = terms.split(", ")
    unknown = set(groups) ^ set(KEYS)
    if unknown:
        raise AssertionError(unknown)
    return _table(groups, lang)


@cache
def _cues() -> dict[str, dict[str, list[str]]]:
    loaded: dict[str, dict[str, list[str]]] = yaml.safe_load((FOLDER / "cues.yaml").read_text("utf-8"))
    return loaded


@cache
def cue_table(lang: str) -> Table:
    """Return term -> (cue, weight): positive, negative, neutral, negation, sarcasm, wish, contrast."""
    return _table(_cues()[lang], lang)


@cache
def _longest(table_name: str, lang: str) -> int:
    table = topic_table(lang) if table_name == "topics" else cue_table(lang)
    return max(len(term.split(" ")) if lang == "en" else len(term) for term in table)


def _matches(units: list[str] | str, table: Table, longest: int, joiner: str) -> Iterator[Hit]:
    start = 0
    while start < len(units):
        step = 1
        for end in range(min(len(units), start + longest), start, -1):
            found = table.get(joiner.join(units[start:end]))
            if found:
                yield from (Hit(group, weight, start, end) for group, weight in found)
                step = end - start
                break
        start += step


def find(text: str, lang: str, which: str) -> list[Hit]:
    """Return the listed terms in `text`, left to right; `which` is `topics` or `cues`.

    The longest term at a place wins and covers what lies inside it (`加班费` is pay, not hours; `不错` is praise, not a
    negation); a term listed in two groups gives a hit for each.
    """
    table = topic_table(lang) if which == "topics" else cue_table(lang)
    if lang == "en":
        return list(_matches(english_tokens(text), table, _longest(which, lang), " "))
    return list(_matches(text.lower(), table, _longest(which, lang), ""))
