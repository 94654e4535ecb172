"""One verb: comments in; language, redacted text, sentiment, topics and a run card out.

The names and ids go first: no encoder, and no endpoint outside, ever gets text that was not redacted.
"""

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from nlp.classifiers.protocol import Classifier, ClauseInput, Figures, Judged
from nlp.classifiers.registry import get_classifier
from nlp.encoders.caching import CachingEncoder
from nlp.encoders.protocol import Encoder
from nlp.encoders.registry import get_encoder
from nlp.language import LANGS, detect_language
from nlp.records import LABELS, Analysis, CommentAnalysis, Mention, RunCard, Sentiment, Text
from nlp.redaction.redact import Redacted, redact
from nlp.segments import clauses_of
from nlp.summary import COLUMNS, summarise
from nlp.taxonomy import FINGERPRINT, KEYS

__all__ = ["Analysis", "CommentAnalysis", "Mention", "RunCard", "Sentiment", "Text", "analyse"]

Progress = Callable[[int, int], None]
_BALANCE = COLUMNS.index("mean_balance")
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


def _mentions(judged: Judged, rows: Sequence[int], threshold: Figures) -> tuple[Mention, ...]:
    """Return a comment's topics, surest first; polarity is taken from the clauses that mention the topic."""
    if not rows:
        return ()
    confidence = judged.topics[rows]
    balance = judged.polarity[rows, 2] - judged.polarity[rows, 0]
    best = confidence.max(axis=0)
    found = []
    for place in np.flatnonzero(best >= threshold):
        weights = np.where(confidence[:, place] >= _SILENT * best[place], confidence[:, place], 0.0)
        polarity = float(np.average(balance, weights=weights))
        found.append(Mention(KEYS[place], round(polarity, 4), round(float(best[place]), 4)))
    return tuple(sorted(found, key=lambda mention: (-mention.confidence, mention.topic)))


def _sentiment(odds: Figures, balance: float, *, empty: bool) -> Sentiment:
    if empty:
        return Sentiment("neutral", 0.0)
    positive, _, negative, mixed = (float(value) for value in odds)
    score = positive - negative + mixed * balance
    return Sentiment(LABELS[int(odds.argmax())], round(max(-1.0, min(1.0, score)), 4))


def _redactions(redacted: Sequence[Redacted]) -> dict[str, int]:
    return dict(sorted(sum((clean.counts for clean in redacted), Counter()).items()))


def _pieces(redacted: Sequence[Redacted], langs: Sequence[str]) -> list[ClauseInput]:
    pairs = zip(redacted, langs, strict=True)
    return [
        piece for place, (clean, lang) in enumerate(pairs) for piece in clauses_of(clean.text, lang, place)
    ]


def _machine(encoder: str | Encoder, judge: Classifier, progress: Progress | None) -> CachingEncoder | None:
    if not judge.needs_vectors:
        return None
    return CachingEncoder(get_encoder(encoder) if isinstance(encoder, str) else encoder, progress)


def _judge(pieces: Sequence[ClauseInput], classifier: Classifier, encoder: Encoder | None) -> Judged:
    vectors = encoder.encode([piece.text for piece in pieces]) if encoder else None
    return classifier.judge(pieces, vectors)


def _assemble(
    texts: Sequence[Text], langs: Sequence[str], redacted: Sequence[Redacted], pieces: Sequence[ClauseInput],
    judged: Judged, classifier: Classifier,
) -> tuple[CommentAnalysis, ...]:  # fmt: skip
    summary = summarise(pieces, judged, len(texts))
    odds = classifier.label_odds(summary, langs)
    rows: list[list[int]] = [[] for _ in texts]
    for number, piece in enumerate(pieces):
        rows[piece.comment].append(number)
    return tuple(
        CommentAnalysis(
            id=text.id,
            lang=lang,
            sentiment=_sentiment(odds[place], float(summary[place, _BALANCE]), empty=not rows[place]),
            topics=_mentions(judged, rows[place], classifier.threshold(lang)),
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
        Called with (done, all) clauses while the encoder works.

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
    with clock.stage("clauses"):
        pieces = _pieces(redacted, langs)
    with clock.stage("encoder and heads"):
        machine = _machine(encoder, judge, progress)
        judged = _judge(pieces, judge, machine)
    with clock.stage("comments"):
        comments = _assemble(texts, langs, redacted, pieces, judged, judge)
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
