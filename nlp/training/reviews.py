"""One-sided reviews as an optional extra: their vectors and signs enter the fit, their text is kept nowhere."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from nlp.encoders.protocol import Encoder
from nlp.exceptions import InputFileError
from nlp.training.fit import Reviews

EACH = 3000
SEED = 7
_SIZES = {"en": (12, 160), "zh": (6, 80)}


def _english(folder: Path) -> Iterator[tuple[str, int]]:
    for path in sorted(folder.glob("*.csv")):
        table = pd.read_csv(path, usecols=["pros", "cons"]).dropna()
        yield from ((str(text), 1) for text in table["pros"])
        yield from ((str(text), -1) for text in table["cons"])


def _chinese(folder: Path) -> Iterator[tuple[str, int]]:
    frames = [pd.read_csv(path, usecols=["label", "review"]) for path in sorted(folder.glob("*.csv"))]
    for path in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            frames += [
                pd.read_csv(archive.open(name), usecols=["label", "review"])
                for name in sorted(archive.namelist())
            ]
    for frame in frames:
        clean = frame.dropna()
        yield from ((str(t), 1 if y else -1) for t, y in zip(clean["review"], clean["label"], strict=True))


def read_reviews(folder: Path, encoder: Encoder) -> Reviews:
    """Encode 3,000 short reviews per language, drawn with a fixed seed, from `reviews-en` and `reviews-zh`."""
    rng = np.random.default_rng(SEED)
    texts: list[str] = []
    signs: list[int] = []
    for lang, source in (("en", _english), ("zh", _chinese)):
        low, high = _SIZES[lang]
        rows = [(text, sign) for text, sign in source(folder / f"reviews-{lang}") if low < len(text) < high]
        if not rows:
            raise InputFileError(folder / f"reviews-{lang}", expected="expected review files, found none")
        chosen = rng.permutation(len(rows))[:EACH]
        texts += [rows[place][0] for place in chosen]
        signs += [rows[place][1] for place in chosen]
    return Reviews(encoder.encode(texts), np.array(signs))
