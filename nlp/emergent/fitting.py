"""Fits the codebook of an encoder on ordinary comments: text and language only, no label is read."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from sklearn.cluster import AgglomerativeClustering, KMeans

from nlp.classifiers.protocol import Figures
from nlp.emergent.codebook import Codebook, centred, unit
from nlp.emergent.terms import terms_of
from nlp.encoders.protocol import Vectors
from nlp.language import LANGS

# Of 16, 24, 32, 64 and 128 the smallest kept regions most alike when a tenth was left out, and planted topics whole.
ANCHORS = 16
COARSER = (4, 8)
SEED = 7
# A word that fewer ordinary comments used is as good as unknown.
LEAST = 4


def _ordinary(texts: Sequence[str], langs: Sequence[str], lang: str) -> dict[str, float]:
    here = [text for text, tongue in zip(texts, langs, strict=True) if tongue == lang]
    counts = Counter(term for text in here for term in terms_of(text, lang))
    return {term: round(count / len(here), 5) for term, count in sorted(counts.items()) if count >= LEAST}


def _merged(anchors: Figures, sizes: Figures, count: int) -> Figures:
    """Return `count` coarser anchors: those nearest to each other (Ward) merged, each by the comments behind it."""
    names = AgglomerativeClustering(count, linkage="ward").fit(anchors).labels_
    sums = np.zeros((count, anchors.shape[1]))
    np.add.at(sums, names, anchors * sizes[:, None])
    return unit(sums)


def fit_codebook(
    vectors: Vectors, texts: Sequence[str], langs: Sequence[str], *, seed: int = SEED
) -> Codebook:
    """Return centres, 16 anchors (k-means on unit rows, ten starts), merged to 8 and 4, and how ordinary each word is.

    `vectors` (n, d) with at least 16 rows, and comments of both languages.
    """
    tongue = np.array(langs)
    centre = {str(lang): vectors[tongue == lang].astype(np.float64).mean(axis=0) for lang in LANGS}
    rows = centred(vectors, langs, Codebook(centre, (), {}))
    found = KMeans(ANCHORS, n_init=10, random_state=seed).fit(rows)
    ordinary = {str(lang): _ordinary(texts, langs, lang) for lang in LANGS}
    anchors = unit(found.cluster_centers_)
    sizes = np.bincount(found.labels_, minlength=ANCHORS).astype(np.float64)
    levels = (*(_merged(anchors, sizes, count) for count in COARSER), anchors)
    return Codebook(centre, levels, ordinary)
