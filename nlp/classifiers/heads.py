"""Linear heads on an encoder's vectors and the listed words: small, committed, hashed, rebuilt by `train_heads`."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from nlp.classifiers.protocol import ClauseInput, Figures, Judged
from nlp.encoders.protocol import Vectors
from nlp.exceptions import HeadsError
from nlp.features import matrix
from nlp.language import LANGS
from nlp.ngrams import tfidf
from nlp.records import LABELS
from nlp.taxonomy import KEYS

FOLDER = Path(__file__).parents[1] / "heads"
# The vectors are one of several groups of features; scaled so that the penalty of the fit weighs the groups alike.
VECTOR_SCALE = 0.1
REVIEW_SCALE = 2.0
# Beside rows of n-grams, whose length is 1, the 21 cue figures would have the say.
CUE_SCALE = 0.35


def _softmax(scores: Figures) -> Figures:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True, initial=-np.inf))
    odds: Figures = raised / raised.sum(axis=1, keepdims=True)
    return odds


def _logistic(scores: Figures) -> Figures:
    odds: Figures = 1 / (1 + np.exp(-scores))
    return odds


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything that was fitted. Shapes with d numbers per vector, 21 cue figures and 24 topics.

    `centre` and `spread` (d,); `review` (d + 1,), zeros where no reviews were used; `polarity` (3, d + 21 + 2);
    `topics` (24, d + 24 + 1); `label` (4, d + 21 + 1), for a comment whole; `thresholds` (languages, 24).
    Beside the vectors v n-grams are read by heads of their own, and both judgements are averaged: `grams` (v,) with
    their `rarity` (v,), `gram_label` (4, v + 1) and `gram_topics` (24, v + 1); v = 0 leaves them out. `gram_polarity`
    (3, v + 21 + 1) reads n-grams and cue figures of a clause that nobody encodes.
    """

    centre: Figures
    spread: Figures
    review: Figures
    polarity: Figures
    topics: Figures
    label: Figures
    thresholds: Figures
    grams: NDArray[np.str_]
    rarity: Figures
    gram_label: Figures
    gram_topics: Figures
    gram_polarity: Figures

    def standardised(self, vectors: Vectors) -> Figures:
        """Centre and scale: four-bit vectors share a large constant part that carries no meaning."""
        scaled: Figures = (vectors.astype(np.float64) - self.centre) / self.spread * VECTOR_SCALE
        return scaled

    def polarity_inputs(self, vectors: Vectors, cues: Figures) -> Figures:
        """Return the columns that the polarity head reads, without the constant."""
        scaled = self.standardised(vectors)
        opinion = np.tanh((scaled @ self.review[:-1] + self.review[-1]) / 2)[:, None]
        return np.hstack([scaled, cues, REVIEW_SCALE * opinion])

    def label_inputs(self, vectors: Vectors, cues: Figures) -> Figures:
        """Return the columns that the label head reads of a whole comment, without the constant."""
        return np.hstack([self.standardised(vectors), cues])

    def topic_inputs(self, vectors: Vectors, listed: Figures) -> Figures:
        """Return the columns that the topic heads read, without the constant."""
        return np.hstack([self.standardised(vectors), listed])


def word_inputs(grams: sp.csr_matrix, cues: Figures) -> sp.csr_matrix:
    """Return (n, v + 21), the columns that `gram_polarity` reads, without the constant."""
    return sp.hstack([grams, sp.csr_matrix(cues * CUE_SCALE)]).tocsr()


def _affine(inputs: Figures | sp.csr_matrix, weights: Figures) -> Figures:
    scores: Figures = inputs @ weights[:, :-1].T + weights[:, -1]
    return scores


