"""The check of the organisation by unit: four gauges, their trend, their evidence, and what is not known.

Released cells, and findings of units that have some, are all that is read here.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.utils.formats import date_format

from engagement.dashboards import display
from engagement.dashboards.display import Figure
from engagement.dashboards.selectors_cells import Shown, shown_cells
from engagement.health_check.gauges import ALL_METRICS, Mark, mark
from engagement.insights.measures import METRICS
from engagement.insights.models import Theme
from engagement.insights.themes import THEME_WORDS
from people.enums import Role
from people.permissions import Reader, check_read_unit, managed_units, roles_of, top_managed_units
from people.selectors import ancestors, children_of, unit_labels, unit_tree
from signals.detectors.registry import DETECTORS
from signals.metrics import BLOCK_DAYS
from signals.models import Finding
from signals.selectors import findings, released_blocks

AT_MOST = 8  # blocks of a trend, over half a year
ON_A_PAGE = 100  # units of the overview
UNKNOWN, CALM = "unknown", "calm"

Cells = Mapping[tuple[str, str, str], Shown]


@dataclass(frozen=True, slots=True)
class Row:
    """One metric over the blocks, and the mark it is held against."""

    mark: Mark
    figures: list[Figure]


@dataclass(frozen=True, slots=True)
class Gauge:
    """One detector: how it stands in the newest block, since when, on what, and what could be wrong with that."""

    key: str
    label: str
    meaning: str
    caveats: list[str]
    state: str
    since: date | None
    people: str
    rows: list[Row]
    missing: list[str]
    chart: dict[str, object] | None


@dataclass(frozen=True, slots=True)
class UnitCheck:
    """Everything on the page of a unit; `shown` is the group that stands for it."""

    unit: str
    label: str
    shown: str
    shown_label: str
    labels: list[str]
    gauges: list[Gauge]


@dataclass(frozen=True, slots=True)
class Line:
    """One unit of the overview: depth in the tree, state of the four gauges, who carries it."""

    unit: str
    label: str
    depth: int
    states: list[str]
    carrier: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on one page of the overview; `block` is the first day of the newest block."""

    block: date | None
    detectors: list[str]
    lines: list[Line]
    pages: Page[str]

    @property
    def opened(self) -> list[str]:
        """Return the units whose own results stand on the page."""
        return [line.unit for line in self.lines if not line.carrier and set(line.states) != {UNKNOWN}]


def readable_units(reader: Reader) -> set[str]:
    """Return every unit for HR and data protection officers, a manager's own and those below for managers."""
    return set(unit_tree()) if reads_all(reader) else managed_units(reader)


def reads_all(reader: Reader) -> bool:
    """Say whether somebody reads every unit: HR and data protection officers."""
    return bool(roles_of(reader) & {Role.HR, Role.DPO})


def reads_some(reader: Reader) -> bool:
    """Say whether somebody reads any unit at all."""
    return reads_all(reader) or bool(top_managed_units(reader))


def overview(reader: Reader, number: str | None = None) -> Overview:
    """Return how the units that a reader may read stand in the newest block, a page of them at a time.

    They stand as in the tree; where they need more than one page, those with something to look at come first.
    """
    blocks, labels = released_blocks(), [str(Theme(key).label) for key in DETECTORS]
    if not blocks:
        return Overview(None, labels, [], Paginator([], ON_A_PAGE).get_page(1))
    tree, block = unit_tree(), blocks[-1]
    mine = set(tree) if reads_all(reader) else managed_units(reader)
    units = [unit for unit in _in_order(tree) if unit in mine]
    if len(units) > ON_A_PAGE:
        noticed = _noticed(block)
        units.sort(key=lambda unit: unit not in noticed)
    page = Paginator(units, ON_A_PAGE).get_page(number)
    return Overview(block, labels, _lines(list(page.object_list), block, tree), page)


def _noticed(block: date) -> set[str]:
    """Return the units whose own released cells stand behind a finding of a block."""
    found = {(one.unit, one.detector): one for one in findings(block)}
    cells = _cells([block], {unit for unit, _detector in found})
    return {unit for unit, key in found if _state(unit, key, block, cells, found) != UNKNOWN}


def _lines(units: Sequence[str], block: date, tree: Mapping[str, str | None]) -> list[Line]:
    ways = {unit: [unit, *ancestors(unit, tree)] for unit in units}
    near = set().union(*ways.values())
    names, cells = unit_labels(near), _cells([block], near)
    found = {(one.unit, one.detector): one for one in findings(block, units=near)}
    released = _released(block, cells)
    lines = []
    for unit, way in ways.items():
        shown = _stand_in(way, released)
        states = [_state(shown, key, block, cells, found) for key in DETECTORS]
        carrier = names.get(shown, "") if shown != unit else ""
        lines.append(Line(unit, names[unit], len(way) - 1, states, carrier))
    return lines


