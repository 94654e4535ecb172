"""Reads: released cells, refusals and the ledger. Nothing here writes."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from privacy.models import LedgerEntry, Refusal, ReleasedCell, ReleasedTable


def released_cells(
    *,
    kind: str | None = None,
    sources: Collection[str] | None = None,
    items: Collection[str] | None = None,
    units: Collection[str] | None = None,
) -> QuerySet[ReleasedCell]:
    """Return released cells with their tables, oldest table first."""
    given: dict[str, Any] = {
        "table__kind": kind,
        "table__source__in": sources,
        "item__in": items,
        "unit__in": units,
    }
    wanted = {name: value for name, value in given.items() if value is not None}
    cells = ReleasedCell.objects.select_related("table").filter(**wanted)
    return cells.order_by("table__released_on", "table__source", "item", "unit", "is_remainder", "id")


def latest_table(kind: str) -> ReleasedTable | None:
    """Return the newest table of a kind."""
    return ReleasedTable.objects.filter(kind=kind).order_by("released_on", "source").last()


def refusals(table: ReleasedTable) -> QuerySet[Refusal]:
    """Return what the door did not release in a table, with the reason and the group that carries it."""
    return Refusal.objects.filter(table=table).order_by("item", "unit")


def entries(units: Collection[str] | None = None) -> QuerySet[LedgerEntry]:
    """Return ledger entries, newest first; with `units`, those that name one of them or the whole company."""
    found = LedgerEntry.objects.order_by("-number")
    if units is None:
        return found
    wanted = set(units)
    mine = [
        number for number, named in found.values_list("number", "units") if not named or wanted & set(named)
    ]
    return found.filter(Q(number__in=mine))
