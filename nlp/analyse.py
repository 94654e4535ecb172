"""One verb: comments in, language, sentiment, topics and redacted text out."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence

from nlp.language import LANGS, detect_language
from nlp.lexicons import find
from nlp.records import Analysis, CommentAnalysis, Label, Mention, RunCard, Sentiment, Text
from nlp.taxonomy import FINGERPRINT


def _balance(text: str, lang: str) -> tuple[int, int]:
    counts = Counter(hit.group for hit in find(text, lang, "cues"))
    return counts["positive"], counts["negative"]


def _sentiment(text: str, lang: str) -> Sentiment:
    good, bad = _balance(text, lang)
    label: Label = "neutral"
    if good and bad:
        label = "mixed"
    elif good or bad:
        label = "positive" if good else "negative"
    return Sentiment(label, (good - bad) / max(1, good + bad))


def _comment(text: Text) -> CommentAnalysis:
    lang = text.lang if text.lang in LANGS else detect_language(text.text)
    sentiment = _sentiment(text.text, lang)
    topics = sorted({hit.group for hit in find(text.text, lang, "topics") if hit.weight == 1})
    mentions = tuple(Mention(topic, sentiment.score, 0.5) for topic in topics)
    return CommentAnalysis(text.id, lang, sentiment, mentions, text.text)


def analyse(
    texts: Sequence[Text],
    *,
    names: Collection[str] = (),
    encoder: str = "embedded",
    progress: Callable[[int, int], None] | None = None,
) -> Analysis:
    """Read every comment of `texts`, in order."""
    comments = tuple(_comment(text) for text in texts)
    if progress:
        progress(len(texts), len(texts))
    return Analysis(
        comments,
        RunCard(
            encoder=encoder,
            classifier="lexical",
            heads="",
            taxonomy=FINGERPRINT,
            comments=len(comments),
            languages=Counter(comment.lang for comment in comments),
            redactions={},
            seconds={},
        ),
    )
