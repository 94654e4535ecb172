"""Which constructs go with an outcome: relative importance from a correlation matrix. Pure.

Lindeman, Merenda & Gold (1980), as in Groemping (2006, J. Stat. Softw. 17/1): the share of R squared that a construct
adds, averaged over all orders in which the constructs can enter - the Shapley value of R squared. Association, not cause.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

DRAWS = 200
RIDGE = 1e-3


@dataclass(frozen=True, slots=True)
class Driver:
    """A construct's part of R squared with its interval, and the sign of its correlation with the outcome.

    `clear` says that chance alone would not give as much: the 2.5 % end is above what an unrelated construct reaches.
    """

    name: str
    share: float
    low: float
    high: float
    sign: int
    clear: bool


def r_squared(matrix: Floats, outcome: int) -> Floats:
    """Return the R squared of an outcome on every set of the p other variables, shape (2^p,).

    Bit j of a place says whether the j-th other variable is in the set; variables that are not stand apart, with a one
    on the diagonal, so that all sets are solved in one call.
    """
    others = [place for place in range(len(matrix)) if place != outcome]
    count = len(others)
    inside = (np.arange(2**count)[:, None] >> np.arange(count) & 1).astype(float)
    between = matrix[np.ix_(others, others)] * inside[:, :, None] * inside[:, None, :]
    between[:, np.arange(count), np.arange(count)] = 1.0
    towards = matrix[others, outcome] * inside
    found: Floats = (towards * np.linalg.solve(between, towards[:, :, None])[:, :, 0]).sum(axis=1)
    return found


def lmg(matrix: Floats, outcome: int) -> Floats:
    """Return the share of R squared of every variable but the outcome, in order; they add up to R squared.

    Parameters
    ----------
    matrix
        Correlations, shape (p + 1, p + 1), positive definite; time and memory grow with 2^p.
    outcome
        Place of the outcome in it.
    """
    known = r_squared(matrix, outcome)
    count = len(matrix) - 1
    sets = np.arange(2**count)
    weights = np.array([1 / (count * comb(count - 1, size)) for size in range(count)])
    sizes = (sets[:, None] >> np.arange(count) & 1).sum(axis=1)
    shares = np.zeros(count)
    for one in range(count):
        without = sets[sets >> one & 1 == 0]
        shares[one] = (weights[sizes[without]] * (known[without | 1 << one] - known[without])).sum()
    return shares


def drivers(
    matrix: Floats, names: Sequence[str], outcome: str, n: int, *, seed: int = 0, draws: int = DRAWS
) -> list[Driver]:
    """Return the drivers of an outcome, the strongest first, with 95 % bootstrap intervals.

    Parameters
    ----------
    matrix
        Released correlations, shape (p, p); rounding may have made it singular, so it is drawn a little towards none.
    names, outcome
        Names of its rows, and the one to explain.
    n
        The least number of complete responses behind it; the parametric bootstrap draws Wishart matrices of that size.
    """
    place = list(names).index(outcome)
    steady = _steady(matrix)
    shares = lmg(steady, place)
    drawn = np.array([lmg(draw, place) for draw in _draws(steady, n, draws, seed)])
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    others = [name for name in names if name != outcome]
    noise = float(np.quantile(np.random.default_rng(seed).chisquare(1, 4000), 0.95)) / n
    signs = [int(np.sign(matrix[place, list(names).index(name)])) for name in others]
    found = [
        Driver(name, float(share), float(least), float(most), sign, bool(least > noise))
        for name, share, least, most, sign in zip(others, shares, low, high, signs, strict=True)
    ]
    return sorted(found, key=lambda driver: -driver.share)


def _steady(matrix: Floats) -> Floats:
    """Return the matrix itself, or where rounding left it singular, drawn towards no correlation until it is not."""
    weight, steady = 0.0, matrix
    while np.linalg.eigvalsh(steady)[0] < RIDGE:
        weight += 0.01
        steady = (1 - weight) * matrix + weight * np.eye(len(matrix))
    return steady


def _draws(matrix: Floats, n: int, draws: int, seed: int) -> list[Floats]:
    """Return correlation matrices as n people from a normal population with this one would show them."""
    rng = np.random.default_rng(seed)
    root = np.linalg.cholesky(matrix)
    size = len(matrix)
    found = []
    for _ in range(draws):
        # Bartlett's decomposition of a Wishart matrix.
        lower = np.tril(rng.normal(size=(size, size)), -1)
        lower[np.diag_indices(size)] = np.sqrt(rng.chisquare(n - 1 - np.arange(size)))
        product = root @ lower
        covariance = product @ product.T
        spread = np.sqrt(np.diag(covariance))
        found.append(covariance / np.outer(spread, spread))
    return found
