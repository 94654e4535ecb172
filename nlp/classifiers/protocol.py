"""What every classifier can do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from nlp.encoders.protocol import Vectors

Figures = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ClauseInput:
    """A stretch of text (a clause, or a comment whole) with its language, and the place of its comment in the run."""

    text: str
    lang: str
    comment: int


@dataclass(frozen=True, slots=True)
class Judged:
    """What was made of n clauses: `polarity` (n, 3) sums to 1 over negative, neutral, positive; `topics` (n, 24) in 0..1."""

    polarity: Figures
    topics: Figures


class Classifier(Protocol):
    """Judges stretches of text.

    `fingerprint` is the SHA-256 of the weights (empty for word lists alone); `needs_vectors` says whether an encoder runs.
    """

    key: str
    fingerprint: str
    needs_vectors: bool

    def judge(self, clauses: Sequence[ClauseInput], vectors: Vectors | None) -> Judged:
        """Judge every stretch by itself; zero rows for none."""
        ...

    def judge_words(self, clauses: Sequence[ClauseInput]) -> Judged:
        """Judge every stretch by its words alone, without a vector; zero rows for none."""
        ...

    def label_odds(self, wholes: Sequence[ClauseInput], vectors: Vectors | None) -> Figures:
        """Return (m, 4): how likely each stretch, read as one comment, is positive, neutral, negative, mixed."""
        ...

    def threshold(self, lang: str) -> Figures:
        """Return the 24 confidences from which on a topic counts as mentioned, in one language."""
        ...
