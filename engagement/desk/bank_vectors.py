"""Where wordings that never change lie in meaning: read from a file, because encoding all of them takes many seconds."""

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from nlp.drafting.kinds import files
from nlp.encoders.protocol import Encoder, Vectors
from nlp.language import LANGS
from surveys.bank.loader import bank

FILE = Path(__file__).with_name("bank_vectors.npz")


def wordings() -> list[str]:
    """Return what is kept: every wording of the bank, and what every outline is about."""
    items = [text for item in bank().values() for text in item["text"].values()]
    about = [
        one["about"][lang] for kind in files().values() for one in kind.get("outlines", []) for lang in LANGS
    ]
    return list(dict.fromkeys([*items, *about]))


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


class KeptEncoder:
    """Takes from the file what it holds and asks another encoder for the rest (a wording was changed, or is new)."""

    def __init__(self, inner: Encoder) -> None:
        self.inner, self.key = inner, inner.key

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return (n, d), as the other encoder does; kept vectors are in half precision."""
        if not texts:
            return self.inner.encode(texts)
        known = {text: kept().get(digest(self.key, text)) for text in texts}
        missing = [text for text, vector in known.items() if vector is None]
        new = dict(zip(missing, self.inner.encode(missing), strict=True)) if missing else {}
        return np.stack([new[text] if (vector := known[text]) is None else vector for text in texts])


def nearest(texts: Sequence[str], words: str, encoder: Encoder) -> list[int]:
    """Return the places of wordings, the nearest to the words first; centred, because all items sound alike."""
    items = encoder.encode(texts)
    middle = items.mean(axis=0)
    centred = items - middle
    near = centred @ (encoder.encode([words])[0] - middle)
    near = near / np.maximum(np.linalg.norm(centred, axis=1), 1e-9)
    return [int(place) for place in np.argsort(-near, kind="stable")]


def write(encoder: Encoder) -> None:
    """Write the file anew, in half precision: order by nearness does not change."""
    texts = wordings()
    digests = np.array([digest(encoder.key, text) for text in texts])
    np.savez_compressed(FILE, digests=digests, vectors=encoder.encode(texts).astype(np.float16))
