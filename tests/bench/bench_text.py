"""`pytest tests/bench/bench_text.py -s`: the figures of docs/models, and the cost beside the encoder alone, in one run."""

# ruff: noqa: T201  # a benchmark prints

import time

import pytest
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from nlp.analyse import analyse
from nlp.encoders.embedded import EmbeddedEncoder
from nlp.records import Text
from nlp.training.corpus import read_part
from nlp.training.scores import sentiment_score, sign_score, topic_score


@pytest.mark.parametrize("lang", ["en", "zh"])
def bench_quality(lang: str) -> None:
    examples = [ex for ex in read_part("test") if ex.lang == lang]
    for classifier in ("heads", "lexical"):
        found = analyse([Text(ex.id, ex.text) for ex in examples], classifier=classifier).comments
        print(f"\n{lang} {classifier}: positive/negative {sign_score(examples, [c.sentiment.score for c in found])}",
              f"4 labels {sentiment_score(examples, [c.sentiment.label for c in found])}",
              f"topics {topic_score(examples, found)}")  # fmt: skip
    vader = [SentimentIntensityAnalyzer().polarity_scores(ex.text)["compound"] for ex in examples]
    labels = ["positive" if v >= 0.05 else "negative" if v <= -0.05 else "neutral" for v in vader]
    print(
        f"{lang} vader: positive/negative {sign_score(examples, vader)} 4 labels {sentiment_score(examples, labels)}"
    )
    for key in sorted({topic for ex in examples for topic in ex.topics}):
        mine = [
            (key in ex.topics, key in {m.topic for m in c.topics})
            for ex, c in zip(examples, analyse([Text(e.id, e.text) for e in examples]).comments, strict=True)
        ]
        hits, total = sum(a and b for a, b in mine), sum(a + b for a, b in mine)
        print(f"  {lang} {key}: F1 {2 * hits / total:.2f}, {sum(a for a, _ in mine)} comments")
    for name, low, high in (("up to 40 characters", 0, 40), ("41 to 90", 41, 90), ("over 90", 91, 999)):
        pairs = [(ex, c) for ex, c in zip(examples, found, strict=True) if low <= len(ex.text) <= high]
        if pairs:
            again = analyse([Text(ex.id, ex.text) for ex, _ in pairs]).comments
            print(
                f"  {lang} {name}: {len(pairs)} comments, 4 labels "
                f"{sentiment_score([ex for ex, _ in pairs], [c.sentiment.label for c in again])}, topics {topic_score([ex for ex, _ in pairs], again)}"
            )


def bench_cost() -> None:
    texts = [Text(ex.id, ex.text) for ex in read_part("train")]
    EmbeddedEncoder().encode(["warm"])
    analyse(texts[:20])
    begun = time.perf_counter()
    EmbeddedEncoder().encode([text.text for text in texts])
    alone = time.perf_counter() - begun
    begun = time.perf_counter()
    card = analyse(texts).card
    whole = time.perf_counter() - begun
    print(
        f"\n{len(texts)} comments: encoder alone {alone:.1f} s, all {whole:.1f} s, ratio {whole / alone:.2f}; {dict(card.seconds)}"
    )
