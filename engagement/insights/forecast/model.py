r"""The count model: a unit's own level times what its features say, by penalised Poisson regression.

    leavers of up to three blocks ~ NB(mean = level_u * exposure * exp(a + b' z), alpha)

Each feature's weights carry a normal prior whose width is found from the data, so that features that say nothing are
drawn to 0 and those that do are not (automatic relevance determination: MacKay 1992, Neural Computation 4, 415-447;
Tipping 2001, Journal of Machine Learning Research 1, 211-244); the fits are scikit-learn's. alpha is the moment
estimate of the variance beyond Poisson (Cameron & Trivedi 2013, Regression Analysis of Count Data, section 3.3).
"""

import warnings
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import stats
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import PoissonRegressor

from engagement.insights.forecast.grid import HORIZON, Bools, Floats

# A column's width at first, in log leavers per standard deviation; it has settled after a few rounds.
FIRST_WIDTH, ROUNDS = 0.2, 5
# What is believed of a feature's width before its data: this width, worth this many columns.
PRIOR_WIDTH, PRIOR_COLUMNS = 0.03, 3
# Windows of three blocks overlap: each leaver is counted in three of them.
OVERLAP = HORIZON
# How much of the fitted weights is believed; the record of earlier predictions decides.
BELIEVED = (1.0, 0.85, 0.7, 0.5, 0.3)
MOST_DEVIATIONS = 4.0
LEAST_SPREAD = 1e-9


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

    def pull(self, table: Floats) -> Floats:
        """Return what the columns together add to the log, shape (units,)."""
        return np.asarray(standardised(table, self.scale) @ self.weights)


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


def silent(columns: int) -> Fit:
    """Return the fit that says nothing."""
    return Fit(0.0, np.zeros(columns), np.zeros(columns), 0.0)


def level_fit(usual: Floats, counts: Floats, columns: int) -> Fit:
    """Return the fit without columns: what the units' own levels say, and how widely counts scatter around it."""
    known = usual > 0
    total = counts[known].sum()
    if total == 0:
        return silent(columns)
    level = float(np.log(total / usual[known].sum()))
    alpha = overdispersion(counts[known], usual[known] * np.exp(level))
    return replace(silent(columns), intercept=level, alpha=alpha)


def fitted(
    table: Floats, usual: Floats, counts: Floats, scale: Floats, groups: npt.NDArray[np.int64]
) -> list[Fit]:
    """Return the fit of the columns, believed in whole and in part.

    `usual` are the leavers at the units' levels and `counts` those that came, both shape (rows,); `groups` says which
    columns belong to one feature, shape (columns,).
    """
    used: Bools = usual > 0
    varied = scale > 0
    if not varied.any() or not used.any() or counts[used].sum() == 0:
        return [level_fit(usual, counts, table.shape[1])] * len(BELIEVED)
    design = standardised(table[used], scale)[:, varied]
    usual, counts = usual[used], counts[used]
    weights = np.zeros(len(scale))
    weights[varied] = _weights(design, usual, counts, groups[varied])
    pull = design @ weights[varied]
    return [_partly(share, weights, scale, pull, usual, counts) for share in BELIEVED]


def _partly(share: float, weights: Floats, scale: Floats, pull: Floats, usual: Floats, counts: Floats) -> Fit:
    expected = usual * np.exp(share * pull)
    level = float(counts.sum() / expected.sum())
    return Fit(float(np.log(level)), share * weights, scale, overdispersion(counts, level * expected))


def _weights(design: Floats, usual: Floats, counts: Floats, groups: npt.NDArray[np.int64]) -> Floats:
    """Return the weights of the columns, each group's prior as wide as the data say."""
    width = np.full(design.shape[1], FIRST_WIDTH)
    # Each round starts where the one before ended.
    model = PoissonRegressor(solver="newton-cholesky", max_iter=50, tol=1e-7, warm_start=True)
    scatter = float(OVERLAP)
    for _ in range(ROUNDS):
        # Columns in units of their width, so that one penalty serves all.
        model.set_params(alpha=scatter / usual.sum())
        with warnings.catch_warnings():
            # Where a round starts at its own end there is nothing left to gain, and the line search says so.
            warnings.simplefilter("ignore", ConvergenceWarning)
            model.fit(design * width, counts / usual, sample_weight=usual)
        weights = np.asarray(model.coef_ * width)
        expected = usual * model.predict(design * width)
        scatter = OVERLAP * (
            1 + overdispersion(counts, expected) * float(expected @ expected / expected.sum())
        )
        curvature = (design.T * expected) @ design / scatter
        left = np.diag(np.linalg.inv(curvature + np.diag(width**-2.0)))
        sizes = np.bincount(groups, weights**2 + left) + PRIOR_COLUMNS * PRIOR_WIDTH**2
        width = np.sqrt(sizes / (np.bincount(groups) + PRIOR_COLUMNS))[groups]
        model.coef_ = weights / width
    return weights


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
