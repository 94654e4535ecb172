"""The units of an earlier survey: those of today where codes agree, else units of the past, kept as not active."""

from collections.abc import Iterable
from itertools import pairwise

from people.models import Unit
from surveys.imports.exceptions import UnitClashError
from surveys.imports.mapping import Tree, UnitName

Path = tuple[UnitName, ...]


def ensure_units(tree: Tree, paths: Iterable[Path]) -> dict[str, Unit]:
    """Return code -> unit for every unit on the paths, made where it is missing.

    A unit that exists is left as it is. One that stands under another parent than the mapping says raises
    `UnitClashError`, because answers would count for the wrong part of the company.
    """
    parents: dict[str, tuple[UnitName, str]] = {tree.root.code: (tree.root, tree.under)}
    for path in paths:
        for above, unit in pairwise(path):
            parents.setdefault(unit.code, (unit, above.code))
    units = {
        unit.code: unit
        for unit in Unit.objects.filter(code__in=[*parents, tree.under]).select_related("parent")
    }
    if tree.under and tree.under not in units:
        raise UnitClashError(tree.root.code, tree.under, "nothing: there is no such unit")
    for code, (name, parent) in parents.items():
        units[code] = _ensure(units.get(code), name, units.get(parent), parent)
    return {code: units[code] for code in parents}


def _ensure(found: Unit | None, name: UnitName, parent: Unit | None, above: str) -> Unit:
    if found is None:
        return Unit.objects.create(
            code=name.code, name=name.name, name_zh=name.name_zh, parent=parent, is_active=False
        )
    stands = found.parent.code if found.parent else ""
    if stands != above:
        raise UnitClashError(name.code, above or "no unit", stands or "no unit")
    return found
