"""Words by which a topic is told from others, in both languages, and only such as enough authors used."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log
from pathlib import Path

import rjieba
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from nlp.language import LANGS
from nlp.redaction.redact import redact

AUTHORS = 5
MOST = 4
# How heavily what is ordinary anywhere weighs against what stands out here.
GROUND = 2.0
_TOKEN = re.compile(r"\[[A-Z]+\]")
_WORD = re.compile(r"[a-z][a-z'’-]*[a-z]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")


@cache
def _any_comment(lang: str) -> frozenset[str]:
    """Return words of opinion, and of any survey: they say how somebody feels about a topic, never which one it is."""
    return frozenset(Path(__file__).with_name(f"stopwords_{lang}.txt").read_text("utf-8").split())


def _singular(word: str) -> str:
    if len(word) < 5 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]


def _english(text: str) -> set[str]:
    words = (found.replace("’", "'").removesuffix("'s") for found in _WORD.findall(text.lower()))
    kept = {
        word
        for word in words
        if len(word) > 2
        and "'" not in word
        and word not in ENGLISH_STOP_WORDS
        and word not in _any_comment("en")
    }
    return {_singular(word) for word in kept}


def _chinese(text: str) -> set[str]:
    return {
        word
        for word in rjieba.cut_for_search(text)
        if _CHINESE.fullmatch(word) and word not in _any_comment("zh")
    }


def terms_of(text: str, lang: str) -> frozenset[str]:
    """Return the content words of a redacted comment, once each: English in the singular, Chinese as cut by rjieba.

    Tokens of redaction, opinion and function words are left out; n = 0 for text without a letter.
    """
    plain = _TOKEN.sub(" ", text.replace("\0", " ")).encode("utf-8", "replace").decode()
    return frozenset(_chinese(plain) if lang == "zh" else _english(plain))


def _is_name(term: str, lang: str, names: Collection[str]) -> bool:
    """Say whether a word, written as a name would be, is one: what redaction overlooked in a comment goes here."""
    return "[" in redact(term.title() if lang == "en" else term, names).text


@dataclass(frozen=True, slots=True)
class Naming:
    """What decides which words may name a topic.

    `ordinary` language -> term -> share of ordinary comments; `names` of people never name a topic; a word needs
    `authors` comments within the topic, because one comment stands for one author.
    """

    ordinary: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    names: Collection[str] = ()
    authors: int = AUTHORS


def _weights(
    own: Counter[str], everywhere: Counter[str], ground: Mapping[str, float], comments: int
) -> dict[str, float]:
    """Return term -> c-TF-IDF (Grootendorst 2022), counted in authors, with ordinary comments as one more class."""
    average = sum(everywhere.values()) / max(len(everywhere), 1)
    return {
        term: count * log(1 + average / (everywhere[term] + GROUND * ground.get(term, 0.0) * comments))
        for term, count in own.items()
    }


def _chosen(ranked: Sequence[str], lang: str, names: Collection[str]) -> tuple[str, ...]:
    """Return the first words that are no names and do not repeat one another (停车, 停车位)."""
    kept: list[str] = []
    for term in ranked:
        repeats = any(term in other or other in term for other in kept)
        if not repeats and not _is_name(term, lang, names):
            kept.append(term)
        if len(kept) == MOST:
            break
    return tuple(kept)


def distinctive_terms(
    terms: Sequence[frozenset[str]],
    langs: Sequence[str],
    labels: Sequence[int],
    naming: Naming,
) -> list[dict[str, tuple[str, ...]]]:
    """Return for each topic 0..k-1 its words by language, the most distinctive first, four at most.

    A word stands there only if `authors` comments of the topic use it and it is more common in the topic than in the
    other comments of its language; a topic may have none.
    """
    found: list[dict[str, tuple[str, ...]]] = [{} for _ in range(max(labels, default=-1) + 1)]
    for lang in LANGS:
        rows = [place for place, tongue in enumerate(langs) if tongue == lang]
        everywhere = Counter(term for place in rows for term in terms[place])
        ground = naming.ordinary.get(lang, {})
        for topic, words in enumerate(found):
            mine = [place for place in rows if labels[place] == topic]
            own = Counter(term for place in mine for term in terms[place])
            often = {term: count for term, count in own.items() if count >= naming.authors}
            share = len(mine) / max(len(rows), 1)
            telling = Counter(
                {t: c for t, c in often.items() if c > share * everywhere[t] or len(mine) == len(rows)}
            )
            weights = _weights(telling, everywhere, ground, len(rows))
            ranked = sorted(weights, key=lambda term: (-weights[term], term))
            words[lang] = _chosen(ranked, lang, naming.names)
    return found
