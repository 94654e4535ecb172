"""Writes heads and their card: the weights as 16-bit figures, the card with hashes, so that both can be checked."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.classifiers.heads import Weights, digest, path_for
from nlp.training.corpus import FOLDER as CORPUS

_THEN = (1980, 1, 1, 0, 0, 0)


def corpus_hash(folder: Path = CORPUS) -> str:
    """Return the SHA-256 over the names and bytes of the training files."""
    found = hashlib.sha256()
    for path in sorted((folder / "train").glob("*.csv")):
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def _narrowed(name: str, whole: NDArray[Any]) -> NDArray[Any]:
    if whole.dtype.kind == "U":
        return whole
    return whole.astype(np.float32 if name == "spread" else np.float16)


def save(weights: Weights, *, encoder: str, card: Mapping[str, object], folder: Path) -> Path:
    """Write `ENCODER.npz` and `ENCODER.json`; the same weights give the same bytes."""
    path = path_for(encoder, folder)
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in Weights.__dataclass_fields__:
            raw = io.BytesIO()
            np.save(raw, _narrowed(name, getattr(weights, name)))
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", _THEN), raw.getvalue())
    whole = {"encoder": encoder, "sha256": digest(path), "corpus_sha256": corpus_hash(), **card}
    path.with_suffix(".json").write_text(json.dumps(whole, indent=2, sort_keys=True) + "\n", "utf-8")
    return path
