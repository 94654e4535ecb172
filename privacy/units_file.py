"""Reading `units.csv`: one tree, one root, every unit once."""

from collections.abc import Sequence
from pathlib import Path

from privacy.csv_file import Table, read_table
from privacy.exceptions import InputError
from privacy.gate.tree import OWN


def read_units(path: Path | str, *, optional: Sequence[str] = ()) -> dict[str, str | None]:
    """Read columns `unit`, `parent` (empty: the root) into unit -> parent.

    Raises
    ------
    InputError
        What `read_table` refuses; a repeated or empty unit, an unknown parent, a cycle, no root or more than one.
    """
    table = read_table(Path(path), required=("unit", "parent"), optional=optional)
    units, above = table.columns["unit"], table.columns["parent"]
    if not units:
        raise InputError(table.path, 2, "unit", "at least one unit")
    lines: dict[str, int] = {}
    for row, unit in enumerate(units):
        if not unit or unit.endswith(OWN):
            raise table.error(row, "unit", f"a code that is not empty and does not end in {OWN}")
        if unit in lines:
            raise table.error(row, "unit", f"each unit once, but {unit} stands on line {lines[unit]} too")
        lines[unit] = table.lines[row]
    tree = {unit: parent or None for unit, parent in zip(units, above, strict=True)}
    _check_parents(table, tree)
    _check_cycles(table, tree)
    return tree


def _check_parents(table: Table, tree: dict[str, str | None]) -> None:
    root = None
    for row, (unit, parent) in enumerate(tree.items()):
        if parent is None and root is not None:
            raise table.error(row, "parent", f"one root only, but {root} and {unit} have no parent")
        if parent is not None and parent not in tree:
            raise table.error(row, "parent", f"a unit of this file, not {parent}")
        root = unit if parent is None else root


def _check_cycles(table: Table, tree: dict[str, str | None]) -> None:
    """Walk up from every unit; what comes back to where it has been hangs on no root."""
    good: set[str] = set()
    for row, unit in enumerate(tree):
        walk: dict[str, None] = {}
        here: str | None = unit
        while here is not None and here not in good:
            if here in walk:
                raise table.error(row, "parent", f"a tree, but {unit} is in or under a cycle")
            walk[here] = None
            here = tree[here]
        good.update(walk)
