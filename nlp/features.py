"""What the heads see of a clause beside its vector: listed words, negation, shape, and the two languages' own marks."""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nlp.lexicons import Hit, find
from nlp.taxonomy import KEYS

if TYPE_CHECKING:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

NEGATION_REACH = {"en": 3, "zh": 3}
CUES = ("positive", "negative", "neutral", "negation", "sarcasm", "wish", "contrast")
SHAPE = (
    "positive_negated", "negative_negated", "balance", "first_last", "good_mark", "bad_mark", "exclamation", "question",
    "quotes", "length", "vader", "vader_positive", "vader_negative", "is_zh",
)  # fmt: skip
_GOOD_MARK = re.compile(
    "[\U0001f44d\U0001f44f\U0001f600-\U0001f606\U0001f60a-\U0001f60e\U0001f60d\U0001f970\U0001f389❤♥☺✨\U0001f64c\U0001f4af]|:-?\\)|:D|\\^_\\^"
)  # one class of marks
_BAD_MARK = re.compile(
    "[\U0001f44e\U0001f61e-\U0001f629\U0001f62a-\U0001f62d\U0001f612-\U0001f616\U0001f620-\U0001f624\U0001f922\U0001f92e\U0001f644\U0001f643\U0001f921\U0001f480\U0001f4a9\U0001f494]|:-?\\(|:-?/(?!/)|-_-"
)  # one class of marks
_QUOTE = re.compile('["“”「」‘]')


@cache
def _vader() -> "SentimentIntensityAnalyzer":
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # noqa: PLC0415  # reads its lexicon file

    return SentimentIntensityAnalyzer()


def _negated(hit: Hit, hits: list[Hit], lang: str) -> bool:
    reach = NEGATION_REACH[lang]
    return any(
        other.group == "negation" and hit.start - other.start > 0 and hit.start - other.end < reach
        for other in hits
        if (other.start, other.end) != (hit.start, hit.end)
    )


def _squash(count: float) -> float:
    return float(min(count, 3.0) ** 0.5)


def cue_features(text: str, lang: str) -> list[float]:
    """Return the figures named by `CUES` and `SHAPE`, each roughly within -1..2."""
    hits = find(text, lang, "cues")
    counts = dict.fromkeys(CUES, 0.0)
    turned = {"positive": 0.0, "negative": 0.0}
    signs: list[int] = []
    for hit in hits:
        if hit.group in turned:
            flipped = _negated(hit, hits, lang)
            turned[hit.group] += flipped
            counts[hit.group] += not flipped
            signs.append((1 if hit.group == "positive" else -1) * (-1 if flipped else 1))
        else:
            counts[hit.group] += 1
    good, bad = counts["positive"] + turned["negative"], counts["negative"] + turned["positive"]
    vader = _vader().polarity_scores(text) if lang == "en" else {"compound": 0.0, "pos": 0.0, "neg": 0.0}
    return [
        *(_squash(counts[cue]) for cue in CUES),
        _squash(turned["positive"]),
        _squash(turned["negative"]),
        (good - bad) / (good + bad + 1),
        float(signs[-1] - signs[0]) / 2 if signs else 0.0,
        _squash(len(_GOOD_MARK.findall(text))),
        _squash(len(_BAD_MARK.findall(text))),
        _squash(text.count("!") + text.count("！")),
        _squash(text.count("?") + text.count("？")),
        _squash(len(_QUOTE.findall(text)) / 2),
        min(len(text) / (60 if lang == "zh" else 200), 2.0),
        vader["compound"], vader["pos"], vader["neg"],
        float(lang == "zh"),
    ]  # fmt: skip


def topic_features(text: str, lang: str) -> list[float]:
    """Return one figure per topic: the square root of the summed weights of its listed terms, at most 1.7."""
    weights = dict.fromkeys(KEYS, 0.0)
    for hit in find(text, lang, "topics"):
        weights[hit.group] += hit.weight
    return [_squash(weights[key]) for key in KEYS]


def matrix(texts: Sequence[str], langs: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return (n, 21) figures on polarity and (n, 24) on topics; n may be 0."""
    pairs = list(zip(texts, langs, strict=True))
    cues = np.array([cue_features(text, lang) for text, lang in pairs], dtype=np.float64)
    topics = np.array([topic_features(text, lang) for text, lang in pairs], dtype=np.float64)
    return cues.reshape(len(pairs), len(CUES) + len(SHAPE)), topics.reshape(len(pairs), len(KEYS))
