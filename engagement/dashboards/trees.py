"""The tree of a wave as its results are read: units, merged ballot cells, what was released, what carries the rest.

Pure. A tree maps a code to the code above it, None for the root.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

Tree = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Merged:
    """A ballot cell that several units share."""

    code: str
    covers: tuple[str, ...]
    parent: str


def with_cells(tree: Tree, cells: Iterable[Merged]) -> dict[str, str | None]:
    """Return the tree with a node for every ballot cell that is not a unit itself."""
    return {**{cell.code: cell.parent or None for cell in cells if cell.code not in tree}, **tree}


def root_of(tree: Tree) -> str:
    """Return the code at the top; the first one by name when there are several, "" without units."""
    return min((code for code, parent in tree.items() if parent is None), default="")


def children_of(tree: Tree, node: str) -> list[str]:
    """Return the codes directly below a node, in order."""
    return sorted(code for code, parent in tree.items() if parent == node)


def path_to(tree: Tree, node: str) -> list[str]:
    """Return the codes from the top down to a node, itself last."""
    path = [node]
    while (parent := tree.get(path[0])) is not None:
        path.insert(0, parent)
    return path


def carrier(tree: Tree, node: str, released: Collection[str], merged: Iterable[Merged]) -> str | None:
    """Return the smallest released group that includes a node: a merged cell, or the nearest unit above."""
    for cell in merged:
        if node in cell.covers and cell.code in released and cell.code != node:
            return cell.code
    above = reversed(path_to(tree, node)[:-1])
    return next((code for code in above if code in released), None)


def nearest_released(
    tree: Tree, node: str, released: Collection[str], merged: Iterable[Merged]
) -> str | None:
    """Return the node itself where it was released, else what carries it."""
    return node if node in released else carrier(tree, node, released, merged)
