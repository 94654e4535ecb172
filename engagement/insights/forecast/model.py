r"""The count model: a unit's own level by empirical Bayes, times what its features say by penalised Poisson regression.

    leavers of three blocks ~ NB(mean = 3 h * level_u * exp(a + b' z), alpha)

`level_u` is the posterior mean of a gamma prior fitted over the units (Robbins 1956; Clayton & Kaldor 1987, Biometrics
43, 671-681), so that small units lean on the company. `b` carries a normal prior (ridge); alpha is the moment estimate
of the variance beyond Poisson (Cameron & Trivedi 2013, Regression Analysis of Count Data, section 3.3).
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats
from sklearn.linear_model import PoissonRegressor

from engagement.insights.forecast.grid import HORIZON, Bools, Floats, Normal

# Person-blocks of the company's rate beside the unit's own: from "units differ widely" to "all are alike".
PRIORS = np.geomspace(30, 30_000, 13)
# A column's typical weight, in log leavers per standard deviation.
SPREADS = (0.3, 0.1, 0.03)
# Windows of three blocks overlap: each leaver is counted in three of them.
OVERLAP = HORIZON
MOST_DEVIATIONS = 4.0
LEAST_SPREAD = 1e-9


def levels(normal: Normal) -> Floats:
    """Return leavers per person-block of each unit, its record drawn to the company's rate, shape (units,)."""
    if normal.company <= 0:
        return np.zeros(len(normal.record))
    known = normal.exposure > 0
    record, usual = normal.record[known], normal.company * normal.exposure[known]

    def likelihood(prior: float) -> float:
        shape = prior * normal.company
        return float(np.sum(stats.nbinom.logpmf(np.round(record), shape, shape / (shape + usual))))

    prior = max(PRIORS, key=likelihood)
    return np.asarray((normal.record + prior * normal.company) / (normal.exposure + prior))


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted model: log of the expected leavers over those at the unit's level = intercept + z @ weights."""

    intercept: float
    weights: Floats
    scale: Floats
    alpha: float

    def parts(self, table: Floats) -> Floats:
        """Return what each column adds to the log of the expected leavers, shape (units, columns)."""
        return standardised(table, self.scale) * self.weights


def standardised(table: Floats, scale: Floats) -> Floats:
    """Return columns in their own spread, at most four of them; 0 where not released or constant."""
    usable = scale > 0
    values = np.where(usable, table, 0.0) / np.where(usable, scale, 1.0)
    return np.clip(np.nan_to_num(values), -MOST_DEVIATIONS, MOST_DEVIATIONS)


def spreads(table: Floats, sizes: Floats) -> Floats:
    """Return the spread of each column around 0, shape (columns,); 0 for what only rounding moves.

    `sizes` are the largest absolute values of the raw columns, against which rounding is judged.
    """
    known = ~np.isnan(table)
    total = np.where(known, table, 0.0)
    scale = np.sqrt((total**2).sum(axis=0) / np.maximum(known.sum(axis=0), 1))
    return np.where(scale > LEAST_SPREAD * sizes, scale, 0.0)


def fitted(table: Floats, usual: Floats, counts: Floats, scale: Floats) -> list[Fit]:
    """Return a fit without columns and one per width of the prior.

    `usual` are the leavers at the units' levels and `counts` those that came, both shape (rows,).
    """
    used: Bools = usual > 0
    varied = scale > 0
    if not varied.any() or not used.any() or counts[used].sum() == 0:
        return [Fit(0.0, np.zeros(table.shape[1]), scale, 0.0)] * (1 + len(SPREADS))
    design = standardised(table[used], scale)[:, varied]
    usual, counts = usual[used], counts[used]
    level = float(np.log(counts.sum() / usual.sum()))
    found = [Fit(level, np.zeros(table.shape[1]), scale, overdispersion(counts, usual * np.exp(level)))]
    for spread in SPREADS:
        penalty = OVERLAP / (spread**2 * counts.sum())
        model = PoissonRegressor(alpha=penalty, solver="newton-cholesky", max_iter=50, tol=1e-7)
        model.fit(design, counts / usual, sample_weight=usual)
        expected = usual * model.predict(design)
        weights = np.zeros(len(scale))
        weights[varied] = model.coef_
        found.append(Fit(float(model.intercept_), weights, scale, overdispersion(counts, expected)))
    return found


def overdispersion(counts: Floats, expected: Floats) -> float:
    """Return alpha of Var = m + alpha m^2, at least 0."""
    return max(0.0, float((((counts - expected) ** 2) - expected).sum() / (expected**2).sum()))


def exceeds(expected: Floats, alpha: float, usual: Floats) -> Floats:
    """Return P(count > usual) of a negative binomial, a Poisson where alpha is 0."""
    if alpha < 1e-6:
        return np.asarray(stats.poisson.sf(usual, expected))
    return np.asarray(stats.nbinom.sf(usual, 1 / alpha, 1 / (1 + alpha * expected)))


def interval90(expected: Floats, alpha: float) -> Floats:
    """Return the 5 % and 95 % quantiles of the count, shape (units, 2)."""
    law = stats.poisson(expected) if alpha < 1e-6 else stats.nbinom(1 / alpha, 1 / (1 + alpha * expected))
    return np.column_stack([law.ppf(0.05), law.ppf(0.95)])
