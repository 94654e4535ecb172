"""Reads: released cells, refusals and the ledger. Nothing here writes."""

from collections.abc import Collection
from typing import Any

from django.db import connection
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
    if connection.vendor == "postgresql":
        return found.filter(Q(units=[]) | Q(units__has_any_keys=list(units)))
    # SQLite cannot look into a JSON list; it serves first runs, where the ledger is short.
    wanted = set(units)
    named = LedgerEntry.objects.values_list("number", "units")
    return found.filter(number__in=[number for number, codes in named if not codes or wanted & set(codes)])
