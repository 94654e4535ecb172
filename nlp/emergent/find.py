"""One verb: redacted comments and their vectors in, emergent topics out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nlp.classifiers.protocol import Figures
from nlp.emergent.cluster import LEAST, cluster, least_size
from nlp.emergent.codebook import Codebook, centred, empty_codebook, load_codebook
from nlp.emergent.terms import Naming, distinctive_terms, terms_of
from nlp.encoders.protocol import Vectors


@dataclass(frozen=True, slots=True)
class EmergentTopic:
    """A topic: its words by language (never a word that fewer than `authors` comments use), size and centroid (d,).

    `stands_out`: it came of comments that are closer to each other than to anything in ordinary talk. `cohesion` is the
    mean cosine of its comments and its centroid, -1..1.
    """

    terms: dict[str, tuple[str, ...]]
    size: int
    centroid: Figures
    stands_out: bool
    cohesion: float


@dataclass(frozen=True, slots=True)
class Emergent:
    """The topics of n comments, the largest first, and which topic each comment belongs to (-1: none)."""

    topics: tuple[EmergentTopic, ...]
    labels: tuple[int, ...]


def codebook_for(encoder: str) -> Codebook:
    """Return the codebook of an encoder, or an empty one: then only groups that stand out are found."""
    return load_codebook(encoder) or empty_codebook()


def find_topics(
    texts: Sequence[str],
    langs: Sequence[str],
    vectors: Vectors,
    *,
    codebook: Codebook,
    naming: Naming | None = None,
) -> Emergent:
    """Return the topics of redacted comments.

    Parameters
    ----------
    texts, langs, vectors
        n comments, their languages and (n, d) vectors of one encoder; zeros where nothing was said. n may be 0.
    codebook
        Of the same encoder.
    naming
        Which words may name a topic; the names of people among them. Ordinary words are taken from the codebook.

    Returns
    -------
    Emergent
        Same comments, same topics. None for fewer comments than the smallest topic has.
    """
    given = naming or Naming()
    rule = Naming(given.ordinary or codebook.ordinary, given.names, given.authors)
    rows = centred(vectors, langs, codebook)
    count = int(rows.any(axis=1).sum())
    anchors = codebook.anchors(count).reshape(-1, rows.shape[1])
    found = cluster(rows, anchors, least=least_size(count, max(rule.authors, LEAST)))
    sizes = np.bincount(found.labels[found.labels >= 0], minlength=len(found.centroids))
    order = sorted(range(len(sizes)), key=lambda topic: (-sizes[topic], topic))
    place = {topic: rank for rank, topic in enumerate(order) if sizes[topic]}
    labels = [place.get(label, -1) for label in found.labels.tolist()]
    words = distinctive_terms(
        [terms_of(*pair) for pair in zip(texts, langs, strict=True)], langs, labels, rule
    )
    near = rows @ found.centroids.T
    topics = tuple(
        EmergentTopic(
            terms=words[rank],
            size=int(sizes[topic]),
            centroid=found.centroids[topic],
            stands_out=bool(found.born[topic]),
            cohesion=round(float(near[found.labels == topic, topic].mean()), 4),
        )
        for topic, rank in place.items()
    )
    return Emergent(topics, tuple(labels))
