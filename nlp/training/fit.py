"""Fits the heads: polarity and topics of a clause, label of a comment, thresholds per language. Same input, same weights."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from nlp.classifiers.heads import HeadsClassifier, Weights, word_inputs
from nlp.classifiers.protocol import ClauseInput, Figures, Judged
from nlp.encoders.protocol import Encoder, Vectors
from nlp.features import CUES, SHAPE, matrix
from nlp.language import LANGS
from nlp.ngrams import tfidf, vocabulary
from nlp.records import LABELS
from nlp.segments import wholes_of
from nlp.taxonomy import KEYS
from nlp.training.corpus import Clause, Example

FOLDS = 5
TOPIC_STRENGTH, POLARITY_STRENGTH, LABEL_STRENGTH, REVIEW_STRENGTH = 0.5, 0.5, 0.5, 1.0
# Rows of n-grams have length 1, so a weaker penalty; chosen, like all of these, on folds of training voices.
GRAM_STRENGTH = 8.0
SOFTENING = 0.6
_GRID = np.round(np.arange(0.12, 0.61, 0.02), 2)


@dataclass(frozen=True, slots=True)
class Table:
    """Clauses ready to fit: vectors (n, d), cue and topic figures, and what the writer of the corpus said."""

    vectors: Vectors
    cues: Figures
    listed: Figures
    polarity: NDArray[np.int64]
    topics: NDArray[np.int64]
    judged: NDArray[np.bool_]

    def where(self, rows: NDArray[np.bool_]) -> "Table":
        """Return some rows."""
        return Table(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))


@dataclass(frozen=True, slots=True)
class Reviews:
    """Vectors (r, d) of one-sided reviews and their sign; never their text."""

    vectors: Vectors
    signs: NDArray[np.int64]


def labelled_clauses(examples: Sequence[Example]) -> list[tuple[Clause, Example]]:
    """Return every clause with its comment, and each comment of several clauses once more as a whole."""
    pairs = [(clause, example) for example in examples for clause in example.clauses]
    for example in examples:
        if len(example.clauses) > 1:
            topics = dict.fromkeys(example.topics, 0)
            pairs.append((Clause(example.text, None, topics), example))
    return pairs


def tabulate(pairs: Sequence[tuple[Clause, Example]], encoder: Encoder) -> Table:
    """Encode labelled clauses; polarity None (both at once) is kept for topics and left out of the polarity fit."""
    texts = [clause.text for clause, _ in pairs]
    cues, listed = matrix(texts, [example.lang for _, example in pairs])
    return Table(
        vectors=encoder.encode(texts),
        cues=cues.astype(np.float64),
        listed=listed.astype(np.float64),
        polarity=np.array([clause.polarity or 0 for clause, _ in pairs]),
        topics=np.array([[key in clause.topics for key in KEYS] for clause, _ in pairs]).astype(np.int64),
        judged=np.array([clause.polarity is not None for clause, _ in pairs]),
    )


def _logistic(strength: float, weights: dict[int, float] | None = None) -> LogisticRegression:
    return LogisticRegression(C=strength, max_iter=1000, class_weight=weights)


def _softened(classes: NDArray[np.int64]) -> dict[int, float]:
    """Weigh rare classes up, but by less than their rarity.

    Fully balanced weights let the rare neutral clause win over plain complaints ("The food is bad"); without weights
    complaints, the larger half of any such corpus, win over irony-free praise.
    """
    found, counts = np.unique(classes, return_counts=True)
    raised = (counts.sum() / (len(found) * counts)) ** SOFTENING
    return {int(key): float(value) for key, value in zip(found, raised, strict=True)}


def _rows(model: LogisticRegression, classes: Sequence[int]) -> Figures:
    """Return (classes, features + 1); a class never seen gets a constant that rules it out."""
    width = model.coef_.shape[1]
    rows = np.zeros((len(classes), width + 1))
    rows[:, -1] = -30.0
    if len(model.classes_) == 2:  # two classes come as one row of differences
        weights = np.vstack([-model.coef_ / 2, model.coef_ / 2])
        constants = np.array([-model.intercept_[0] / 2, model.intercept_[0] / 2])
    else:
        weights, constants = model.coef_, model.intercept_
    for row, constant, found in zip(weights, constants, model.classes_, strict=True):
        rows[list(classes).index(found)] = [*row, constant]
    return rows


def _topic_row(inputs: Figures | sp.csr_matrix, wanted: NDArray[np.int64], strength: float) -> Figures:
    if wanted.min() == wanted.max():
        return np.array([*np.zeros(inputs.shape[1]), 30.0 if wanted.all() else -30.0])
    model = _logistic(strength).fit(inputs, wanted)
    return np.array([*model.coef_[0], model.intercept_[0]])


def _review_row(reviews: Reviews | None, table: Table, blank: Weights) -> Figures:
    if reviews is None:
        return np.zeros(table.vectors.shape[1] + 1)
    model = _logistic(REVIEW_STRENGTH).fit(blank.standardised(reviews.vectors), reviews.signs)
    return np.array([*model.coef_[0], model.intercept_[0]])


def fit_clauses(table: Table, reviews: Reviews | None) -> Weights:
    """Fit what judges a clause; label and thresholds stay empty."""
    width = table.vectors.shape[1]
    blank = Weights(
        centre=table.vectors.mean(axis=0, dtype=np.float64),
        spread=table.vectors.std(axis=0, dtype=np.float64) + 1e-6,
        review=np.zeros(width + 1),
        polarity=np.zeros((3, width + len(CUES) + len(SHAPE) + 2)),
        topics=np.zeros((len(KEYS), width + len(KEYS) + 1)),
        label=np.zeros((len(LABELS), 1)),
        thresholds=np.full((len(LANGS), len(KEYS)), 0.5),
        grams=np.array([], dtype=np.str_),
        rarity=np.zeros(0),
        gram_label=np.zeros((len(LABELS), 1)),
        gram_topics=np.zeros((len(KEYS), 1)),
        gram_polarity=np.zeros((3, len(CUES) + len(SHAPE) + 1)),
    )
    partial = replace(blank, review=_review_row(reviews, table, blank))
    known = table.where(table.judged)
    polarity = _logistic(POLARITY_STRENGTH, _softened(known.polarity)).fit(
        partial.polarity_inputs(known.vectors, known.cues), known.polarity
    )
    inputs = partial.topic_inputs(table.vectors, table.listed)
    topics = np.vstack(
        [_topic_row(inputs, table.topics[:, topic], TOPIC_STRENGTH) for topic in range(len(KEYS))]
    )
    return replace(partial, polarity=_rows(polarity, (-1, 0, 1)), topics=topics)


def cut(examples: Sequence[Example]) -> list[ClauseInput]:
    """Take comments whole, the way a run does."""
    return [piece for place, ex in enumerate(examples) for piece in wholes_of(ex.text, ex.lang, place)]


def comment_topics(pieces: Sequence[ClauseInput], judged: Judged, comments: int) -> Figures:
    """Return (comments, 24): the highest confidence over a comment's stretches."""
    best = np.zeros((comments, len(KEYS)))
    np.maximum.at(best, [piece.comment for piece in pieces], judged.topics)
    return best


