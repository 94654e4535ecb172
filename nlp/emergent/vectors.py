"""One vector per comment, from the same stretches that the analysis reads: a caching encoder encodes each once."""

from collections.abc import Sequence

import numpy as np

from nlp.encoders.protocol import Encoder, Vectors
from nlp.segments import wholes_of


def comment_vectors(texts: Sequence[str], langs: Sequence[str], encoder: Encoder) -> Vectors:
    """Return (n, d): the mean over a comment's stretches; zeros for a comment without a letter.

    `texts` are redacted by the caller: an encoder may be an endpoint outside.
    """
    pieces = [
        piece
        for place, (text, lang) in enumerate(zip(texts, langs, strict=True))
        for piece in wholes_of(text, lang, place)
    ]
    encoded = encoder.encode([piece.text for piece in pieces])
    owner = np.array([piece.comment for piece in pieces], dtype=int)
    vectors = np.zeros((len(texts), encoded.shape[1]), dtype=np.float32)
    np.add.at(vectors, owner, encoded)
    counts = np.bincount(owner, minlength=len(texts)) if len(owner) else np.zeros(len(texts))
    shared: Vectors = (vectors / np.maximum(counts, 1)[:, None]).astype(np.float32)
    return shared
