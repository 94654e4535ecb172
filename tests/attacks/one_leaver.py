"""The attack on the one person who left: what two waves show of the team, set against each other.

The outsider knows both rosters and who left, and everybody answered both waves. `changed` is the share of the others
who answer one step off the second time: 0 is the worst case, 0.3 a usual retest. Two attackers: the plain difference
of sums, and a learner that has seen the truth in other companies.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

from privacy.gate import Cell, WaveInput, release_wave
from tests.factories.door import KEY, a_plan, an_organisation

SHARES = (0.08, 0.15, 0.25, 0.32, 0.20)
FAVOURABLE = 4
UNSEEN = -1.0


@dataclass(frozen=True)
class Outcome:
    """Leavers whose team, or a group above it, was shown in both waves, and the area under each attacker's curve."""

    leavers: int
    comparable: int
    difference: float
    learner: float


def attack_leavers(companies: int, mode: str, *, changed: float = 0.0) -> Outcome:
    """Attack one leaver in each company; 0.5 means that the two waves tell nothing. No pair at all: 0.5."""
    seen = [pair for seed in range(companies) if (pair := _pair(seed, mode, changed)) is not None]
    if not seen:
        return Outcome(companies, 0, 0.5, 0.5)
    truth = np.array([favourable for favourable, _ in seen])
    table = np.array([features for _, features in seen])
    return Outcome(companies, len(seen), roc_auc_score(truth, table[:, 0]), _learned(table, truth))


def _learned(table: np.ndarray, truth: np.ndarray) -> float:
    """Return the area under the curve of a learner on companies it was not trained on."""
    half = len(truth) // 2
    model = HistGradientBoostingClassifier(max_iter=60, max_leaf_nodes=8, random_state=0)
    model.fit(table[:half], truth[:half])
    return float(roc_auc_score(truth[half:], model.predict_proba(table[half:])[:, 1]))


def _pair(seed: int, mode: str, changed: float) -> tuple[bool, list[float]] | None:
    """Return whether the leaver's answer was favourable, and what both waves show of the smallest group of theirs."""
    rng = np.random.default_rng(seed)
    tree, roster = an_organisation(seed, teams=6, departments=2)
    values = rng.choice((1, 2, 3, 4, 5), len(roster), p=SHARES).astype(float)
    gone = int(rng.integers(len(roster)))
    stays = np.arange(len(roster)) != gone
    step = rng.choice((-1, 1), len(roster)) * (rng.random(len(roster)) < changed)
    again = np.clip(values + step, 1, 5)
    first = WaveInput("w1", tree, roster, _answers(roster, values))
    second = WaveInput("w2", tree, roster[stays], _answers(roster[stays], again[stays]))
    plan = a_plan(time_mode=mode)
    before = release_wave(first, plan=plan, key=KEY)
    after = release_wave(second, earlier=[before.published], plan=plan, key=KEY)
    for unit in _upwards(tree, str(roster["unit"].iloc[gone])):
        size = _size(tree, roster, unit)
        was, now = _shown(before.cells, unit, size), _shown(after.cells, unit, size - 1)
        if was and now:
            return bool(values[gone] >= FAVOURABLE), [was[0] - now[0], was[1] - now[1], *was, *now, size]
    return None


def _answers(roster: pd.DataFrame, values: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame({"response": roster["person"], "unit": roster["unit"], "item": "q1", "value": values})


def _shown(cells: tuple[Cell, ...], unit: str, size: int) -> tuple[float, float] | None:
    """Return sum and favourable number as far as a cell tells them; None when the unit is not shown."""
    for cell in cells:
        if cell.unit == unit and not cell.is_remainder and cell.mean is not None:
            low, high = cell.favourable or (UNSEEN, UNSEEN)
            return cell.mean * size, (low + high) / 200 * size
    return None


def _size(tree: dict[str, str | None], roster: pd.DataFrame, unit: str) -> int:
    return int(sum(unit in set(_upwards(tree, str(seat))) for seat in roster["unit"]))


def _upwards(tree: dict[str, str | None], unit: str) -> Iterator[str]:
    above: str | None = unit
    while above is not None:
        yield above
        above = tree[above]
