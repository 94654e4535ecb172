"""Doors as they are usually built: every group of k or more is shown, whatever else is shown beside it."""

import pandas as pd

from tests.attacks.organisations import Organisation
from tests.attacks.planted import line
from tests.attacks.released import Line, with_inner_leaves


def bare_threshold(organisation: Organisation) -> list[Line]:
    """Release every node, and every slice value of every node, that has k answers."""
    answers = with_inner_leaves(organisation.answers, organisation.tree)
    leaves = sorted(set(answers["unit"]))
    released = []
    for _, frame in answers.groupby(["wave", "item"]):
        for node in organisation.tree:
            units = [leaf for leaf in leaves if _below(organisation, leaf.removesuffix("/*"), node)]
            released += _lines(frame, units, organisation)
    return released


def _lines(frame: pd.DataFrame, units: list[str], organisation: Organisation) -> list[Line]:
    parts: list[tuple[str, list[str]]] = [("", [])]
    parts += [(name, [value]) for name in organisation.slices for value in sorted(set(frame[name]))]
    found = []
    for attribute, values in parts:
        group = frame[frame["unit"].isin(units)]
        group = group[group[attribute].isin(values)] if attribute else group
        if len(group) >= organisation.k:
            found.append(line(frame, units, part=(attribute, values)))
    return found


def _below(organisation: Organisation, unit: str | None, node: str) -> bool:
    while unit is not None:
        if unit == node:
            return True
        unit = organisation.tree[unit]
    return False
