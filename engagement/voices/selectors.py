"""Reads what people wrote from released cells alone, for one node of a wave."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import get_language

from engagement.dashboards.display import Figure, share
from engagement.dashboards.labels import pick, topic_label
from engagement.dashboards.near import WORDS, near
from engagement.dashboards.selectors_cells import Cells, Shown, read_cells, shown_cells
from engagement.voices.figures import Line, Statement, Tone, moved, tone_of
from nlp.language import Lang
from nlp.summaries.written import Told, summary
from people.permissions import Reader, check_read_unit
from surveys.enums import WaveState
from surveys.models import EmergentTopic, TopicSummary, Wave
from surveys.selectors import released_waves

KINDS = ("topics", "emergent")
POLARITY = ":polarity"
# As many lines as a chart keeps apart, and waves as fit under it.
FOLLOWED, WAVES = 5, 8


@dataclass(frozen=True, slots=True)
class Across:
    """One topic over the units below: figure and tone of each."""

    label: str
    cells: list[tuple[Figure, Tone]]


@dataclass(frozen=True, slots=True)
class VoicesPage:
    """What people wrote, for one node."""

    wave: Wave
    title: str
    node: str
    label: str
    units: list[str]
    crumbs: list[tuple[str, str]]
    comments: str
    lines: list[Line]
    below: list[tuple[str, str]]
    across: list[Across]
    trend_chart: dict[str, object] | None

    @property
    def fresh(self) -> list[Line]:
        """Return the topics that no earlier wave had."""
        return [line for line in self.lines if line.is_new]


def reader_language() -> Lang:
    """Return the language that the page is shown in."""
    return "zh" if (get_language() or "").startswith("zh") else "en"


def voices_page(reader: Reader, wave_id: UUID, node: str) -> VoicesPage:
    """Return the page for a node ("" is the whole company); a node that was not released does not exist."""
    wave = get_object_or_404(Wave.objects.defer("tree", "policy"), pk=wave_id, state=WaveState.RELEASED)
    form = near(wave, node, WORDS)
    check_read_unit(reader, node or (form.node or form.top if form else ""))
    if form is None or form.node not in form.shown:
        raise Http404
    node, below = form.node, form.open_below
    cells = _cells(wave, [node, *below])
    earlier = released_waves(wave.kind).select_related(None).defer("tree", "policy")
    waves = [other for other in earlier if other.closes_on <= wave.closes_on][-WAVES:]
    named = _names([*waves, wave])
    lines = _lines(wave, node, cells, _before(waves, wave, node), named)
    shown = [code for code in below if any((code, line.item) in cells for line in lines)]
    return VoicesPage(
        wave=wave,
        title=pick(wave.title),
        node=node,
        label=form.name(node),
        units=form.units(node),
        crumbs=[(code, form.name(code)) for code in form.way],
        comments=lines[0].figure.n_band if lines else "",
        lines=lines,
        below=[(code, form.name(code)) for code in [node, *shown]] if shown else [],
        across=_across(lines, [node, *shown], cells) if shown else [],
        trend_chart=_over_waves(waves, node, lines),
    )


def _cells(wave: Wave, nodes: Iterable[str]) -> Cells:
    units = list(nodes)
    return {place: cell for kind in KINDS for place, cell in read_cells(kind, wave, units).items()}


def _before(waves: Sequence[Wave], wave: Wave, node: str) -> Cells | None:
    """Return the cells of the wave before; None for a first one."""
    earlier = [one for one in waves if one.pk != wave.pk and one.closes_on < wave.closes_on]
    return _cells(earlier[-1], [node]) if earlier else None


def _names(waves: Sequence[Wave]) -> dict[tuple[str, str], EmergentTopic]:
    """Return (wave, item) -> the topic that comments brought up."""
    rows = EmergentTopic.objects.filter(wave__in=waves).defer("centroid")
    return {(str(row.wave_id), f"emergent:{row.key}"): row for row in rows}


def emergent_label(topic: EmergentTopic | None) -> str:
    """Return what a topic is called: the name a model gave it, else its words in the reader's language, else in the other."""
    if topic is None:
        return ""
    lang = reader_language()
    if topic.names.get(lang):
        return str(topic.names[lang])
    by_language: dict[str, list[str]] = topic.terms
    words = by_language.get(lang) or next((found for found in by_language.values() if found), [])
    return " · ".join(words)


