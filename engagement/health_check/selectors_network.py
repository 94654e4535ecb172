"""How units meet each other: a picture of released ties, a table of the same, who stands alone, and what fell sharply."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin

from django.utils.translation import gettext as _

from engagement.health_check.selectors_check import readable_units
from people.permissions import Reader
from people.selectors import unit_labels
from signals.models import Tie
from signals.selectors import released_blocks, ties

MOST_DRAWN = 80  # lines; the table has all of them
LONELY = 0.5  # contacts a week and person; under it with everybody a unit stands alone
FELL_BELOW = 0.5  # of the block before, at the ends of the bands that are nearest to each other
SIDE, RADIUS = 640, 285


@dataclass(frozen=True, slots=True)
class Node:
    """One unit in the picture: its number in the list, where it stands, and whether it meets hardly anybody."""

    number: int
    label: str
    x: float
    y: float
    is_alone: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One tie in words, and how it stands beside the block before."""

    first: Node
    other: Node
    words: str
    low: float
    fell: bool
    people: str

    @property
    def width(self) -> float:
        """Return the width of the line: one step a contact, so that it can be told without colour."""
        return round(min(12.0, 1 + 1.5 * self.low), 1)


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """Everything on the page; `block` is the first day of the newest block with ties."""

    block: date | None
    nodes: list[Node]
    rows: list[Row]
    units: list[str]

    @property
    def drawn(self) -> list[Row]:
        """Return the strongest ties, for the picture."""
        return sorted((row for row in self.rows if row.low > 0 or row.fell), key=lambda row: -row.low)[
            :MOST_DRAWN
        ]

    @property
    def alone(self) -> list[Node]:
        """Return the units that meet hardly anybody."""
        return [node for node in self.nodes if node.is_alone]

    @property
    def fallen(self) -> list[Row]:
        """Return the ties that fell sharply."""
        return [row for row in self.rows if row.fell]


def network(reader: Reader) -> NetworkPage:
    """Return the newest ties of the units that a reader may read; a tie shows where either end is such a unit."""
    readable, blocks = readable_units(reader), released_blocks()
    with_ties = [block for block in blocks[-1:] if ties(block).exists()]
    if not with_ties:
        return NetworkPage(None, [], [], [])
    found = _of(readable, with_ties[0])
    before = {(tie.unit, tie.other): tie for tie in _of(readable, blocks[-2])} if len(blocks) > 1 else {}
    nodes = _nodes(found)
    rows = [_row(tie, nodes, before.get((tie.unit, tie.other))) for tie in found]
    rows.sort(key=lambda row: (-row.low, row.first.number, row.other.number))
    return NetworkPage(with_ties[0], list(nodes.values()), rows, sorted(nodes))


def _of(readable: Collection[str], block: date) -> list[Tie]:
    return [tie for tie in ties(block) if tie.unit in readable or tie.other in readable]


def _bounds(tie: Tie) -> tuple[float, float]:
    """Return the ends of a tie's band; of a value, twice the value."""
    if tie.value is not None:
        return tie.value, tie.value
    return tie.band_low or 0.0, tie.band_high or 0.0


def _nodes(found: list[Tie]) -> dict[str, Node]:
    units = sorted({unit for tie in found for unit in (tie.unit, tie.other)})
    names = unit_labels(units)
    strongest = {
        unit: max(_bounds(tie)[1] for tie in found if unit in (tie.unit, tie.other)) for unit in units
    }
    return {
        unit: Node(
            place + 1,
            names.get(unit, unit),
            round(SIDE / 2 + RADIUS * sin(2 * pi * place / len(units)), 1),
            round(SIDE / 2 - RADIUS * cos(2 * pi * place / len(units)), 1),
            strongest[unit] <= LONELY,
        )
        for place, unit in enumerate(units)
    }


def _row(tie: Tie, nodes: dict[str, Node], before: Tie | None) -> Row:
    low, high = _bounds(tie)
    words = (
        f"{low:.1f}"
        if low == high
        else _("%(low)s to %(high)s") % {"low": f"{low:.1f}", "high": f"{high:.1f}"}
    )
    fell = before is not None and high < FELL_BELOW * _bounds(before)[0]
    return Row(nodes[tie.unit], nodes[tie.other], words, low, fell, tie.n_band)
