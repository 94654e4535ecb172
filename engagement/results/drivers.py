"""Which constructs go with an outcome: relative importance from a correlation matrix. Pure.

Lindeman, Merenda & Gold (1980), as in Groemping (2006, J. Stat. Softw. 17/1): the share of R squared that a construct
adds, averaged over all orders in which the constructs can enter - the Shapley value of R squared. Association, not cause.
"""

from collections.abc import Iterator, Sequence
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

    Bit j of a place says whether the j-th other variable is in the set.
    """
    found: Floats = np.zeros(2 ** (len(matrix) - 1))
    for chosen, explained in _sets(_outcome_last(matrix[None], outcome)):
        found[sum(1 << one for one in chosen)] = explained[0]
    return found


def lmg(matrix: Floats, outcome: int) -> Floats:
    """Return the share of R squared of every variable but the outcome, in order; they add up to R squared.

    Parameters
    ----------
    matrix
        Correlations, shape (p + 1, p + 1), positive definite; time grows with 2^p.
    outcome
        Place of the outcome in it.
    """
    shares: Floats = _shares(_outcome_last(matrix[None], outcome))[0]
    return shares


def _outcome_last(matrices: Floats, outcome: int) -> Floats:
    order = [place for place in range(matrices.shape[1]) if place != outcome] + [outcome]
    moved: Floats = matrices[:, order][:, :, order]
    return moved


def _sets(matrices: Floats) -> Iterator[tuple[tuple[int, ...], Floats]]:
    """Yield every set of predictors but the empty one, with the R squared of the last variable on it in each matrix.

    A set is one step from a smaller one: the next variable is swept out of what the others leave unexplained
    (Goodnight 1979, Am. Stat. 33, 149-158), in all matrices at once.
    """
    waiting: list[tuple[tuple[int, ...], tuple[int, ...], Floats]] = [
        ((), tuple(range(matrices.shape[1] - 1)), matrices)
    ]
    while waiting:
        chosen, left, rest = waiting.pop()
        for place, variable in enumerate(left):
            column = rest[:, place + 1 :, place]
            after = rest[:, place + 1 :, place + 1 :] - (
                column[:, :, None] * (column / rest[:, place, place, None])[:, None, :]
            )
            grown = (*chosen, variable)
            yield grown, 1 - after[:, -1, -1]
            if place + 1 < len(left):
                waiting.append((grown, left[place + 1 :], after))


def _shares(matrices: Floats) -> Floats:
    """Return the LMG shares of all variables but the last in each matrix, shape (matrices, p)."""
    count = matrices.shape[1] - 1
    weights = [1 / (count * comb(count - 1, size)) for size in range(count)]
    shares = np.zeros((len(matrices), count))
    for chosen, explained in _sets(matrices):
        # A set counts for each variable in it as the larger of two, and for each outside as the smaller.
        weight = np.full(count, -weights[len(chosen)] if len(chosen) < count else 0.0)
        weight[list(chosen)] = weights[len(chosen) - 1]
        shares += explained[:, None] * weight
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
    drawn = _shares(_outcome_last(_draws(steady, n, draws, seed), place))
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


def _draws(matrix: Floats, n: int, draws: int, seed: int) -> Floats:
    """Return correlation matrices as n people from a normal population with this one would show them."""
    rng = np.random.default_rng(seed)
    size = len(matrix)
    # Bartlett's decomposition of a Wishart matrix.
    lower = np.tril(rng.normal(size=(draws, size, size)), -1)
    diagonal = np.arange(size)
    lower[:, diagonal, diagonal] = np.sqrt(rng.chisquare(n - 1 - diagonal, size=(draws, size)))
    product = np.linalg.cholesky(matrix) @ lower
    covariance = product @ product.transpose(0, 2, 1)
    spread = np.sqrt(np.diagonal(covariance, axis1=1, axis2=2))
    found: Floats = covariance / (spread[:, :, None] * spread[:, None, :])
    return found
