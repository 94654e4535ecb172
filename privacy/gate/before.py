"""What earlier waves published, indexed for look-up: comparable cells, released nodes, slices."""

from collections.abc import Iterable, Sequence
from typing import Final

from privacy.gate.types import Cell, Published

# Share of the scale within which two means count as the same.
FLAT: Final = 0.05

Key = tuple[str, str, bool, str, tuple[str, ...]]


class Before:
    """Earlier waves, oldest first."""

    def __init__(self, earlier: Sequence[Published]) -> None:
        self.waves = list(earlier)
        self.items = [{cell.item for cell in wave.cells} for wave in self.waves]
        self._latest: dict[Key, Cell] = {}
        self._nodes: list[dict[str, set[str]]] = []
        self._blocks: list[dict[tuple[str, str], dict[str, set[tuple[str, ...]]]]] = []
        for wave in self.waves:
            self._latest.update((_key(cell), cell) for cell in wave.cells if cell.mean is not None)
            self._index(wave.cells)

    def _index(self, cells: Iterable[Cell]) -> None:
        nodes: dict[str, set[str]] = {}
        blocks: dict[tuple[str, str], dict[str, set[tuple[str, ...]]]] = {}
        for cell in cells:
            if cell.slice_attribute:
                at = blocks.setdefault((cell.item, cell.slice_attribute), {})
                at.setdefault(cell.unit, set()).add(cell.slice_values)
            elif not cell.is_remainder:
                nodes.setdefault(cell.item, set()).add(cell.unit)
        self._nodes.append(nodes)
        self._blocks.append(blocks)

    def with_item(self, item: str) -> tuple[int, ...]:
        """Return the places of the waves that published something of an item."""
        return tuple(place for place, items in enumerate(self.items) if item in items)

    def same_cut(
        self,
        item: str,
        attribute: str,
        unit: str,
        blocks: Iterable[tuple[str, ...]],
        inside: tuple[set[str], set[str]],
    ) -> bool:
        """Say whether a slice adds no sum that earlier waves do not have already.

        `inside` are the nodes below `unit` in the tree, and those of them that are released now. Every earlier wave
        with this item must have released the same ones, and cut the unit into the same blocks if it cut by this
        attribute at all.
        """
        below, released = inside
        for place in self.with_item(item):
            if self._nodes[place].get(item, set()) & below != released:
                return False
            cut = self._blocks[place].get((item, attribute))
            if cut is not None and cut.get(unit) != set(blocks):
                return False
        return True

    def trend(self, cell: Cell, width: float) -> str:
        """Return how a cell moved since the last comparable one: a number, up / flat / down if either is coarse.

        Computed from the two cells as shown, so it says nothing that they do not. Empty: no comparable cell.
        """
        last = self._latest.get(_key(cell))
        if last is None or last.mean is None or cell.mean is None or last.covers != cell.covers:
            return ""
        change = round(cell.mean - last.mean, 1) + 0.0
        if cell.precision == last.precision == "full":
            return str(change)
        if abs(change) < FLAT * width:
            return "flat"
        return "up" if change > 0 else "down"


def _key(cell: Cell) -> Key:
    return cell.item, cell.unit, cell.is_remainder, cell.slice_attribute, cell.slice_values
