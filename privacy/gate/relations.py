"""How constructs go together in large groups: correlations, for the analysis of drivers.

The only other thing that leaves for a group as a whole. A correlation is a function of sums over everybody in the
group, so the tree rule applies with `policy.large_group` people in place of k: that many in the group, and 0 or that
many in what it stands beside. Only groups whose items are all shown exactly come into question: where time made an item
vague, its correlations stay behind. Rounded to 0.01, which is about what one of a hundred people moves.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from privacy.gate.bands import n_band
from privacy.gate.certificates import certificate
from privacy.gate.tally import Array
from privacy.gate.tree import Tree, tree_rule
from privacy.gate.types import Cell, Item, Plan, Release, WaveInput
from privacy.policy import VERSION, Policy

PREFIX = "relation:"
# A construct on which nearly everybody agrees says nothing about others, and much about everybody.
LEAST_SPREAD = 0.05
# A construct that many did not answer would take their other answers out of the analysis.
LEAST_ANSWERED = 0.8


def relation_item(one: str, other: str) -> str:
    """Return the name of the cell that holds the correlation of two constructs."""
    return f"{PREFIX}{one}*{other}"


def relations(
    wave: WaveInput, release: Release, *, plan: Plan, constructs: Mapping[str, Sequence[str]], policy: Policy
) -> Release:
    """Return a release with the correlations of constructs added that may leave beside it.

    Parameters
    ----------
    wave, release, plan
        What went into `release_wave` and what came out.
    constructs
        Construct -> its items. A response counts where it answered all items of all constructs.
    policy
        `large_group` complete responses are needed, in the group and in what it stands beside.

    Returns
    -------
    Release
        Cells named `relation:A*B` with `value` -1..1 to 0.01 are added, every pair of a node or none of them.
    """
    tree = Tree(wave.tree, set(wave.roster["unit"].unique()) | set(wave.answers["unit"].unique()))
    scores, units = _scores(wave.answers, plan, constructs)
    if scores.shape[1] < 2:
        return release
    leaf = np.array([tree.leaf_of[unit] for unit in units], dtype=np.int64)
    counts = tree.sums(np.bincount(leaf, minlength=len(tree.leaves))).tolist()
    used = [item for name in scores.columns for item in constructs[name]]
    kept = tree_rule(tree, counts, minimum=policy.large_group, allowed=_exact(tree, release, used))
    proof = certificate(
        rule="relations", support=policy.large_group, digest=release.digest, policy_version=VERSION
    )
    values = scores.to_numpy(np.float64)
    more: list[Cell] = []
    for node in sorted(kept):
        inside = (leaf >= tree.first[node]) & (leaf < tree.last[node])
        for item, value in _pairs(list(scores.columns), values[inside]):
            more.append(
                Cell(
                    item, tree.names[node], tree.covers(node), False, "", (), n_band(counts[node]), None, None,
                    "full", "", proof, value,
                )
            )  # fmt: skip
    return Release((*release.cells, *more), release.refusals, release.digest, release.published)


def _scores(
    answers: pd.DataFrame, plan: Plan, constructs: Mapping[str, Sequence[str]]
) -> tuple[pd.DataFrame, list[str]]:
    """Return complete responses as construct scores of 0..1, and the unit of each."""
    frame = answers[answers["value"].notna()]
    wide = frame.pivot_table(index="response", columns="item", values="value", aggfunc="first")
    scores = pd.DataFrame(
        {
            name: sum(_share(wide[item], plan.items[item]) for item in items) / len(items)
            for name, items in constructs.items()
            if items and set(items) <= set(wide.columns) & set(plan.items)
        },
        index=wide.index,
    )
    scores = scores.loc[:, scores.notna().mean() >= LEAST_ANSWERED].dropna() if len(scores) else scores
    places = frame.drop_duplicates("response").set_index("response")["unit"]
    return scores, [str(unit) for unit in places.reindex(scores.index)]


def _share(values: pd.Series, item: Item) -> pd.Series:
    return (values - item.minimum) / (item.maximum - item.minimum)


def _exact(tree: Tree, release: Release, items: Sequence[str]) -> set[int]:
    """Return the nodes of which every item is shown exactly."""
    found: dict[str, set[str]] = {}
    for cell in release.cells:
        if cell.precision == "full" and not cell.is_remainder and not cell.slice_attribute:
            found.setdefault(cell.unit, set()).add(cell.item)
    return {tree.index[unit] for unit, there in found.items() if there.issuperset(items)}


def _pairs(names: Sequence[str], values: Array) -> Iterator[tuple[str, float]]:
    """Yield every pair of constructs that vary, with the correlation."""
    varied = [place for place in range(len(names)) if values[:, place].std() >= LEAST_SPREAD]
    if len(varied) < 2:
        return
    matrix = np.corrcoef(values[:, varied], rowvar=False)
    for (i, one), (j, other) in combinations(enumerate(varied), 2):
        yield relation_item(names[one], names[other]), round(float(matrix[i, j]), 2) + 0.0