def _micro_f1(wanted: NDArray[np.int64], found: NDArray[np.bool_]) -> float:
    hits = int((found & (wanted == 1)).sum())
    return 2 * hits / max(1, int(found.sum() + wanted.sum()))


def _thresholds(wanted: NDArray[np.int64], best: Figures, langs: Sequence[str]) -> Figures:
    """Return one threshold per language: the corpus is too small for one per topic that would hold elsewhere."""
    rows = []
    for lang in LANGS:
        mine = np.array([found == lang for found in langs])
        scores = [_micro_f1(wanted[mine], best[mine] >= level) for level in _GRID]
        rows.append(np.full(len(KEYS), _GRID[int(np.argmax(scores))]))
    return np.array(rows)


def folds_of(examples: Sequence[Example]) -> NDArray[np.int64]:
    """Return the fold of each comment; a writer is never in two."""
    writers = sorted({(example.lang, example.writer) for example in examples})
    fold = {writer: place % FOLDS for place, writer in enumerate(writers)}
    return np.array([fold[(example.lang, example.writer)] for example in examples])


def unseen(examples: Sequence[Example], encoder: Encoder, reviews: Reviews | None) -> tuple[Figures, Figures]:
    """Return label odds and topic confidences of comments, from heads fitted on other writers."""
    pairs = labelled_clauses(examples)
    table, owner = tabulate(pairs, encoder), folds_of([example for _, example in pairs])
    fold = folds_of(examples)
    odds, best = np.zeros((len(examples), len(LABELS))), np.zeros((len(examples), len(KEYS)))
    for number in range(FOLDS):
        rows = np.flatnonzero(fold == number)
        others = [example for example, mine in zip(examples, fold, strict=True) if mine != number]
        weights = fit_grams(
            fit_label(fit_clauses(table.where(owner != number), reviews), others, encoder), others
        )
        heads, pieces = HeadsClassifier(weights, ""), cut([examples[row] for row in rows.tolist()])
        vectors = encoder.encode([piece.text for piece in pieces])
        best[rows] = comment_topics(pieces, heads.judge(pieces, vectors), len(rows))
        np.add.at(odds, rows[[piece.comment for piece in pieces]], heads.label_odds(pieces, vectors))
    return odds, best


