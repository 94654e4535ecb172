"""`python -m tests.bench.bench_text`: the figures of docs/models, beside peers and the bare encoder.

Quality on `nlp/corpus/test`, whose voices no head was trained on, by language: this model, word lists alone, logistic
regression on the encoder's vectors and nothing else (fitted on the same training part), VADER, TextBlob and SnowNLP as their
authors ship them. Intervals: 95 %, bootstrap over comments. Then topics one by one, and lengths. What it costs is measured by
`tests.bench.bench_text_cost`.
"""

import sys
from collections.abc import Callable, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

from nlp.analyse import analyse
from nlp.encoders.embedded import EmbeddedEncoder
from nlp.records import LABELS, Label, Text
from nlp.taxonomy import KEYS
from nlp.training.corpus import Example, read_part
from nlp.training.scores import Score, bootstrap, macro_f1, micro_f1

SIGNS = ("positive", "negative")
LENGTHS = (("up to 40 characters", 0, 40), ("41 to 90", 41, 90), ("over 90", 91, 9999))
# VADER's own limits for a neutral text; the other two are read with the same width on their scales.
NEUTRAL = 0.05


class Read:
    """What a method said of comments: scores whose sign is praise or complaint, labels, topics (None: says none)."""

    def __init__(
        self, scores: Sequence[float], labels: Sequence[str], topics: Sequence[frozenset[str]] | None = None
    ) -> None:
        self.scores, self.labels, self.topics = scores, labels, topics


def say(text: str) -> None:
    """Write a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def ours(examples: Sequence[Example], classifier: str = "heads") -> Read:
    """Return what the pipeline says."""
    found = analyse([Text(ex.id, ex.text) for ex in examples], classifier=classifier).comments
    return Read(
        [one.sentiment.score for one in found],
        [one.sentiment.label for one in found],
        [frozenset(mention.topic for mention in one.topics) for one in found],
    )


def _by_sign(scores: Sequence[float]) -> Read:
    labels = ["positive" if s >= NEUTRAL else "negative" if s <= -NEUTRAL else "neutral" for s in scores]
    return Read(scores, labels)


def vader(examples: Sequence[Example]) -> Read:
    """Return what VADER says (English)."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # noqa: PLC0415  # reads its lexicon

    judge = SentimentIntensityAnalyzer()
    return _by_sign([judge.polarity_scores(ex.text)["compound"] for ex in examples])


def textblob(examples: Sequence[Example]) -> Read:
    """Return what TextBlob says (English)."""
    from textblob import TextBlob  # noqa: PLC0415  # only where it is asked

    return _by_sign([float(TextBlob(ex.text).sentiment.polarity) for ex in examples])


def snownlp(examples: Sequence[Example]) -> Read:
    """Return what SnowNLP says (Chinese); its scale is 0..1."""
    from snownlp import SnowNLP  # noqa: PLC0415  # trains its model when it is loaded

    return _by_sign([2 * float(SnowNLP(ex.text).sentiments) - 1 for ex in examples])


def bare(train: Sequence[Example], encoder: EmbeddedEncoder) -> Callable[[Sequence[Example]], Read]:
    """Return a reader that has the encoder's vectors of whole comments and nothing else."""
    vectors = encoder.encode([ex.text for ex in train])
    centre, spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
    inputs = (vectors - centre) / spread
    label = LogisticRegression(C=0.005, max_iter=1000, class_weight="balanced").fit(
        inputs, [LABELS.index(ex.label) for ex in train]
    )
    topics = OneVsRestClassifier(LogisticRegression(C=0.005, max_iter=1000, class_weight="balanced")).fit(
        inputs, np.array([[key in ex.topics for key in KEYS] for ex in train]).astype(int)
    )

    def read(examples: Sequence[Example]) -> Read:
        rows = (encoder.encode([ex.text for ex in examples]) - centre) / spread
        odds, found = (
            label.predict_proba(rows),
            topics.predict_proba(rows) >= 0.7,
        )  # best on the training part
        return Read(
            (odds[:, 0] - odds[:, 2]).tolist(),
            [LABELS[place] for place in odds.argmax(axis=1)],
            [frozenset(key for key, there in zip(KEYS, row, strict=True) if there) for row in found],
        )

    return read


def _figures(examples: Sequence[Example], said: Read) -> tuple[Score, Score, Score | None]:
    """Return positive / negative, four labels, and topics where a method names any."""
    rows = [row for row, ex in enumerate(examples) if ex.label in SIGNS]
    signs = ["positive" if score > 0 else "negative" for score in said.scores]
    wanted: list[Label] = [ex.label for ex in examples]

    def macro(places: Sequence[int], found: Sequence[str], labels: Sequence[str]) -> float:
        return macro_f1([wanted[place] for place in places], [found[place] for place in places], labels)

    two = bootstrap(len(rows), lambda drawn: macro([rows[one] for one in drawn], signs, SIGNS))
    four = bootstrap(len(examples), lambda drawn: macro(drawn.tolist(), said.labels, LABELS))
    if said.topics is None:
        return two, four, None
    meant, named = [frozenset(ex.topics) for ex in examples], said.topics
    topics = bootstrap(
        len(examples), lambda drawn: micro_f1([meant[one] for one in drawn], [named[one] for one in drawn])
    )
    return two, four, topics


def _row(name: str, examples: Sequence[Example], said: Read) -> None:
    two, four, topics = _figures(examples, said)
    say(f"  {name:22} positive/negative {two}  four labels {four}  topics {topics or '-'}")


def details(examples: Sequence[Example], said: Read) -> None:
    """Print F1 by topic and the figures by length."""
    assert said.topics is not None
    for key in KEYS:
        pairs = [(key in ex.topics, key in found) for ex, found in zip(examples, said.topics, strict=True)]
        hits, total = sum(a and b for a, b in pairs), sum(a + b for a, b in pairs)
        say(f"    {key:18} F1 {2 * hits / total if total else 0:.2f}, {sum(a for a, _ in pairs)} comments")
    for name, low, high in LENGTHS:
        rows = [row for row, ex in enumerate(examples) if low <= len(ex.text) <= high]
        if rows:
            part = Read(
                [said.scores[r] for r in rows], [said.labels[r] for r in rows], [said.topics[r] for r in rows]
            )
            _row(f"{name} ({len(rows)})", [examples[row] for row in rows], part)


def bench_quality() -> None:
    """Print the table."""
    encoder, test = EmbeddedEncoder(), read_part("test")
    alone = bare(read_part("train"), encoder)
    peers: dict[str, dict[str, Callable[[Sequence[Example]], Read]]] = {
        "en": {"VADER": vader, "TextBlob": textblob},
        "zh": {"SnowNLP": snownlp},
    }
    for lang, others in peers.items():
        examples = [ex for ex in test if ex.lang == lang]
        say(f"{lang}, {len(examples)} comments of voices that were not trained on")
        said = ours(examples)
        _row("this model", examples, said)
        _row("bare encoder", examples, alone(examples))
        _row("word lists", examples, ours(examples, "lexical"))
        for name, read in others.items():
            _row(name, examples, read(examples))
        details(examples, said)


if __name__ == "__main__":
    bench_quality()