def _lines(
    wave: Wave, node: str, cells: Cells, before: Cells | None, named: Mapping[tuple[str, str], EmergentTopic]
) -> list[Line]:
    items = [item for unit, item in cells if unit == node and not item.endswith(POLARITY)]
    made = [
        _line(item, cells, before or {}, node, named.get((str(wave.pk), item)))
        for item in items
        if item.startswith("topic:") or (str(wave.pk), item) in named
    ]
    ordered = sorted(made, key=lambda line: (-(line.figure.low or 0), line.label))
    return _in_words(wave, node, ordered, cells, before or {})


def _line(item: str, cells: Cells, before: Cells, node: str, topic: EmergentTopic | None) -> Line:
    cell, feeling = cells[node, item], cells.get((node, f"{item}{POLARITY}"))
    polarity = feeling.mean if feeling else None
    return Line(
        item=item,
        label=emergent_label(topic) if topic else topic_label(item.partition(":")[2]),
        listed=topic is None,
        is_new=bool(topic and topic.is_new),
        figure=share(cell),
        authors=feeling.n_band if feeling else "",
        tone=tone_of(polarity),
        polarity=polarity,
        moved=moved(cell, before.get((node, item))),
    )


def _in_words(wave: Wave, node: str, lines: Sequence[Line], cells: Cells, before: Cells) -> list[Line]:
    """Return the lines with what they come to in sentences, by code and where one was asked by a model."""
    lang = reader_language()
    rows = TopicSummary.objects.filter(wave=wave, unit=node, lang=lang)
    models = {row.item: row for row in rows}
    return [
        replace(
            line,
            sentences=_sentences(line, cells[node, line.item], before.get((node, line.item)), lang),
            statements=[Statement(one["text"], one["n_band"]) for one in models[line.item].points]
            if line.item in models
            else [],
            model=models[line.item].model if line.item in models else "",
        )
        for line in lines
    ]


def _sentences(line: Line, cell: Shown, before: Shown | None, lang: Lang) -> list[str]:
    if cell.mean is None:
        return []
    coarse = cell.precision == "coarse"
    comparable = before is not None and line.moved is not None
    return summary(
        Told(
            name=line.label,
            share=cell.mean,
            comments=cell.n_band,
            polarity=line.polarity,
            before=before.mean if comparable and before else None,
            direction=line.moved.direction if line.moved else "",
            coarse=coarse,
            is_new=line.is_new,
        ),
        lang,
    )


def _across(lines: Sequence[Line], nodes: Sequence[str], cells: Cells) -> list[Across]:
    rows = []
    for line in lines:
        feelings = [cells.get((node, f"{line.item}{POLARITY}")) for node in nodes]
        figures = [share(cells.get((node, line.item))) for node in nodes]
        tones = [tone_of(feeling.mean if feeling else None) for feeling in feelings]
        rows.append(Across(line.label, list(zip(figures, tones, strict=True))))
    return rows


def _over_waves(waves: Sequence[Wave], node: str, lines: Sequence[Line]) -> dict[str, object] | None:
    """Return the shares of the most mentioned topics over waves; None where none has two."""
    followed = lines[:FOLLOWED]
    items = [line.item for line in followed]
    sources = [str(wave.pk) for wave in waves]
    cells = {
        (cell.source, cell.item): cell
        for kind in KINDS
        for cell in shown_cells(kind, sources, [node], items)
        if not cell.is_remainder
    }
    series = []
    for line in followed:
        figures = [share(cells.get((source, line.item))) for source in sources]
        if sum(figure.low is not None for figure in figures) > 1:
            series.append(_series(line.label, figures))
    if not series:
        return None
    labels = [date_format(wave.opens_on, "YEAR_MONTH_FORMAT") for wave in waves]
    return {"kind": "lines", "unit": "%", "min": 0, "max": 100, "labels": labels, "series": series}


def _series(name: str, figures: Sequence[Figure]) -> dict[str, object]:
    return {
        "name": name,
        "values": [figure.middle if figure.exact else None for figure in figures],
        "ranges": [
            None if figure.exact or figure.low is None else [figure.low, figure.low + figure.span]
            for figure in figures
        ],
        "texts": [figure.text for figure in figures],
    }