class HeadsClassifier:
    """Judges clauses by their vectors and listed words."""

    key = "heads"
    needs_vectors = True

    def __init__(self, weights: Weights, fingerprint: str) -> None:
        self.weights, self.fingerprint = weights, fingerprint
        self._places = {str(gram): place for place, gram in enumerate(weights.grams)}

    def _tfidf(self, pieces: Sequence[ClauseInput]) -> sp.csr_matrix:
        texts, langs = [piece.text for piece in pieces], [piece.lang for piece in pieces]
        return tfidf(texts, langs, self._places, self.weights.rarity)

    def _by_grams(self, pieces: Sequence[ClauseInput], rows: Figures) -> Figures:
        """Return (n, rows) scores of the heads that read n-grams."""
        scores: Figures = self._tfidf(pieces) @ rows[:, :-1].T + rows[:, -1]
        return scores

    def judge(self, clauses: Sequence[ClauseInput], vectors: Vectors | None) -> Judged:
        """Judge n clauses; n = 0 gives empty figures."""
        if vectors is None or not clauses:
            return Judged(np.zeros((0, 3)), np.zeros((0, len(KEYS))))
        cues, listed = matrix([clause.text for clause in clauses], [clause.lang for clause in clauses])
        polarity = _softmax(_affine(self.weights.polarity_inputs(vectors, cues), self.weights.polarity))
        topics = _logistic(_affine(self.weights.topic_inputs(vectors, listed), self.weights.topics))
        if self._places:
            topics = (topics + _logistic(self._by_grams(clauses, self.weights.gram_topics))) / 2
        return Judged(polarity, topics)

    def judge_words(self, clauses: Sequence[ClauseInput]) -> Judged:
        """Judge n clauses by their n-grams and cues: what it costs is nothing beside an encoder; n = 0 gives empty figures."""
        if not clauses:
            return Judged(np.zeros((0, 3)), np.zeros((0, len(KEYS))))
        found, (cues, _) = (
            self._tfidf(clauses),
            matrix([one.text for one in clauses], [one.lang for one in clauses]),
        )
        polarity = _affine(word_inputs(found, cues), self.weights.gram_polarity)
        topics = _affine(found, self.weights.gram_topics)
        return Judged(_softmax(polarity), _logistic(topics))

    def label_odds(self, wholes: Sequence[ClauseInput], vectors: Vectors | None) -> Figures:
        """Return (m, 4) odds of positive, neutral, negative, mixed for comments read whole."""
        if vectors is None or not wholes:
            return np.zeros((0, len(LABELS)))
        cues, _ = matrix([whole.text for whole in wholes], [whole.lang for whole in wholes])
        odds = _softmax(_affine(self.weights.label_inputs(vectors, cues), self.weights.label))
        if self._places:
            odds = (odds + _softmax(self._by_grams(wholes, self.weights.gram_label))) / 2
        return odds

    def threshold(self, lang: str) -> Figures:
        """Return the 24 thresholds of a language, found on comments that the fit had not seen."""
        row: Figures = self.weights.thresholds[LANGS.index("zh" if lang == "zh" else "en")]
        return row


def path_for(encoder: str, folder: Path = FOLDER) -> Path:
    """Return where the heads of an encoder lie; a model path becomes a plain file name."""
    return folder / ("".join(sign if sign.isalnum() else "_" for sign in encoder) + ".npz")


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _widened(stored: NDArray[Any]) -> NDArray[Any]:
    return stored if stored.dtype.kind == "U" else stored.astype(np.float64)


@lru_cache(maxsize=4)
def load_heads(encoder: str, folder: Path = FOLDER) -> HeadsClassifier:
    """Load and check the heads of an encoder; missing or altered weights raise `HeadsError`."""
    path = path_for(encoder, folder)
    if not path.is_file():
        raise HeadsError(
            path,
            f"no heads for the encoder {encoder!r}; make them with: manage.py train_heads --encoder {encoder}",
        )
    card: dict[str, Any] = json.loads(path.with_suffix(".json").read_text("utf-8"))
    found = digest(path)
    if card["sha256"] != found:
        raise HeadsError(path, f"its SHA-256 is {found[:12]} and its card says {card['sha256'][:12]}")
    with np.load(path) as stored:
        if missing := set(Weights.__dataclass_fields__) - set(stored.files):
            raise HeadsError(
                path, f"it has no {', '.join(sorted(missing))}: it was fitted by an earlier version"
            )
        read: dict[str, Any] = {name: _widened(stored[name]) for name in Weights.__dataclass_fields__}
        weights = Weights(**read)
    return HeadsClassifier(weights, found)
