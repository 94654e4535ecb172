"""One verb: comments in; language, redacted text, sentiment, topics and a run card out.

The names and ids go first: no encoder, and no endpoint outside, ever gets text that was not redacted.
"""

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from nlp.classifiers.protocol import Classifier, ClauseInput, Figures, Judged
from nlp.classifiers.registry import get_classifier
from nlp.encoders.caching import CachingEncoder
from nlp.encoders.protocol import Encoder, Vectors
from nlp.encoders.registry import get_encoder
from nlp.language import LANGS, detect_language
from nlp.records import LABELS, Analysis, CommentAnalysis, Mention, RunCard, Sentiment, Text
from nlp.redaction.redact import Redacted, redact
from nlp.segments import clauses_of, wholes_of
from nlp.taxonomy import FINGERPRINT, KEYS

__all__ = ["Analysis", "CommentAnalysis", "Mention", "RunCard", "Sentiment", "Text", "analyse"]

Progress = Callable[[int, int], None]
_POSITIVE, _NEGATIVE, _MIXED = (LABELS.index(label) for label in ("positive", "negative", "mixed"))
# From here on a comment may say two things at once, and its clauses are read one by one: by their words, since encoding
# them again would cost as much as all the rest. How the whole leans has this share in how each of them does. Both were
# chosen on folds of training voices (docs/decisions/0067).
_TWO_SIDED = 0.2
_OF_WHOLE = 0.25
# What a clause says of a topic counts by how sure the topic is; below this share of the best clause it is silent.
_SILENT = 0.5


class _Clock:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - begun, 4)


def _language(text: Text) -> str:
    return text.lang if text.lang in LANGS else detect_language(text.text)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was made of n comments: label odds (n, 4), topics (n, 24), and the clauses of those that are two-sided."""

    odds: Figures
    topics: Figures
    clauses: Judged
    rows: Sequence[Sequence[int]]

    def lean(self, comment: int) -> float:
        """Return how a comment read whole leans, -1..1."""
        return float(self.odds[comment, _POSITIVE] - self.odds[comment, _NEGATIVE])

    def leans(self, comment: int) -> Figures:
        """Return how each clause of a two-sided comment leans, -1..1."""
        polarity = self.clauses.polarity[list(self.rows[comment])]
        found: Figures = (1 - _OF_WHOLE) * (polarity[:, 2] - polarity[:, 0]) + _OF_WHOLE * self.lean(comment)
        return found

    def balance(self, comment: int) -> float:
        """Return how a two-sided comment leans over all its clauses, -1..1."""
        return float(self.leans(comment).mean()) if self.rows[comment] else 0.0

    def polarity(self, comment: int, topic: int) -> float:
        """Return how a comment speaks of a topic: as its clauses about it do, or as the whole does."""
        rows = list(self.rows[comment])
        if not rows:
            return self.lean(comment)
        confidence = self.clauses.topics[rows, topic]
        weights = np.where(confidence >= _SILENT * confidence.max(), confidence, 0.0)
        return float(np.average(self.leans(comment), weights=weights))


def _mentions(reading: _Reading, comment: int, threshold: Figures) -> tuple[Mention, ...]:
    """Return a comment's topics, surest first."""
    confidence = reading.topics[comment]
    found = [
        Mention(KEYS[topic], round(reading.polarity(comment, topic), 4), round(float(confidence[topic]), 4))
        for topic in np.flatnonzero(confidence >= threshold).tolist()
    ]
    return tuple(sorted(found, key=lambda mention: (-mention.confidence, mention.topic)))


def _sentiment(reading: _Reading, comment: int) -> Sentiment:
    odds = reading.odds[comment]
    if not odds.any():
        return Sentiment("neutral", 0.0)
    score = float(odds[_POSITIVE] - odds[_NEGATIVE] + odds[_MIXED] * reading.balance(comment))
    return Sentiment(LABELS[int(odds.argmax())], round(max(-1.0, min(1.0, score)), 4))


