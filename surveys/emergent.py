"""Topics that no taxonomy foresaw: from the comments of a wave through the door, and followed from wave to wave."""

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

import numpy as np
import pandas as pd

from nlp.classifiers.protocol import Figures
from nlp.emergent.codebook import unit
from nlp.emergent.find import Emergent, EmergentTopic, codebook_for, find_topics
from nlp.emergent.follow import match
from nlp.emergent.terms import Naming
from nlp.lexicons import find
from privacy import gate
from privacy.keys import gate_key
from privacy.models import ReleasedTable
from privacy.policy import Policy
from privacy.released import save_release
from surveys import models
from surveys.door import door_tree, earlier_published, earlier_waves, expand_covers, roster_frame
from surveys.models import Wave
from surveys.reading import MENTION_COLUMNS, ReadComments

PREFIX = "emergent"
# A topic that the taxonomy has one name for, in two thirds of its comments, is told under that name alone.
FORESEEN = 2 / 3


def _is_foreseen(read: ReadComments, topic: EmergentTopic, members: Sequence[int]) -> bool:
    """Say whether one topic of the taxonomy covers an emergent one: by most of its comments, and its words where it stands out.

    The heads find a topic in many comments that they do not understand; a word that the taxonomy lists is surer.
    """
    mentioned = Counter(
        mention.topic for place in members for mention in read.analysis.comments[place].topics
    )
    covering = {key for key, count in mentioned.items() if count >= FORESEEN * len(members)}
    if not topic.stands_out:
        return bool(covering)
    first = [(words[0], lang) for lang, words in topic.terms.items() if words]
    return any(hit.group in covering for word, lang in first for hit in find(word, lang, "topics"))


def _unforeseen(read: ReadComments, found: Emergent) -> dict[int, EmergentTopic]:
    """Return place -> topic for those that have a name and that the taxonomy does not cover."""
    labels = np.array(found.labels, dtype=int)
    return {
        place: topic
        for place, topic in enumerate(found.topics)
        if any(topic.terms.values())
        and not _is_foreseen(read, topic, np.flatnonzero(labels == place).tolist())
    }


def _known(wave: Wave, encoder: str) -> dict[str, Figures]:
    """Return key -> centroid of the topics of earlier waves, the newest of each."""
    earlier = [one.pk for one in earlier_waves(wave)]
    rows = models.EmergentTopic.objects.filter(wave__in=earlier, encoder=encoder).order_by(
        "wave__opens_on", "pk"
    )
    return {row.key: _centroid(row) for row in rows}


def _centroid(row: models.EmergentTopic) -> Figures:
    return np.frombuffer(bytes(row.centroid), dtype=np.float16).astype(np.float64)


def _keyed(topics: Sequence[EmergentTopic], known: dict[str, Figures]) -> list[tuple[str, bool]]:
    """Return the key of each topic, and whether it is one that no earlier wave had."""
    if not topics:
        return []
    now = np.array([topic.centroid for topic in topics])
    before = unit(np.array(list(known.values())).reshape(len(known), now.shape[1]))
    keys = list(known)
    fresh = [hashlib.blake2b(row.astype(np.float16).tobytes(), digest_size=5).hexdigest() for row in now]
    return [
        (fresh[place] if same is None else keys[same], same is None)
        for place, same in enumerate(match(before, now))
    ]


def _mentions(read: ReadComments, labels: Sequence[int], keys: dict[int, str]) -> pd.DataFrame:
    rows = [
        (one.id, cell, keys[label], one.sentiment.score)
        for one, cell, label in zip(read.analysis.comments, read.cells, labels, strict=True)
        if label in keys
    ]
    return pd.DataFrame(rows, columns=MENTION_COLUMNS)


def release_emergent(
    *, wave: Wave, read: ReadComments, policy: Policy, on: date, names: Collection[str] = ()
) -> ReleasedTable:
    """Release the emergent topics of a wave under the topic rule of the door; the caller holds the wave.

    Items `emergent:KEY` and `emergent:KEY:polarity`. A topic without a word that enough authors used has no name and is
    not released. What is kept of a topic is kept only of those that the door let out somewhere.
    """
    naming = Naming(names=names, authors=policy.topic_authors)
    found = find_topics(
        read.redacted, read.langs, read.vectors, codebook=codebook_for(read.encoder), naming=naming
    )
    told = _unforeseen(read, found)
    known = _known(wave, read.encoder)
    keyed = dict(zip(told, _keyed(list(told.values()), known), strict=True))
    mentions = _mentions(read, found.labels, {place: key for place, (key, _new) in keyed.items()})
    release = gate.release_topics(
        gate.TopicInput(str(wave.pk), door_tree(wave), roster_frame(wave), mentions, read.comments(), PREFIX),
        earlier=earlier_published(wave, ReleasedTable.Kind.EMERGENT),
        policy=policy,
        key=gate_key(),
    )
    table = save_release(
        kind=ReleasedTable.Kind.EMERGENT,
        source=str(wave.pk),
        release=expand_covers(wave, release),
        policy=policy,
        released_on=on,
    )
    out = {cell.item.split(":")[1] for cell in release.cells}
    models.EmergentTopic.objects.bulk_create(
        models.EmergentTopic(
            wave=wave, key=key, terms={lang: list(words) for lang, words in topic.terms.items()},
            stands_out=topic.stands_out, is_new=new and _has_before(wave), encoder=read.encoder,
            centroid=topic.centroid.astype(np.float16).tobytes(),
        )
        for (key, new), topic in zip(keyed.values(), told.values(), strict=True)
        if key in out
    )  # fmt: skip
    return table


def keyed_labels(wave: Wave, read: ReadComments, names: Collection[str] = ()) -> list[tuple[int, str]]:
    """Return (place of the comment, key) for the emergent topics of a released wave, found again from its comments."""
    naming = Naming(names=names, authors=Policy.from_json(wave.policy).topic_authors)
    found = find_topics(
        read.redacted, read.langs, read.vectors, codebook=codebook_for(read.encoder), naming=naming
    )
    rows = models.EmergentTopic.objects.filter(wave=wave)
    stored = {row.key: _centroid(row) for row in rows}
    keys = [key for key, _new in _keyed(found.topics, stored)]
    return [
        (place, keys[label])
        for place, label in enumerate(found.labels)
        if label >= 0 and keys[label] in stored
    ]


def _has_before(wave: Wave) -> bool:
    """Say whether an earlier wave looked for such topics: in the first one nothing is new."""
    sources = [str(one.pk) for one in earlier_waves(wave)]
    return ReleasedTable.objects.filter(kind=ReleasedTable.Kind.EMERGENT, source__in=sources).exists()
