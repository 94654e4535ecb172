"""Released cells as pages read them: the figures alone, without certificates and long lists of units."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import F, TextField, Value
from django.db.models.functions import MD5, Cast

from privacy.selectors import released_cells
from surveys.models import Wave


@dataclass(slots=True)
class Shown:
    """One released cell. `group` stands for the units it covers: the same units, the same group; "" where not asked for."""

    source: str
    unit: str
    item: str
    is_remainder: bool
    n_band: str
    mean: float | None
    favourable_low: int | None
    favourable_high: int | None
    value: float | None
    band_low: float | None
    band_high: float | None
    precision: str
    trend: str
    group: str


Cells: TypeAlias = dict[tuple[str, str], Shown]
FIELDS = (
    "unit", "item", "is_remainder", "n_band", "mean", "favourable_low", "favourable_high", "value", "band_low",
    "band_high", "precision", "trend",
)  # fmt: skip


def shown_cells(
    kind: str,
    sources: Collection[str],
    units: Iterable[str],
    items: Collection[str] | None = None,
    *,
    grouped: bool = False,
) -> list[Shown]:
    """Return the cells of nodes in some tables of a kind, without slices, in no order; `grouped` tells their groups apart."""
    cells = released_cells(kind=kind, sources=sources, units=list(units), items=items).filter(
        slice_attribute=""
    )
    # The names of thousands of units stay in the database; only whether two cells cover the same ones is asked, and
    # only where two waves are compared: under a division the list is long.
    group = MD5(Cast("covers", TextField())) if grouped else Value("")
    rows = cells.order_by().annotate(source=F("table__source"), group=group)
    return [Shown(*row) for row in rows.values_list("source", *FIELDS, "group")]


def read_cells(
    kind: str,
    wave: Wave,
    units: Iterable[str],
    items: Collection[str] | None = None,
    *,
    grouped: bool = False,
) -> Cells:
    """Return (unit, item) -> released cell of nodes; a merged remainder is filed under "unit+rest"."""
    cells = shown_cells(kind, [str(wave.pk)], units, items, grouped=grouped)
    return {(rest_of(cell.unit) if cell.is_remainder else cell.unit, cell.item): cell for cell in cells}


def rest_of(node: str) -> str:
    """Return under which key the merged remainder of a node is filed."""
    return f"{node}+rest"


def units_of_rest(wave: Wave, node: str) -> list[str]:
    """Return the units that the merged remainder of a node covers."""
    cells = released_cells(kind="wave", sources=[str(wave.pk)], units=[node]).filter(
        is_remainder=True, slice_attribute=""
    )
    return list(cells.order_by("pk").values_list("covers", flat=True).first() or [])
