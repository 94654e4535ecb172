"""What the cards print: macro-F1 of sentiment, micro-F1 of topics, each with a bootstrap interval over comments."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.records import LABELS, CommentAnalysis
from nlp.training.corpus import Example

ROUNDS = 1000
SEED = 11


@dataclass(frozen=True, slots=True)
class Score:
    """A figure in 0..1 with its 95 % interval (percentiles of 1,000 resamples of the comments)."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.2f} ({self.low:.2f}-{self.high:.2f})"


def macro_f1(wanted: Sequence[str], found: Sequence[str], labels: Sequence[str]) -> float:
    """Return the mean F1 over the labels that occur in either list; 0 for no comment."""
    scores = []
    pairs = list(zip(wanted, found, strict=True))
    for label in labels:
        hits = sum(a == b == label for a, b in pairs)
        total = sum((a == label) + (b == label) for a, b in pairs)
        if total:
            scores.append(2 * hits / total)
    return sum(scores) / len(scores) if scores else 0.0


def micro_f1(wanted: Sequence[frozenset[str]], found: Sequence[frozenset[str]]) -> float:
    """Return F1 over all (comment, topic) pairs; 0 if there are none."""
    hits = sum(len(a & b) for a, b in zip(wanted, found, strict=True))
    total = sum(len(a) + len(b) for a, b in zip(wanted, found, strict=True))
    return 2 * hits / total if total else 0.0


def bootstrap(count: int, figure: Callable[[NDArray[np.int64]], float]) -> Score:
    """Return `figure` of all rows 0..count-1 with its interval; count = 0 gives zeros."""
    if not count:
        return Score(0.0, 0.0, 0.0)
    rng = np.random.default_rng(SEED)
    draws = [figure(rng.integers(0, count, count)) for _ in range(ROUNDS)]
    low, high = np.percentile(draws, [2.5, 97.5])
    return Score(figure(np.arange(count)), float(low), float(high))


def sentiment_score(examples: Sequence[Example], labels: Sequence[str]) -> Score:
    """Return the four-class macro-F1."""

    def figure(rows: NDArray[np.int64]) -> float:
        return macro_f1([examples[row].label for row in rows], [labels[row] for row in rows], LABELS)

    return bootstrap(len(examples), figure)


def sign_score(examples: Sequence[Example], scores: Sequence[float]) -> Score:
    """Return the macro-F1 of positive against negative, by the sign of the score, over comments that are either."""
    kept = [(ex.label, "positive" if score > 0 else "negative") for ex, score in zip(examples, scores, strict=True)
            if ex.label in ("positive", "negative")]  # fmt: skip

    def figure(rows: NDArray[np.int64]) -> float:
        return macro_f1(
            [kept[row][0] for row in rows], [kept[row][1] for row in rows], ("positive", "negative")
        )

    return bootstrap(len(kept), figure)


def topic_score(examples: Sequence[Example], found: Sequence[CommentAnalysis]) -> Score:
    """Return the micro-F1 of the topics."""
    wanted = [frozenset(ex.topics) for ex in examples]
    said = [frozenset(mention.topic for mention in comment.topics) for comment in found]

    def figure(rows: NDArray[np.int64]) -> float:
        return micro_f1([wanted[row] for row in rows], [said[row] for row in rows])

    return bootstrap(len(examples), figure)
