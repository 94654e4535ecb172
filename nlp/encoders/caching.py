"""Remembers vectors inside one run, by hash: the same comment is encoded once, and no text is kept."""

import hashlib
from collections.abc import Callable, Sequence

import numpy as np

from nlp.encoders.protocol import Encoder, Vectors

BATCH = 256


class CachingEncoder:
    """Wraps an encoder for the length of one run."""

    def __init__(self, inner: Encoder, progress: Callable[[int, int], None] | None = None) -> None:
        self.inner, self.key, self._progress = inner, inner.key, progress
        self._known: dict[bytes, Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode only texts that this run has not seen, in batches; the order of rows is the order of `texts`."""
        marks = [hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).digest() for text in texts]
        fresh = {mark: text for mark, text in zip(marks, texts, strict=True) if mark not in self._known}
        # Short beside short: the engine pads a batch to its longest text.
        waiting = sorted(fresh.items(), key=lambda pair: len(pair[1]))
        for start in range(0, len(waiting), BATCH):
            batch = waiting[start : start + BATCH]
            rows = self.inner.encode([text for _, text in batch])
            self._known.update(zip((mark for mark, _ in batch), rows, strict=True))
            if self._progress:
                self._progress(min(start + BATCH, len(waiting)), len(waiting))
        if not marks:
            return self.inner.encode([])
        return np.stack([self._known[mark] for mark in marks])
