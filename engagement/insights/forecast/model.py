r"""The count model: a unit's own level times what its features say, by penalised Poisson regression.

    leavers of up to three blocks ~ NB(mean = level_u * exposure * exp(a + b' z), alpha)

Each feature's weights carry a normal prior whose width is found from the data, so that features that say nothing are
drawn to 0 and those that do are not (automatic relevance determination: MacKay 1992, Neural Computation 4, 415-447;
Tipping 2001, Journal of Machine Learning Research 1, 211-244); the fits are scikit-learn's. alpha is the moment
estimate of the variance beyond Poisson (Cameron & Trivedi 2013, Regression Analysis of Count Data, section 3.3).
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import stats

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
# Newton's method stops where another step would gain less log likelihood than this.
SETTLED, MOST_STEPS, MOST_HALVINGS = 1e-7, 50, 30


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted model: log of the expected leavers over those at the unit's level = intercept + z @ weights."""

    intercept: float
    weights: Floats
    scale: Floats
    alpha: float
    widths: Floats
    reliability: float = 0.0

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
    return Fit(0.0, np.zeros(columns), np.zeros(columns), 0.0, np.zeros(0))


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
    table: Floats,
    usual: Floats,
    counts: Floats,
    scale: Floats,
    groups: npt.NDArray[np.int64],
    believed: Floats | None = None,
) -> list[Fit]:
    """Return the fit of the columns, believed in whole and in part.

    `usual` are the leavers at the units' levels and `counts` those that came, both shape (rows,); `groups` says which
    columns belong together, shape (columns,), and `believed` how wide each group's weights were in another law.
    """
    used: Bools = usual > 0
    varied = scale > 0
    if not varied.any() or not used.any() or counts[used].sum() == 0:
        return [level_fit(usual, counts, table.shape[1])] * len(BELIEVED)
    design = standardised(table[used], scale)[:, varied]
    usual, counts = usual[used], counts[used]
    inside, places = np.unique(groups[varied], return_inverse=True)
    widths = np.full(int(groups.max()) + 1, PRIOR_WIDTH)
    before = widths if believed is None else np.maximum(widths, believed)
    weights = np.zeros(len(scale))
    weights[varied], widths[inside], reliability = _weights(design, usual, counts, places, before[inside])
    pull = design @ weights[varied]
    whole = Fit(0.0, weights, scale, 0.0, widths, reliability)
    return [_partly(share, whole, pull, usual, counts) for share in BELIEVED]


def _partly(share: float, whole: Fit, pull: Floats, usual: Floats, counts: Floats) -> Fit:
    expected = usual * np.exp(share * pull)
    level = float(counts.sum() / expected.sum())
    alpha = overdispersion(counts, level * expected)
    return replace(whole, intercept=float(np.log(level)), weights=share * whole.weights, alpha=alpha)


def _weights(
    design: Floats, usual: Floats, counts: Floats, groups: npt.NDArray[np.int64], believed: Floats
) -> tuple[Floats, Floats, float]:
    """Return the weights of the columns, each group's width as the data say, and how reliable the weights are.

    `believed` are the widths that the groups are believed to have before the data, shape (groups,).
    """
    members = np.bincount(groups)
    width = np.full(design.shape[1], FIRST_WIDTH)
    # A column of ones first: the company-wide level, which has no prior.
    columns = np.asfortranarray(np.column_stack([np.ones(len(design)), design]))
    found = np.zeros(columns.shape[1])
    found[0] = np.log(counts.sum() / usual.sum())
    scatter = float(OVERLAP)
    for _ in range(ROUNDS):
        # Each round starts where the one before ended.
        penalty = scatter * np.append(0.0, width**-2.0)
        found, expected, curvature = _newton(columns, usual, counts, found, penalty)
        scatter = OVERLAP * (
            1 + overdispersion(counts, expected) * float(expected @ expected / expected.sum())
        )
        doubt = np.linalg.inv(curvature[1:, 1:] / scatter + np.diag(width**-2.0))
        sizes = np.bincount(groups, found[1:] ** 2 + np.diag(doubt)) + PRIOR_COLUMNS * believed**2
        widths = np.sqrt(sizes / (members + PRIOR_COLUMNS))
        width = widths[groups]
    return found[1:], widths, _reliability(design, found[1:], np.asarray(doubt, dtype=float))


def _reliability(design: Floats, weights: Floats, doubt: Floats) -> float:
    """Return the share of what the columns say that is not doubt about their weights, 0 to 1."""
    seen = design.T @ design
    said = float(weights @ seen @ weights)
    return said / (said + float((doubt * seen).sum()))


def _newton(
    columns: Floats, usual: Floats, counts: Floats, start: Floats, penalty: Floats
) -> tuple[Floats, Floats, Floats]:
    """Return the penalised Poisson fit from `start`, what it expects of each row, and the curvature without the penalty.

    Newton's method; a step that makes things worse is halved (McCullagh & Nelder 1989, section 2.5).
    """
    found, total = start, columns.T @ counts
    expected, loss = _loss(columns, usual, total, found, penalty)
    for _ in range(MOST_STEPS):
        curvature = (columns.T * expected) @ columns
        slope = columns.T @ expected - total + penalty * found
        step = np.linalg.solve(curvature + np.diag(penalty), slope)
        gain = float(slope @ step)
        for _ in range(MOST_HALVINGS):
            ahead, less = _loss(columns, usual, total, found - step, penalty)
            if less <= loss + abs(loss) * 1e-12:
                break
            step = step / 2
        else:
            break
        found, expected, loss = found - step, ahead, less
        if gain < SETTLED:
            break
    return found, expected, (columns.T * expected) @ columns


def _loss(
    columns: Floats, usual: Floats, total: Floats, found: Floats, penalty: Floats
) -> tuple[Floats, float]:
    """Return what is expected of each row, and the penalised negative log likelihood."""
    expected = usual * np.exp(columns @ found)
    return expected, float(expected.sum() - total @ found + 0.5 * penalty @ found**2)


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
