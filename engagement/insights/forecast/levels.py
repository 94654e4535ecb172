r"""Leavers per person-block of each unit: its own record, drawn to the company's rate by empirical Bayes.

    level_u = (L_u + p r) / (E_u + p)

the posterior mean under a gamma prior of mean r (the company's rate) and p person-blocks, p by maximum marginal
likelihood over the units (Robbins 1956; Clayton & Kaldor 1987, Biometrics 43, 671-681), so that small units lean on
the company. Where the features say that a block was worse than usual, its person-blocks count for more: a unit that
lost many people in bad blocks is not taken for one that always loses many (exposures as offsets: Breslow & Clayton
1993, Journal of the American Statistical Association 88, 9-25).
"""

from collections.abc import Sequence

import numpy as np
from scipy import stats

from engagement.insights.forecast.grid import HORIZON, NORMAL_BLOCKS, Floats, Grid, Normal

# Person-blocks of the company's rate beside the unit's own: from "units differ widely" to "all are alike".
PRIORS = np.geomspace(30, 30_000, 13)


def levels(normal: Normal) -> Floats:
    """Return leavers per person-block of each unit from its plain record, shape (units,)."""
    return _drawn(normal.record, normal.exposure, _prior(normal.record, normal.exposure))


def adjusted_usual(
    grid: Grid, normals: Sequence[Normal], origins: Sequence[int], factor: Floats
) -> list[Floats]:
    """Return the leavers of three blocks at each unit's level, as seen from each origin, shape (units,) each.

    `factor` is what the features say of each block before the last origin beside a usual one, shape (units, blocks).
    The prior is fitted at the last origin.
    """
    weighted = np.nan_to_num(grid.headcount[:, : factor.shape[1]]) * factor
    total = np.concatenate([np.zeros((len(weighted), 1)), np.cumsum(weighted, axis=1)], axis=1)
    exposures = [total[:, one] - total[:, max(0, one - NORMAL_BLOCKS)] for one in origins]
    prior = _prior(normals[-1].record, exposures[-1])
    return [
        HORIZON * _drawn(normal.record, exposure, prior) * normal.last
        for normal, exposure in zip(normals, exposures, strict=True)
    ]


def _prior(record: Floats, exposure: Floats) -> float:
    """Return the person-blocks of the prior that make the records most likely."""
    company = _rate(record, exposure)
    if company <= 0:
        return float(PRIORS[-1])
    known = exposure > 0
    counts, usual = np.round(record[known]), company * exposure[known]
    shapes = PRIORS[:, None] * company
    likely = np.asarray(stats.nbinom.logpmf(counts, shapes, shapes / (shapes + usual)))
    return float(PRIORS[int(np.argmax(likely.sum(axis=1)))])


def _drawn(record: Floats, exposure: Floats, prior: float) -> Floats:
    return np.asarray((record + prior * _rate(record, exposure)) / (exposure + prior))


def _rate(record: Floats, exposure: Floats) -> float:
    total = float(exposure.sum())
    return float(record.sum()) / total if total > 0 else 0.0
