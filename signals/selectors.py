"""Reads over released blocks, findings and runs; nothing here writes."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from privacy.models import ReleasedCell, ReleasedTable
from privacy.selectors import released_cells
from signals.models import Connection, Finding, Mark, Run, Tie
from signals.thresholds import Marks, marks_with


def findings(
    block_start: date | None = None, unit: str | None = None, units: Collection[str] | None = None
) -> QuerySet[Finding]:
    """Return findings, oldest block first; of one block, of one unit or of several where asked."""
    found = Finding.objects.order_by("block_start", "unit", "detector")
    if block_start is not None:
        found = found.filter(block_start=block_start)
    if unit is not None:
        found = found.filter(unit=unit)
    return found if units is None else found.filter(unit__in=list(units))


def released_blocks() -> list[date]:
    """Return the first days of all released blocks, oldest first."""
    sources = ReleasedTable.objects.filter(kind=ReleasedTable.Kind.BLOCK).values_list("source", flat=True)
    return sorted(date.fromisoformat(source) for source in sources)


def block_cells(
    block_start: date, *, metrics: Collection[str] | None = None, units: Collection[str] | None = None
) -> QuerySet[ReleasedCell]:
    """Return the released cells of one block."""
    return released_cells(
        kind=ReleasedTable.Kind.BLOCK, sources=[block_start.isoformat()], items=metrics, units=units
    )


def metric_history(unit: str, metric: str) -> list[ReleasedCell]:
    """Return the released cells of a unit and metric, oldest block first; blocks without one are absent."""
    cells = released_cells(kind=ReleasedTable.Kind.BLOCK, units=[unit], items=[metric])
    return sorted(cells, key=lambda cell: cell.table.source)


def latest_run() -> Run | None:
    """Return the last run that finished."""
    return Run.objects.filter(finished_at__isnull=False).order_by("finished_at").last()


def ties(block_start: date) -> QuerySet[Tie]:
    """Return the released ties of a block, by the names of the units."""
    return Tie.objects.filter(block_start=block_start).order_by("unit", "other")


def company_marks() -> Marks:
    """Return the marks of the detectors, the company's own where it has set some."""
    return marks_with(dict(Mark.objects.values_list("key", "value")))


def connections() -> QuerySet[Connection]:
    """Return all connections by name."""
    return Connection.objects.order_by("name")


def active_connections() -> QuerySet[Connection]:
    """Return the connections that are not paused, by name."""
    return connections().filter(is_paused=False)
