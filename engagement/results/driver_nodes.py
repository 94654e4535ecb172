"""Drivers of every group whose correlations the door released: worked out at close, kept, read by pages."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

import numpy as np

from engagement.results.drivers import Driver, drivers
from engagement.results.kept import keep, kept
from engagement.results.readings import least
from privacy.gate import relation_item
from privacy.gate.relations import PREFIX
from privacy.selectors import released_cells

OUTCOMES = ("engagement", "intent_to_stay", "enps")
WHAT = "drivers"

# Name of a relation -> the correlation and the band of people behind it.
Relations = dict[str, tuple[float, str]]


def drivers_at(source: str, unit: str) -> dict[str, list[Driver]]:
    """Return outcome -> its drivers, the strongest first, at a node of a wave; empty without released correlations."""
    found = kept(source, WHAT, unit, lambda: _plain(_reckon(_relations(source, unit).get(unit, {}))))
    return {outcome: [Driver(**one) for one in rows] for outcome, rows in found.items()}


def keep_drivers(source: str) -> int:
    """Work out the drivers of every node of a wave that has any; return how many nodes that were."""
    by_unit = _relations(source)
    keep(WHAT, {(source, unit): _plain(_reckon(values)) for unit, values in by_unit.items()})
    return len(by_unit)


def _relations(source: str, unit: str | None = None) -> dict[str, Relations]:
    """Return the released correlations of a wave by node, of one node or all."""
    cells = released_cells(kind="wave", sources=[source], units=None if unit is None else [unit])
    rows = cells.filter(item__startswith=PREFIX).order_by().values_list("unit", "item", "value", "n_band")
    found: dict[str, Relations] = {}
    for code, item, value, band in rows:
        if value is not None:
            found.setdefault(code, {})[item] = (value, band)
    return found


def _reckon(values: Mapping[str, tuple[float, str]]) -> dict[str, list[Driver]]:
    names = sorted({name for item in values for name in item.removeprefix(PREFIX).split("*")})
    matrix = np.eye(len(names))
    for i, one in enumerate(names):
        for j, other in enumerate(names):
            value = values.get(relation_item(one, other), values.get(relation_item(other, one)))
            matrix[i, j] = matrix[i, j] if value is None else value[0]
    n = min((least(band) for _, band in values.values()), default=0)
    found = {}
    for outcome in OUTCOMES:
        kept_names = [place for place, name in enumerate(names) if name == outcome or name not in OUTCOMES]
        if outcome in names and len(kept_names) > 2:
            chosen = [names[place] for place in kept_names]
            found[outcome] = drivers(matrix[np.ix_(kept_names, kept_names)], chosen, outcome, n)
    return found


def _plain(found: Mapping[str, Iterable[Driver]]) -> dict[str, list[dict[str, object]]]:
    return {outcome: [asdict(driver) for driver in rows] for outcome, rows in found.items()}
