"""The page of a manager: one unit, the group shown for it, how it does against before and above, its alerts and plans."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.utils import timezone

from engagement.actions.catalogue.template import Template
from engagement.actions.models import Plan, TemplateVersion
from engagement.actions.ranking import offers
from engagement.actions.selectors import running_plans
from engagement.actions.shelf import newest_versions
from engagement.dashboards import charts, display
from engagement.dashboards.display import Figure
from engagement.dashboards.labels import construct_label
from engagement.dashboards.near import Near, near
from engagement.dashboards.outlook_words import OutlookCard, outlook_card
from engagement.dashboards.selectors_cells import Shown, read_cells, shown_cells
from engagement.dashboards.selectors_plans import PlanCard, plan_cards
from engagement.dashboards.selectors_waves import (
    TopicRow,
    construct_figures,
    scored,
    scored_items,
    topic_rows,
)
from engagement.insights.labels import item_labels
from engagement.insights.measures import METRICS
from engagement.insights.models import Alert
from engagement.insights.selectors import AlertCard, alert_card, alerts_in_line
from people.permissions import Reader, can_act_for_unit, check_read_unit, top_managed_units
from people.selectors import ancestors, unit_labels, units_below
from signals.selectors import released_blocks
from surveys.enums import WaveKind
from surveys.models import Wave
from surveys.selectors import questions, released_waves

# A division runs hundreds of plans; a page shows as many as can be taken in.
PLANS_SHOWN = 6
# How many blocks back the newest signals of a unit may lie, and the one before them.
SIGNAL_BLOCKS = 4
SIGNALS = (
    "meeting_hours",
    "focus_hours",
    "back_to_back_chains",
    "after_hours_hours",
    "weekend_hours",
    "quiet_days",
)


@dataclass(frozen=True, slots=True)
class Score:
    """A construct of the group shown, with its trend since the wave before, and in the group above."""

    label: str
    now: Figure
    above: Figure


@dataclass(frozen=True, slots=True)
class Scores:
    """The newest released wave as read for a unit; `label` is the group it stands for."""

    wave: Wave
    node: str
    units: list[str]
    label: str
    above: str
    n_band: str
    rows: list[Score]
    topics: list[TopicRow]
    chart: dict[str, object] | None


@dataclass(frozen=True, slots=True)
class Advice:
    """An alert with the templates that answer it, and how many plans are under way for it."""

    card: AlertCard
    templates: list[Template]
    running: int


@dataclass(frozen=True, slots=True)
class SignalRow:
    """One signal of the newest released block, and of the block before."""

    label: str
    now: Figure
    before: Figure


@dataclass(frozen=True, slots=True)
class TeamPage:
    """Everything on the page; `others` are the reader's own units when there are several, `plans` those of `plan_pages`."""

    unit: str
    label: str
    may_act: bool
    others: list[tuple[str, str]]
    advice: list[Advice]
    more_alerts: int
    plans: list[PlanCard]
    plan_pages: Page[Plan]
    scores: Scores | None
    signals: list[SignalRow]
    signals_of: str
    block: str
    outlook: OutlookCard | None

    @property
    def opened(self) -> list[str]:
        """Return every unit whose results stand on the page as its own."""
        return sorted({self.unit, *(self.scores.units if self.scores else [])})

    @property
    def block_day(self) -> date | None:
        """Return the first day of the newest block of signals."""
        return date.fromisoformat(self.block) if self.block else None


def own_units(reader: Reader) -> list[tuple[str, str]]:
    """Return the units that a reader manages, topmost only, with their names."""
    codes = top_managed_units(reader)
    names = unit_labels(codes)
    return [(code, names[code]) for code in codes]


def _others(reader: Reader) -> list[tuple[str, str]]:
    """Return the units to choose from: none where a reader manages a single one."""
    return own_units(reader) if len(top_managed_units(reader)) > 1 else []


