"""What a page about one node of a wave names: the way down to it, what lies below, what carries what was not released.

Worked out for every node of a wave at its close and kept: what was released never changes, and a page about one node of
thousands reads one row. Names may change, and are read each time.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engagement.dashboards import trees
from engagement.dashboards.labels import listed, unit_name
from engagement.results.kept import keep
from engagement.results.models import Kept
from people.selectors import unit_labels
from privacy.selectors import released_cells
from surveys.models import Cell, Wave

SCORES: tuple[str, ...] = ("wave",)
WORDS: tuple[str, ...] = ("wave", "topics", "emergent")


@dataclass(frozen=True, slots=True)
class Near:
    """A node and its neighbours; codes are those of units, of own members (`UNIT/*`) and of shared cells (`A+B`).

    Attributes
    ----------
    node
        The node itself; "" where the whole company was asked for and no group stands for it.
    top
        The code at the top of the wave's tree; "" without units.
    path
        From the top down to the node, itself last.
    below
        Directly below it, in order.
    shown
        Those of all codes here that something was released of.
    around
        The node, or one below -> the smallest released group that includes it; absent where there is none.
    shared
        Shared ballot cells among all codes here -> the units they cover, and the unit above these.
    any_shown
        Whether anything of the wave was released at all.
    """

    node: str
    top: str
    path: list[str]
    below: list[str]
    shown: frozenset[str]
    around: Mapping[str, str]
    shared: Mapping[str, tuple[tuple[str, ...], str]]
    any_shown: bool
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def nearest(self) -> str:
        """Return the node where it was released, else what carries it, else ""."""
        return self.node if self.node in self.shown else self.around.get(self.node, "")

    @property
    def way(self) -> list[str]:
        """Return the released codes of the path."""
        return [code for code in self.path if code in self.shown]

    @property
    def open_below(self) -> list[str]:
        """Return the released codes directly below."""
        return [code for code in self.below if code in self.shown]

    def name(self, code: str) -> str:
        """Return the name of a node; a cell that several units share is named after them."""
        covers, parent = self._shared(code)
        if len(covers) < 2:
            return unit_name(code, self.names)
        return listed([self.name(f"{unit}/*" if unit == parent else unit) for unit in covers])

    def units(self, code: str) -> list[str]:
        """Return the units that a node stands for: itself, or those that share a ballot cell."""
        covers, _parent = self._shared(code)
        return list(covers) or [code.removesuffix("/*")]

    def _shared(self, code: str) -> tuple[tuple[str, ...], str]:
        return ((), "") if code in self.names else self.shared.get(code, ((), ""))


def near(wave: Wave, node: str = "", kinds: tuple[str, ...] = SCORES) -> Near | None:
    """Return a node of a wave's tree and its neighbours; "" is the whole company, None a node that the wave has not.

    `kinds` are the kinds of tables in which something of a node must have been released for it to count as shown.
    """
    what = _what(kinds)
    kept = Kept.objects.filter(source=str(wave.pk), what=what, unit__in={"", node})
    rows = dict(kept.values_list("unit", "content"))
    if "" not in rows:
        keep_neighbours(wave, kinds)
        rows = dict(kept.values_list("unit", "content"))
    return _read(rows[node]) if node in rows else None


def keep_neighbours(wave: Wave, kinds: tuple[str, ...] = SCORES) -> int:
    """Work out the neighbours of every node of a released wave and keep them; return how many nodes that were."""
    found = dict(_worked_out(wave, kinds))
    keep(_what(kinds), {(str(wave.pk), node): content for node, content in found.items()})
    return len(found)


def _what(kinds: tuple[str, ...]) -> str:
    return f"near:{'+'.join(kinds)}"


def _read(row: Mapping[str, Any]) -> Near:
    shared = {code: (tuple(covers), parent) for code, (covers, parent) in row["shared"].items()}
    read = {"shown": frozenset(row["shown"]), "shared": shared, "names": unit_labels(_named(row))}
    return Near(**{**row, **read})


def _named(row: Mapping[str, Any]) -> set[str]:
    """Return the units that a page about a node names."""
    codes = {*row["path"], *row["below"], *row["around"].values()}
    shared = {unit for covers, parent in row["shared"].values() for unit in (*covers, parent)}
    return {part.removesuffix("/*") for code in codes | shared for part in code.split("+")}


def _worked_out(wave: Wave, kinds: Collection[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every node with its neighbours as plain data; "" is the node that stands for the whole company."""
    merged, released, top = _merged(wave), _released(wave, kinds), trees.root_of(wave.tree)
    tree = trees.with_cells(wave.tree, merged)
    for code in released - set(tree):
        tree[code] = code[:-2] if code.endswith("/*") else top
    forest = _Forest(tree, merged, released, top)
    for node in tree:
        yield node, forest.around(node)
    first = top if top in released else forest.carrier(top)
    yield "", forest.around(first) if first else forest.nothing()


def _merged(wave: Wave) -> list[trees.Merged]:
    """Return the ballot cells of a wave."""
    rows = Cell.objects.filter(wave=wave).order_by("pk").values_list("code", "covers", "parent")
    return [trees.Merged(code, tuple(covers), parent) for code, covers, parent in rows]


def _released(wave: Wave, kinds: Collection[str]) -> frozenset[str]:
    """Return the nodes of which something was released; scores count without slices, words are never sliced."""
    cells = released_cells(sources=[str(wave.pk)]).filter(table__kind__in=kinds, is_remainder=False)
    return frozenset(cells.filter(slice_attribute="").order_by().values_list("unit", flat=True).distinct())


class _Forest:
    """A wave's tree with its shared cells and what was released, looked up by node."""

    def __init__(
        self, tree: trees.Tree, merged: Collection[trees.Merged], released: frozenset[str], top: str
    ) -> None:
        self.tree, self.released, self.top = tree, released, top
        self.below: dict[str | None, list[str]] = {}
        for code in sorted(tree):
            self.below.setdefault(tree[code], []).append(code)
        self.cells = {cell.code: cell for cell in merged}
        self.cells_of: dict[str, list[trees.Merged]] = {}
        for cell in merged:
            for unit in cell.covers:
                self.cells_of.setdefault(unit, []).append(cell)

    def carrier(self, node: str) -> str:
        """Return the smallest released group that includes a node, "" where there is none."""
        return trees.carrier(self.tree, node, self.released, self.cells_of.get(node, [])) or ""

    def around(self, node: str) -> dict[str, Any]:
        """Return a node with its neighbours as plain data."""
        path, below = trees.path_to(self.tree, node), self.below.get(node, [])
        around = {code: carrier for code in (node, *below) if (carrier := self.carrier(code))}
        codes = {*path, *below, *around.values()}
        shared = {code: [cell.covers, cell.parent] for code in codes if (cell := self.cells.get(code))}
        return self.nothing() | {
            "node": node, "path": path, "below": below, "shown": sorted(codes & self.released),
            "around": around, "shared": shared,
        }  # fmt: skip

    def nothing(self) -> dict[str, Any]:
        """Return what is said where no group stands for the whole company."""
        return {"node": "", "top": self.top, "path": [], "below": [], "shown": [], "around": {}, "shared": {},
                "any_shown": bool(self.released)}  # fmt: skip
