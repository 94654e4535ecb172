"""Word lists alone: no encoder, no weights. For machines that may run no model, and as a floor in the benchmarks."""

from collections.abc import Sequence

import numpy as np

from nlp.classifiers.protocol import ClauseInput, Figures, Judged
from nlp.encoders.protocol import Vectors
from nlp.features import CUES, SHAPE, matrix
from nlp.taxonomy import KEYS

_BALANCE = len(CUES) + SHAPE.index("balance")
_GOOD = [CUES.index("positive"), len(CUES) + SHAPE.index("negative_negated")]
_BAD = [CUES.index("negative"), len(CUES) + SHAPE.index("positive_negated")]


class LexicalClassifier:
    """Judges clauses by listed words."""

    key = "lexical"
    fingerprint = ""
    needs_vectors = False

    def judge(
        self, clauses: Sequence[ClauseInput], vectors: Vectors | None = None
    ) -> Judged:  # the Protocol's
        """Judge n clauses: confidence 0.6 for one listed word, more for several."""
        cues, listed = matrix([clause.text for clause in clauses], [clause.lang for clause in clauses])
        balance = cues[:, _BALANCE].astype(np.float64)
        good, bad = np.clip(balance, 0, 1), np.clip(-balance, 0, 1)
        return Judged(
            np.column_stack([bad, 1 - good - bad, good]),
            np.clip(listed.astype(np.float64) * 0.6, 0, 1).reshape(len(clauses), len(KEYS)),
        )

    def judge_words(self, clauses: Sequence[ClauseInput]) -> Judged:  # the Protocol's
        """Judge n clauses: words are all there is."""
        return self.judge(clauses)

    def label_odds(
        self, wholes: Sequence[ClauseInput], vectors: Vectors | None = None
    ) -> Figures:  # the Protocol's
        """Return (m, 4): one where the label lies, zero elsewhere; praise and complaint together are mixed."""
        cues, _ = matrix([whole.text for whole in wholes], [whole.lang for whole in wholes])
        good = cues[:, _GOOD].sum(axis=1) > 0
        bad = cues[:, _BAD].sum(axis=1) > 0
        return np.column_stack([good & ~bad, ~good & ~bad, bad & ~good, good & bad]).astype(np.float64)

    def threshold(self, lang: str) -> Figures:  # the Protocol's
        """Return 0.5 for every topic."""
        return np.full(len(KEYS), 0.5)