def unit_check(reader: Reader, unit: str) -> UnitCheck:
    """Return a unit's check, or that of the nearest larger group where the unit is not shown."""
    line = [unit, *ancestors(unit)]
    names = unit_labels(line)
    if unit not in names:
        raise Http404
    check_read_unit(reader, unit)
    blocks = released_blocks()[-AT_MOST:]
    cells = _cells(blocks, line)
    shown = _stand_in(line, _released(blocks[-1], cells)) if blocks else ""
    found = {(one.detector, one.block_start): one for one in findings(unit=shown)}
    gauges = [_gauge(key, shown, blocks, cells, found) for key in DETECTORS] if shown else []
    return UnitCheck(unit, names[unit], shown, names.get(shown, ""), _days(blocks), gauges)


def _released(block: date, cells: Cells) -> set[str]:
    """Return the units of which something was released in a block."""
    return {unit for unit, _metric, source in cells if source == block.isoformat()}


def _stand_in(line: Sequence[str], released: Collection[str]) -> str:
    """Return the first of a line of units that was released, or nothing."""
    return next((unit for unit in line if unit in released), "")


def _state(unit: str, key: str, block: date, cells: Cells, found: Mapping[tuple[str, str], Finding]) -> str:
    if not any((unit, metric, block.isoformat()) in cells for metric in DETECTORS[key].evidence):
        return UNKNOWN
    finding = found.get((unit, key))
    return finding.severity if finding else CALM


def _gauge(
    key: str,
    unit: str,
    blocks: Sequence[date],
    cells: Cells,
    found: Mapping[tuple[str, date], Finding],
) -> Gauge:
    newest, words = blocks[-1], THEME_WORDS[Theme(key)]
    now = {(unit, key): found[key, newest]} if (key, newest) in found else {}
    rows = [_row(metric, unit, blocks, cells) for metric in DETECTORS[key].evidence]
    return Gauge(
        key=key,
        label=str(Theme(key).label),
        meaning=str(words.meaning),
        caveats=[str(caveat) for caveat in words.caveats],
        state=_state(unit, key, newest, cells, now),
        since=_since(key, newest, found),
        people=next((row.figures[-1].n_band for row in rows if row.figures[-1].n_band), ""),
        rows=rows,
        missing=[row.mark.label for row in rows if row.figures[-1] == display.NOTHING],
        chart=_chart(rows[0], blocks),
    )


def _row(metric: str, unit: str, blocks: Sequence[date], cells: Cells) -> Row:
    scale = METRICS[metric].scale
    figures = [display.metric(cells.get((unit, metric, block.isoformat())), scale) for block in blocks]
    return Row(mark(metric), figures)


def _since(key: str, newest: date, found: Mapping[tuple[str, date], Finding]) -> date | None:
    """Return the first day of the block before the first finding of the unbroken row that ends now."""
    if (key, newest) not in found:
        return None
    first = newest
    while (key, first) in found:
        first -= timedelta(days=BLOCK_DAYS)
    return first


def _chart(row: Row, blocks: Sequence[date]) -> dict[str, object] | None:
    """Return the leading metric as a line, ranges as strokes; None with fewer than two points."""
    if sum(figure.low is not None for figure in row.figures) < 2:
        return None
    series = {
        "name": row.mark.label,
        "values": [
            figure.low if figure.low is not None and not figure.span else None for figure in row.figures
        ],
        "ranges": [
            [figure.low, figure.low + figure.span] if figure.low is not None and figure.span else None
            for figure in row.figures
        ],
    }
    return {"kind": "lines", "unit": "", "labels": _days(blocks), "series": [series]}


def _days(blocks: Sequence[date]) -> list[str]:
    return [date_format(block, "SHORT_DATE_FORMAT") for block in blocks]


def _cells(blocks: Sequence[date], units: Collection[str]) -> Cells:
    """Return the cells of units that detectors look at, by unit, metric and block."""
    found = shown_cells("block", [block.isoformat() for block in blocks], units, list(ALL_METRICS))
    return {(cell.unit, cell.item, cell.source): cell for cell in found}


def _in_order(tree: dict[str, str | None]) -> list[str]:
    """Return the units from the root down, each before what is below it."""
    children, found = children_of(tree), []
    waiting = children.get(None, [])[::-1]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])[::-1]
    return found
