"""Reads the comments of a wave once: language, redaction, sentiment, topics and vectors, all in memory."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from nlp.analyse import Analysis, analyse
from nlp.emergent.vectors import comment_vectors
from nlp.encoders.caching import CachingEncoder
from nlp.encoders.protocol import Vectors
from nlp.encoders.registry import get_encoder
from nlp.records import Text
from surveys.models import Wave
from surveys.models.answers import Comment

MENTION_COLUMNS = ["comment", "unit", "topic", "polarity"]
ENCODER = "embedded"


@dataclass(frozen=True, slots=True)
class ReadComments:
    """The comments of a wave after redaction, in one order: what was made of them, their cells and (n, d) vectors."""

    analysis: Analysis
    cells: tuple[str, ...]
    vectors: Vectors
    encoder: str

    @property
    def redacted(self) -> list[str]:
        """Return the texts without names and ids."""
        return [comment.redacted for comment in self.analysis.comments]

    @property
    def langs(self) -> list[str]:
        """Return the language of each comment."""
        return [comment.lang for comment in self.analysis.comments]

    def comments(self) -> pd.DataFrame:
        """Return one row per comment, as the door takes it."""
        rows = [(one.id, cell) for one, cell in zip(self.analysis.comments, self.cells, strict=True)]
        return pd.DataFrame(rows, columns=["comment", "unit"])

    def mentions(self) -> pd.DataFrame:
        """Return one row per comment and topic of the taxonomy, as the door takes it."""
        rows = [
            (one.id, cell, mention.topic, mention.polarity)
            for one, cell in zip(self.analysis.comments, self.cells, strict=True)
            for mention in one.topics
        ]
        return pd.DataFrame(rows, columns=MENTION_COLUMNS)


def read_comments(wave: Wave, names: Collection[str]) -> ReadComments:
    """Read the comments of a wave; what was written is gone when the result is."""
    comments = list(Comment.objects.filter(cell__wave=wave).select_related("cell").order_by("pk"))
    encoder = CachingEncoder(get_encoder(ENCODER))
    texts = [Text(comment.pk.hex, comment.text) for comment in comments]
    analysis = analyse(texts, names=names, encoder=encoder)
    vectors = comment_vectors(
        [one.redacted for one in analysis.comments], [one.lang for one in analysis.comments], encoder
    )
    return ReadComments(analysis, tuple(comment.cell.code for comment in comments), vectors, encoder.key)
