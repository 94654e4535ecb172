"""What ordinary workplace comments are like: the ground against which a topic stands out.

A codebook holds the centre of each language and a few anchors: centroids of ordinary comments, fitted once, without
labels, and frozen. Regions of a wave begin at the anchors, so that two waves, or one wave with and without a tenth of
its comments, are divided at the same places.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from nlp.classifiers.protocol import Figures
from nlp.encoders.protocol import Vectors
from nlp.exceptions import HeadsError
from nlp.language import LANGS

FOLDER = Path(__file__).with_name("codebooks")
# How many comments the centre of a language weighs: a question has a subject of its own, which is no topic of its answers.
CENTRE_RELEVANCE = 50.0
PER_REGION = 10


@dataclass(frozen=True, slots=True)
class Codebook:
    """The ground of one encoder with d numbers per vector.

    `centre` language -> (d,); `levels` anchors (k, d) from coarse to fine, rows of unit length, the coarser ones merged
    from the finest, none where none was fitted; `ordinary` language -> term -> share (0..1) of ordinary comments that
    use it. `fingerprint` is the SHA-256 of the weights.
    """

    centre: Mapping[str, Figures]
    levels: tuple[Figures, ...]
    ordinary: Mapping[str, Mapping[str, float]]
    fingerprint: str = ""

    def anchors(self, count: int) -> Figures:
        """Return the finest anchors for which `count` comments are enough, else the coarsest; (0, 0) without any.

        Ten comments to a region on the mean: with fewer, which regions reach five hangs on single comments.
        """
        fitting = [level for level in self.levels if count >= PER_REGION * len(level)]
        return (fitting or list(self.levels[:1]) or [np.zeros((0, 0))])[-1]


def unit(rows: Figures) -> Figures:
    """Scale every row to length 1; a row of zeros stays zero."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Figures = rows / np.where(lengths == 0, 1.0, lengths)
    return scaled


def centred(vectors: Vectors, langs: Sequence[str], codebook: Codebook) -> Figures:
    """Return (n, d) unit rows without what all comments of a language share; a row of zeros stays zero.

    The mean of all comments of a language is most of any vector, and differs between languages: without it a comment
    and its translation lie side by side.
    """
    rows = vectors.astype(np.float64)
    said = rows.any(axis=1)
    tongue = np.array(langs, dtype=object)
    for lang in dict.fromkeys(langs):
        here = said & (tongue == lang)
        rows[here] -= _centre(rows[here], codebook.centre.get(lang))
    return unit(rows)


def _centre(rows: Figures, ordinary: Figures | None) -> Figures | float:
    """Return the centre of comments: that of the language, moved as far as n comments carry it (MAP, as in `cluster`)."""
    if ordinary is not None:
        moved: Figures = (CENTRE_RELEVANCE * ordinary + rows.sum(axis=0)) / (CENTRE_RELEVANCE + len(rows))
        return moved
    return rows.mean(axis=0) if len(rows) else 0.0


def empty_codebook() -> Codebook:
    """Return the codebook of an encoder for which none was fitted: no anchors, and comments are their own centre."""
    return Codebook({}, (), {})


def _path(encoder: str, folder: Path) -> Path:
    return folder / ("".join(sign if sign.isalnum() else "_" for sign in encoder) + ".npz")


def save_codebook(
    codebook: Codebook, encoder: str, card: Mapping[str, object], folder: Path = FOLDER
) -> Path:
    """Write `ENCODER.npz` (16-bit figures) and its card; the same codebook gives the same bytes."""
    path = _path(encoder, folder)
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {f"centre_{lang}": codebook.centre[lang].astype(np.float16) for lang in LANGS}
    arrays |= {f"anchors_{len(level)}": level.astype(np.float16) for level in codebook.levels}
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]  # arrays by name
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    whole = {"encoder": encoder, "sha256": digest, **card, "ordinary": codebook.ordinary}
    text = json.dumps(whole, indent=1, sort_keys=True, ensure_ascii=False)
    path.with_suffix(".json").write_text(text + "\n", "utf-8")
    return path


@lru_cache(maxsize=4)
def load_codebook(encoder: str, folder: Path = FOLDER) -> Codebook | None:
    """Return the codebook of an encoder, None where none was fitted; altered weights raise `HeadsError`."""
    path = _path(encoder, folder)
    if not path.is_file():
        return None
    card: dict[str, Any] = json.loads(path.with_suffix(".json").read_text("utf-8"))
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if card["sha256"] != found:
        raise HeadsError(path, f"its SHA-256 is {found[:12]} and its card says {card['sha256'][:12]}")
    with np.load(path) as stored:
        centre: dict[str, Figures] = {lang: stored[f"centre_{lang}"].astype(np.float64) for lang in LANGS}
        levels = [unit(stored[name].astype(np.float64)) for name in stored if name.startswith("anchors_")]
    return Codebook(centre, tuple(sorted(levels, key=len)), card["ordinary"], found)
