"""What goes into an analysis and what comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Label = Literal["positive", "neutral", "negative", "mixed"]
LABELS: tuple[Label, ...] = ("positive", "neutral", "negative", "mixed")


@dataclass(frozen=True, slots=True)
class Text:
    """One comment as it was written; `lang` (en or zh) only where the writer's page knew it."""

    id: str
    text: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Sentiment:
    """The answer is `label`; `score` in -1..1 only ranks comments of one label."""

    label: Label
    score: float


@dataclass(frozen=True, slots=True)
class Mention:
    """A topic that a comment talks about, with polarity in -1..1 and confidence in 0..1."""

    topic: str
    polarity: float
    confidence: float


@dataclass(frozen=True, slots=True)
class CommentAnalysis:
    """Everything that is said about one comment. `redacted` is the only text that may travel on."""

    id: str
    lang: str
    sentiment: Sentiment
    topics: tuple[Mention, ...]
    redacted: str


@dataclass(frozen=True, slots=True)
class RunCard:
    """How a set of comments was read: enough to repeat it, without a word of what was said.

    `redactions` counts tokens by kind; `heads` is the SHA-256 of the weights; `seconds` by stage.
    """

    encoder: str
    classifier: str
    heads: str
    taxonomy: str
    comments: int
    languages: Mapping[str, int]
    redactions: Mapping[str, int]
    seconds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Analysis:
    """The comments in the order they were handed in, and the card of the run."""

    comments: tuple[CommentAnalysis, ...]
    card: RunCard