def team_page(reader: Reader, unit: str, plan_page: str | None = None) -> TeamPage:
    """Return a unit's page; an unknown unit does not exist, another one's is forbidden."""
    line = [unit, *ancestors(unit)]
    names = unit_labels(line)
    if unit not in names:
        raise Http404
    tree = dict(zip(line, [*line[1:], None], strict=True))
    check_read_unit(reader, unit, tree)
    below = units_below(unit)
    alerts, waiting = alerts_in_line(below, on=timezone.localdate())
    plans = running_plans(below).prefetch_related(None).prefetch_related("steps")
    pages = Paginator(plans, PLANS_SHOWN).get_page(plan_page)
    versions, (signals_of, block, signals) = newest_versions(), _signals(line)
    return TeamPage(
        unit=unit,
        label=names[unit],
        may_act=can_act_for_unit(reader, unit, tree),
        others=_others(reader),
        advice=_advice(alerts, versions),
        more_alerts=waiting - len(alerts),
        plans=plan_cards(pages.object_list, versions),
        plan_pages=pages,
        scores=_scores(unit),
        signals=signals,
        signals_of=names.get(signals_of, ""),
        block=block,
        outlook=outlook_card(unit),
    )


def _advice(alerts: Sequence[Alert], versions: Mapping[str, TemplateVersion]) -> list[Advice]:
    """Return alerts with the templates that answer them and are not under way for them yet."""
    plans = Plan.objects.filter(alert__in=alerts, dropped_on=None).values_list("alert_id", "template")
    under_way = Counter(alert for alert, _template in plans)
    started, names = set(plans), unit_labels({alert.unit for alert in alerts})
    return [
        Advice(
            alert_card(alert, names.get(alert.unit, alert.unit)),
            [template for template in offered if (alert.pk, template.key) not in started],
            under_way[alert.pk],
        )
        for alert, offered in zip(alerts, offers(alerts, versions), strict=True)
    ]


def _scores(unit: str) -> Scores | None:
    """Return the newest released pulse for a unit, or for the smallest group that includes it."""
    waves = list(released_waves(WaveKind.PULSE).select_related(None).defer("tree", "policy"))
    if not waves:
        return None
    form = near(waves[-1], unit)
    if form and form.node != form.nearest:
        form = near(waves[-1], form.nearest) if form.nearest else None
    return _read_scores(waves, form) if form else None


def _read_scores(waves: Sequence[Wave], form: Near) -> Scores:
    wave, node = waves[-1], form.node
    above, asked = form.around.get(node, ""), questions(wave)
    cells = read_cells("wave", wave, [node, above], scored_items(asked))
    constructs = scored(asked)
    now = construct_figures(cells, node, constructs)
    over = construct_figures(cells, above, constructs)
    rows = [
        Score(construct_label(key), own, other) for key, own, other in zip(constructs, now, over, strict=True)
    ]
    return Scores(
        wave=wave,
        node=node,
        units=form.units(node),
        label=form.name(node),
        above=form.name(above) if above else "",
        n_band=next((figure.n_band for figure in now if figure.n_band), ""),
        rows=rows,
        topics=topic_rows(read_cells("topics", wave, [node]), node)[:6],
        chart=charts.over_waves(waves, node),
    )


def _signals(line: Sequence[str]) -> tuple[str, str, list[SignalRow]]:
    """Return the unit, first day and rows of the newest block released for a unit, or for the nearest one above."""
    blocks = [day.isoformat() for day in released_blocks()[-1 : -1 - SIGNAL_BLOCKS : -1]]
    found: dict[tuple[str, str], dict[str, Shown]] = {}
    for cell in shown_cells("block", blocks, line, SIGNALS):
        found.setdefault((cell.source, cell.unit), {})[cell.item] = cell
    block, node = next(((day, code) for day in blocks for code in line if (day, code) in found), ("", ""))
    if not node:
        return "", "", []
    labels = item_labels(SIGNALS)
    earlier = blocks[blocks.index(block) + 1 :]
    now, before = found[block, node], found.get((earlier[0], node), {}) if earlier else {}
    rows = [
        SignalRow(labels[item], _signal(now, item), _signal(before, item)) for item in SIGNALS if item in now
    ]
    return node, block, rows


def _signal(cells: dict[str, Shown], item: str) -> Figure:
    return display.metric(cells.get(item), METRICS[item].scale)
