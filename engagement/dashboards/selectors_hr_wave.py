"""One wave as HR reads it: for a node of its tree, everything the door released and a reason for the rest."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from engagement.dashboards import charts, display
from engagement.dashboards import selectors_findings as findings
from engagement.dashboards.collected import collected
from engagement.dashboards.compared import ABOVE, BEFORE, COMPANY, ITEM, Compared, Side
from engagement.dashboards.labels import construct_label, pick
from engagement.dashboards.near import Near, near
from engagement.dashboards.selectors_cells import Cells, read_cells
from engagement.dashboards.selectors_waves import (
    Group,
    Hidden,
    Row,
    TopicRow,
    asked_in,
    choice_groups,
    constructs_of,
    heat_rows,
    hidden_below,
    item_groups,
    measures_of,
    scored_items,
    shown_items,
    ten_groups,
    topic_rows,
)
from engagement.results.words import Sentence
from people.permissions import Reader, check_design_surveys, check_read_unit
from privacy.models import ReleasedCell
from privacy.selectors import released_cells
from surveys.enums import WaveState
from surveys.models import Question, Wave
from surveys.selectors import Collection, released_waves


@dataclass(frozen=True, slots=True)
class Results:
    """The released part of the page."""

    node: str
    units: list[str]
    label: str
    crumbs: list[tuple[str, str]]
    constructs: list[str]
    rows: list[Row]
    hidden: list[Hidden]
    items: list[Group]
    tens: list[Group]
    choices: list[Group]
    topics: list[TopicRow]
    topics_chart: dict[str, object] | None
    trend_chart: dict[str, object] | None
    words: list[Sentence]
    hot: list[findings.Standout]
    strong: list[findings.Standout]
    drivers: list[findings.Drivers]
    norms: list[findings.NormRow]


@dataclass(frozen=True, slots=True)
class WavePage:
    """A wave: its counts, and its results once they are released."""

    wave: Wave
    title: str
    collection: Collection
    results: Results | None

    @property
    def percent(self) -> int:
        """Return the percentage of the invited who collected a ballot; 0 when nobody was invited."""
        return (
            round(100 * self.collection.collected / self.collection.invited) if self.collection.invited else 0
        )


def wave_page(reader: Reader, wave_id: UUID, node: str) -> WavePage:
    """Return the page for a node ("" is the whole company); a node that was not released does not exist."""
    head = wave_head(reader, wave_id)
    wave = head.wave
    results = _results(reader, wave, node) if wave.state == WaveState.RELEASED else None
    return replace(head, results=results)


def wave_head(reader: Reader, wave_id: UUID) -> WavePage:
    """Return the page without its results: title and counts."""
    check_design_surveys(reader)
    wave = get_object_or_404(Wave.objects.defer("tree", "policy"), pk=wave_id)
    return WavePage(wave, pick(wave.title), collected([wave])[str(wave.pk)], None)


def _results(reader: Reader, wave: Wave, node: str) -> Results | None:
    form = near(wave, node)
    if form and not form.any_shown and not node:
        return None
    if form is None or form.node not in form.shown:
        raise Http404
    check_read_unit(reader, form.node)
    return _assemble(wave, form)


def _assemble(wave: Wave, form: Near) -> Results:
    node, path = form.node, form.way
    above = path[-2] if len(path) > 1 else None
    waves = list(released_waves(wave.kind).select_related(None).defer("tree", "policy"))
    earlier = [other for other in waves if other.closes_on < wave.closes_on]
    asked = asked_in([wave, *earlier[-1:]])
    measures = measures_of(asked[wave.questionnaire_id])
    constructs = constructs_of(measures)
    topics = topic_rows(read_cells("topics", wave, [node]), node)
    cells = _cells(wave, asked[wave.questionnaire_id], form)
    compared = _compare(Side(cells, measures), _before(earlier, asked, form), form)
    names = {code: form.name(code) for code in [node, *form.open_below]}
    hot, strong = findings.standouts(compared, names)
    return Results(
        node=node,
        units=form.units(node),
        label=form.name(node),
        crumbs=[(code, form.name(code)) for code in path],
        constructs=[construct_label(key) for key in constructs],
        rows=[_marked(row, compared, constructs) for row in heat_rows(wave, form, cells, constructs)],
        hidden=hidden_below(form),
        items=item_groups(constructs, cells, node, above, compared),
        tens=ten_groups(asked[wave.questionnaire_id], cells, node, above, compared),
        choices=choice_groups(wave, asked[wave.questionnaire_id], cells, node),
        topics=topics,
        topics_chart=charts.topics(topics),
        trend_chart=charts.over_waves(waves, node),
        words=findings.sentences(
            compared, node, form.name(node), earlier[-1] if earlier else None, constructs
        ),
        hot=hot,
        strong=strong,
        drivers=findings.drivers_of(wave, node),
        norms=findings.norm_rows(cells, node, constructs),
    )


def _cells(wave: Wave, asked: list[Question], form: Near) -> Cells:
    """Return the cells of a node, of what is released below it, and of the groups around it."""
    scores = scored_items(asked)
    return {
        **read_cells("wave", wave, [form.node], shown_items(asked), grouped=True),
        **read_cells("wave", wave, form.open_below, scores, grouped=True),
        **read_cells("wave", wave, form.way[:-1], scores),
    }


def _before(earlier: list[Wave], asked: Mapping[int, list[Question]], form: Near) -> Side | None:
    """Return the wave before: its cells of the node and of what is below."""
    if not earlier:
        return None
    then = asked[earlier[-1].questionnaire_id]
    cells = read_cells("wave", earlier[-1], [form.node, *form.open_below], scored_items(then), grouped=True)
    return Side(cells, measures_of(then))


def _compare(now: Side, before: Side | None, form: Near) -> Compared:
    """Judge every difference on the page at once: units and items against before, the group above and the company."""
    node, path = form.node, form.way
    constructs = [key for key in now.measures if not key.startswith(ITEM)]
    compared = Compared(now, before)
    for code in [node, *form.open_below]:
        compared.with_before(code, now.measures if code == node else constructs)
        around = node if code != node else (path[-2] if len(path) > 1 else "")
        if around:
            compared.with_group(ABOVE, code, around, constructs)
        if path[0] not in (code, around):
            compared.with_group(COMPANY, code, path[0], constructs)
    return compared.judge()


def _marked(row: Row, compared: Compared, constructs: dict[str, list[Question]]) -> Row:
    """Return a row of the heat map whose figures say which of them moved by more than chance."""
    moved = [compared.get(BEFORE, row.code, key) for key in constructs]
    figures = [
        replace(figure, trend=display.moved(one)) for figure, one in zip(row.figures, moved, strict=True)
    ]
    return replace(row, figures=figures)


def exported_cells(reader: Reader, wave_id: UUID) -> Iterator[ReleasedCell]:
    """Return every released cell of a wave and of its comments; who may read is checked before the first one."""
    check_design_surveys(reader)
    wave = get_object_or_404(Wave, pk=wave_id, state=WaveState.RELEASED)
    tables = [released_cells(kind=kind, sources=[str(wave.pk)]) for kind in ("wave", "topics")]
    return chain.from_iterable(cells.order_by("unit", "item", "pk").iterator() for cells in tables)
