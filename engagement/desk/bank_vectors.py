"""Where the bank's wordings lie in meaning: read from a file, because encoding all of them takes many seconds."""

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from nlp.encoders.protocol import Encoder, Vectors

FILE = Path(__file__).with_name("bank_vectors.npz")


def digest(encoder_key: str, text: str) -> str:
    """Return the name under which the vector of a wording is kept: another wording, or encoder, is another name."""
    return hashlib.sha256(f"{encoder_key}\n{text}".encode()).hexdigest()[:24]


@cache
def kept() -> dict[str, Vectors]:
    """Return digest -> vector of what the file holds; empty without a file."""
    if not FILE.exists():
        return {}
    with np.load(FILE) as found:
        return dict(zip(found["digests"].tolist(), found["vectors"].astype(np.float32), strict=True))


def vectors_of(texts: Sequence[str], encoder: Encoder) -> Vectors:
    """Return (n, d): from the file, and encoded where the file does not know a wording (it was changed since)."""
    known = dict(kept())
    missing = [text for text in dict.fromkeys(texts) if digest(encoder.key, text) not in known]
    if missing:
        new = zip(missing, encoder.encode(missing), strict=True)
        known |= {digest(encoder.key, text): vector for text, vector in new}
    return np.stack([known[digest(encoder.key, text)] for text in texts])


def nearest(texts: Sequence[str], words: str, encoder: Encoder) -> list[int]:
    """Return the places of wordings, the nearest to the words first; centred, because all items sound alike."""
    items = vectors_of(texts, encoder)
    middle = items.mean(axis=0)
    centred = items - middle
    near = centred @ (encoder.encode([words])[0] - middle)
    near = near / np.maximum(np.linalg.norm(centred, axis=1), 1e-9)
    return [int(place) for place in np.argsort(-near, kind="stable")]


def write(texts: Sequence[str], encoder: Encoder) -> None:
    """Write the file anew for these wordings, in half precision: order by nearness does not change."""
    unique = list(dict.fromkeys(texts))
    digests = np.array([digest(encoder.key, text) for text in unique])
    np.savez_compressed(FILE, digests=digests, vectors=encoder.encode(unique).astype(np.float16))
