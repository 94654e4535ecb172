"""Short runs of words (English stems, one or two) and of characters (Chinese, one to three), weighed by tf-idf."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from nlp.lexicons import stem

_WORD = re.compile(r"[a-z0-9']+|[!?]")
_SPACE = re.compile(r"\s+")
MINIMUM_COMMENTS = 3


def ngrams(text: str, lang: str) -> list[str]:
    """Return the n-grams of a text in order, with repeats; none for an empty one."""
    lower = text.lower()
    if lang == "zh":
        signs = _SPACE.sub("", lower)
        return [signs[at : at + size] for size in (1, 2, 3) for at in range(len(signs) - size + 1)]
    words = [stem(word) for word in _WORD.findall(lower.replace("’", "'"))]
    return words + [f"{first} {second}" for first, second in pairwise(words)]


def vocabulary(texts: Sequence[str], langs: Sequence[str]) -> tuple[NDArray[np.str_], NDArray[np.float64]]:
    """Return the n-grams of at least three texts, sorted, and their smoothed inverse document frequencies (v,)."""
    found = Counter(gram for text, lang in zip(texts, langs, strict=True) for gram in set(ngrams(text, lang)))
    kept = sorted(gram for gram, count in found.items() if count >= MINIMUM_COMMENTS)
    counts = np.array([found[gram] for gram in kept], dtype=np.float64)
    return np.array(kept, dtype=np.str_), np.log((1 + len(texts)) / (1 + counts)) + 1


def tfidf(
    texts: Sequence[str], langs: Sequence[str], places: dict[str, int], rarity: NDArray[np.float64]
) -> sp.csr_matrix:
    """Return (n, v) with rows of length 1 (or 0): logarithmic counts times `rarity`; unknown n-grams are left out."""
    data: list[float] = []
    columns: list[int] = []
    ends = [0]
    for text, lang in zip(texts, langs, strict=True):
        counts = Counter(place for gram in ngrams(text, lang) if (place := places.get(gram)) is not None)
        row = np.array([(1 + np.log(count)) * rarity[place] for place, count in counts.items()])
        length = float(np.sqrt((row**2).sum())) or 1.0
        data.extend((row / length).tolist())
        columns.extend(counts)
        ends.append(len(columns))
    return sp.csr_matrix((data, columns, ends), shape=(len(texts), len(places)), dtype=np.float64)
