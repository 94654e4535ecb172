"""What every encoder can do."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into vectors of one length.

    `key` names the encoder together with its model: heads are fitted for exactly one key.
    """

    key: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return an array (n, d), rows of unit length, float32; shape (0, d) or (0, 0) for no text."""
        ...


def unit_rows(vectors: Vectors) -> Vectors:
    """Scale every row to length 1; a row of zeros stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = (vectors / np.where(lengths == 0, 1, lengths)).astype(np.float32)
    return scaled