def fit_label(weights: Weights, examples: Sequence[Example], encoder: Encoder) -> Weights:
    """Return the weights with the head that labels a whole comment."""
    cues, _ = matrix([example.text for example in examples], [example.lang for example in examples])
    vectors = encoder.encode([example.text for example in examples])
    places = np.array([LABELS.index(example.label) for example in examples])
    model = _logistic(LABEL_STRENGTH, _softened(places)).fit(weights.label_inputs(vectors, cues), places)
    return replace(weights, label=_rows(model, range(len(LABELS))))


def fit_words(weights: Weights, examples: Sequence[Example]) -> Weights:
    """Return the weights, whose n-grams are there, with the head that says how a clause leans by its words alone."""
    pairs = [(clause, ex) for clause, ex in labelled_clauses(examples) if clause.polarity is not None]
    texts, langs = [clause.text for clause, _ in pairs], [ex.lang for _, ex in pairs]
    places = {str(gram): place for place, gram in enumerate(weights.grams)}
    inputs = word_inputs(tfidf(texts, langs, places, weights.rarity), matrix(texts, langs)[0])
    signs = np.array([clause.polarity for clause, _ in pairs])
    model = _logistic(GRAM_STRENGTH, _softened(signs)).fit(inputs, signs)
    return replace(weights, gram_polarity=_rows(model, (-1, 0, 1)))


def fit_grams(weights: Weights, examples: Sequence[Example]) -> Weights:
    """Return the weights with the heads that read n-grams, of clauses for topics and of whole comments for labels."""
    pairs = labelled_clauses(examples)
    texts, langs = [clause.text for clause, _ in pairs], [example.lang for _, example in pairs]
    grams, rarity = vocabulary(texts, langs)
    places = {str(gram): place for place, gram in enumerate(grams)}
    clauses = tfidf(texts, langs, places, rarity)
    wanted = np.array([[key in clause.topics for key in KEYS] for clause, _ in pairs]).astype(np.int64)
    wholes = tfidf([ex.text for ex in examples], [ex.lang for ex in examples], places, rarity)
    labels = np.array([LABELS.index(example.label) for example in examples])
    model = _logistic(GRAM_STRENGTH, _softened(labels)).fit(wholes, labels)
    return replace(
        weights,
        grams=grams,
        rarity=rarity,
        gram_label=_rows(model, range(len(LABELS))),
        gram_topics=np.vstack([_topic_row(clauses, column, GRAM_STRENGTH) for column in wanted.T]),
    )


def fit(examples: Sequence[Example], encoder: Encoder, reviews: Reviews | None = None) -> Weights:
    """Fit everything. The thresholds are found on judgements of writers that the heads had not seen."""
    clauses = fit_clauses(tabulate(labelled_clauses(examples), encoder), reviews)
    weights = fit_words(fit_grams(fit_label(clauses, examples, encoder), examples), examples)
    _, best = unseen(examples, encoder, reviews)
    langs = [example.lang for example in examples]
    wanted = np.array([[key in example.topics for key in KEYS] for example in examples]).astype(np.int64)
    return replace(weights, thresholds=_thresholds(wanted, best, langs))
