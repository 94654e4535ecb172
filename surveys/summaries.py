"""What comments come to in sentences, where a language model is set up: only about released topics, only redacted, only once.

The model is asked outside any transaction; what it says is checked in `nlp.summaries` and counted there.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from nlp.emergent.find import codebook_for
from nlp.emergent.naming import name_topics
from nlp.encoders.caching import CachingEncoder
from nlp.encoders.registry import get_encoder
from nlp.language import LANGS, Lang
from nlp.providers.protocol import Provider
from nlp.summaries.summarise import Judging, Subject, summarise
from nlp.taxonomy import get_topic
from privacy import gate
from privacy.models import ReleasedCell, ReleasedTable
from privacy.policy import Policy
from surveys.emergent import keyed_labels
from surveys.enums import WaveState
from surveys.exceptions import WaveNotClosedError
from surveys.models import EmergentTopic, TopicSummary, Wave
from surveys.reading import ReadComments, read_comments

# Topics of how many nodes are summed up, the largest share of the largest nodes first; two requests each.
MOST = 12
Note = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One released topic of one node: item, its names, and the places of its comments."""

    unit: str
    item: str
    names: dict[str, str]
    places: tuple[int, ...]


def _released(wave: Wave) -> list[tuple[str, str, frozenset[str]]]:
    """Return (unit, item, cells covered) of released topics, the widest nodes and the largest shares first."""
    kinds = (ReleasedTable.Kind.TOPICS, ReleasedTable.Kind.EMERGENT)
    rows = ReleasedCell.objects.filter(
        table__kind__in=kinds, table__source=str(wave.pk), slice_attribute="", is_remainder=False
    )
    plain = [row for row in rows if not row.item.endswith(":polarity")]
    plain.sort(key=lambda row: (-len(row.covers), row.unit, -(row.mean or 0.0), row.item))
    covers = {cell.code: frozenset(cell.covers) for cell in wave.cells.all()}
    return [
        (row.unit, row.item, frozenset(code for code, units in covers.items() if units <= set(row.covers)))
        for row in plain
    ]


def _members(wave: Wave, read: ReadComments, names: Collection[str]) -> dict[str, set[int]]:
    """Return item -> places of the comments that mention it, as the release counted them."""
    members: dict[str, set[int]] = {}
    for place, comment in enumerate(read.analysis.comments):
        for mention in comment.topics:
            members.setdefault(f"topic:{mention.topic}", set()).add(place)
    for place, key in keyed_labels(wave, read, names):
        members.setdefault(f"emergent:{key}", set()).add(place)
    return members


def _names(item: str, topics: dict[str, EmergentTopic]) -> dict[str, str]:
    kind, _colon, key = item.partition(":")
    if kind == "topic":
        topic = get_topic(key)
        return {"en": topic.name_en, "zh": topic.name_zh}
    found = topics[key]
    words = {
        lang: found.terms.get(lang) or [one for some in found.terms.values() for one in some]
        for lang in LANGS
    }
    return {lang: found.names.get(lang) or ", ".join(words[lang]) for lang in LANGS}


def _to_ask(wave: Wave, read: ReadComments, names: Collection[str]) -> Iterator[_Asked]:
    members = _members(wave, read, names)
    topics = {topic.key: topic for topic in EmergentTopic.objects.filter(wave=wave)}
    for unit, item, cells in _released(wave):
        key = item.partition(":")[2]
        if item.startswith("emergent:") and key not in topics:
            continue
        places = tuple(sorted(place for place in members.get(item, ()) if read.cells[place] in cells))
        yield _Asked(unit, item, _names(item, topics), places)


def name_emergent(*, wave: Wave, provider: Provider) -> int:
    """Ask a model to name a wave's emergent topics by their words; return how many it named. Named ones stay."""
    rows = list(EmergentTopic.objects.filter(wave=wave, named_by="").order_by("key"))
    found, model = name_topics(provider, [row.terms for row in rows])
    for row, names in zip(rows, found, strict=True):
        if names:
            row.names, row.named_by = names, model
            row.save(update_fields=["names", "named_by"])
    return sum(bool(names) for names in found)


def summarise_comments(
    *, wave: Wave, provider: Provider, names: Collection[str] = (), note: Note | None = None
) -> list[TopicSummary]:
    """Have a model sum up the comments on the released topics of a wave, in both languages; once.

    A wave whose comments were summed up, or forgotten, gives nothing. Statements come with the band of comments that
    support them.
    """
    if wave.state != WaveState.RELEASED:
        raise WaveNotClosedError(wave.pk)
    if not provider.available or TopicSummary.objects.filter(wave=wave).exists():
        return []
    read = read_comments(wave, names)
    policy = Policy.from_json(wave.policy)
    judging = Judging(
        CachingEncoder(get_encoder(read.encoder)), codebook_for(read.encoder), names, policy.topic_authors
    )
    made = [
        summary
        for one in list(_to_ask(wave, read, names))[:MOST]
        for lang in LANGS
        if (summary := _summary(wave, one, read, lang, _Asking(provider, judging, note)))
    ]
    return TopicSummary.objects.bulk_create(made)


@dataclass(frozen=True, slots=True)
class _Asking:
    provider: Provider
    judging: Judging
    note: Note | None


def _summary(wave: Wave, one: _Asked, read: ReadComments, lang: Lang, asking: _Asking) -> TopicSummary | None:
    texts, langs = read.redacted, read.langs
    subject = Subject(
        one.names[lang], [texts[place] for place in one.places], [langs[place] for place in one.places]
    )
    found = summarise(asking.provider, subject, lang, asking.judging, asking.note)
    points = [{"text": point.text, "n_band": gate.n_band(point.support)} for point in found.points]
    if not points:
        return None
    return TopicSummary(wave=wave, unit=one.unit, item=one.item, lang=lang, points=points, model=found.model)