def _redactions(redacted: Sequence[Redacted]) -> dict[str, int]:
    return dict(sorted(sum((clean.counts for clean in redacted), Counter()).items()))


def _machine(encoder: str | Encoder, judge: Classifier, progress: Progress | None) -> CachingEncoder | None:
    if not judge.needs_vectors:
        return None
    return CachingEncoder(get_encoder(encoder) if isinstance(encoder, str) else encoder, progress)


def _vectors(pieces: Sequence[ClauseInput], encoder: Encoder | None) -> Vectors | None:
    return encoder.encode([piece.text for piece in pieces]) if encoder else None


def _read(
    redacted: Sequence[Redacted], langs: Sequence[str], judge: Classifier, encoder: Encoder | None
) -> _Reading:
    """Read every comment whole, and clause by clause those that may say two things at once."""
    count = len(redacted)
    wholes = [piece for n, clean in enumerate(redacted) for piece in wholes_of(clean.text, langs[n], n)]
    vectors = _vectors(wholes, encoder)
    owner = np.array([whole.comment for whole in wholes], dtype=int)
    odds, topics = np.zeros((count, len(LABELS))), np.zeros((count, len(KEYS)))
    np.add.at(odds, owner, judge.label_odds(wholes, vectors))
    odds /= np.maximum(np.bincount(owner, minlength=count), 1)[:, None]
    np.maximum.at(topics, owner, judge.judge(wholes, vectors).topics)
    two_sided = np.flatnonzero(odds[:, _MIXED] >= _TWO_SIDED).tolist()
    clauses = [piece for n in two_sided for piece in clauses_of(redacted[n].text, langs[n], n)]
    rows: list[list[int]] = [[] for _ in range(count)]
    for number, clause in enumerate(clauses):
        rows[clause.comment].append(number)
    return _Reading(odds, topics, judge.judge_words(clauses), rows)


def _assemble(
    texts: Sequence[Text],
    langs: Sequence[str],
    redacted: Sequence[Redacted],
    reading: _Reading,
    judge: Classifier,
) -> tuple[CommentAnalysis, ...]:
    return tuple(
        CommentAnalysis(
            id=text.id,
            lang=lang,
            sentiment=_sentiment(reading, place),
            topics=_mentions(reading, place, judge.threshold(lang)),
            redacted=clean.text,
        )
        for place, (text, lang, clean) in enumerate(zip(texts, langs, redacted, strict=True))
    )


def analyse(
    texts: Sequence[Text],
    *,
    names: Collection[str] = (),
    encoder: str | Encoder = "embedded",
    classifier: str = "heads",
    progress: Progress | None = None,
) -> Analysis:
    """Read every comment of `texts`; the order is kept and each comment is judged by itself.

    Parameters
    ----------
    texts, names
        Comments (none, or empty ones, are fine: neutral, no topic) and roster names to be redacted beside the rest.
    encoder, classifier : str
        Keys of their registries; an encoder may also be built by the caller (an endpoint with a key).
    progress : callable, optional
        Called with (done, all) texts while the encoder works.

    Returns
    -------
    Analysis
        Same input, same result, whatever else stands in `texts`, but for the seconds on the card.
    """
    clock = _Clock()
    judge = get_classifier(classifier, encoder if isinstance(encoder, str) else encoder.key)
    with clock.stage("language"):
        langs = [_language(text) for text in texts]
    with clock.stage("redaction"):
        roster = frozenset(names)
        redacted = [redact(text.text, roster) for text in texts]
    with clock.stage("encoder and heads"):
        machine = _machine(encoder, judge, progress)
        reading = _read(redacted, langs, judge, machine)
    with clock.stage("comments"):
        comments = _assemble(texts, langs, redacted, reading, judge)
    card = RunCard(
        encoder=machine.key if machine else "none",
        classifier=judge.key,
        heads=judge.fingerprint,
        taxonomy=FINGERPRINT,
        comments=len(comments),
        languages=dict(sorted(Counter(langs).items())),
        redactions=_redactions(redacted),
        seconds=clock.seconds,
    )
    return Analysis(comments, card)
