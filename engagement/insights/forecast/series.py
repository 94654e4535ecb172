r"""A released feature as it most likely stood in each block, where some values were not released.

A value is taken for a unit's lasting level plus something passing of which a share `keep` is left a block later:

    x_ub = level_u + z_ub,    E[z_u,b+1 | z_ub] = keep * z_ub

Both are found from the squared differences of values h blocks apart, whose mean is 2 V (1 - keep^h), V the variance of
what passes (the variogram: Cressie 1993, Statistics for Spatial Data, section 2.4): differences need no unit levels, so
short records do not bias them. A level is the unit's mean drawn to the company's as far as it rests on few values, and
an empty value is the last known one, drawn to that level as much as time has passed (partial pooling: Gelman & Hill
2007, chapter 12).
"""

import warnings
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engagement.insights.forecast.grid import NORMAL_BLOCKS, Floats

# Blocks apart that differences are taken over: three quarters, so that a quarterly survey has three of them.
MOST_APART = 9
KEEPS = np.concatenate([np.arange(0.0, 0.95, 0.05), [0.95, 0.98]])


@dataclass(frozen=True, slots=True)
class Persistence:
    """How features persist, shape (features,): `keep` 0-1 a block, variance of what passes and of what lasts."""

    keep: Floats
    passing: Floats
    lasting: Floats


class Series:
    """All features of a company beside the company's mean in each block, shape (features, units, blocks)."""

    def __init__(self, values: Floats) -> None:
        self.known = ~np.isnan(values)
        self._values = values - quiet_mean(values, axis=1)[:, None, :]
        self._last, self._age = _last_known(self._values)
        self._apart = _apart(self._values)
        squares = np.nan_to_num(self._values) ** 2
        self._spread = np.cumsum(squares.sum(axis=1), axis=1), np.cumsum(self.known.sum(axis=1), axis=1)

    def persistence(self, origin: int) -> Persistence:
        """Return how the features persisted before block number `origin`."""
        total, number = (one[:, :, origin - 1] for one in self._apart)
        shape = 2 * (1 - KEEPS[:, None] ** np.arange(1, MOST_APART + 1))
        mean = total / np.maximum(number, 1)
        # Least squares over the distances, each weighed by its pairs; V in closed form for every keep.
        variance = (number * mean) @ shape.T / np.maximum(number @ (shape**2).T, 1e-300)
        loss = variance**2 * (number @ (shape**2).T) - 2 * variance * ((number * mean) @ shape.T)
        best = np.argmin(loss, axis=1)
        passing = variance[np.arange(len(best)), best]
        everything = self._spread[0][:, origin - 1] / np.maximum(self._spread[1][:, origin - 1], 1)
        return Persistence(KEEPS[best], passing, np.maximum(everything - passing, 0.0))

    def levels(self, origin: int, how: Persistence) -> Floats:
        """Return the lasting levels before `origin`, shape (features, units); 0, the company's, where nothing is known."""
        window = slice(max(0, origin - NORMAL_BLOCKS), origin)
        number = self.known[:, :, window].sum(axis=2)
        total = np.nan_to_num(self._values[:, :, window]).sum(axis=2)
        noise = how.passing * (1 + how.keep) / (1 - how.keep)
        return np.asarray(
            how.lasting[:, None] * total / np.maximum(how.lasting[:, None] * number + noise[:, None], 1e-300)
        )

    def passing(self, origin: int, blocks: int, how: Persistence, levels: Floats) -> Floats:
        """Return what passes in the up to `blocks` blocks before `origin`, newest last; NaN where nothing was ever known."""
        window = slice(max(0, origin - blocks), origin)
        left = how.keep[:, None, None] ** self._age[:, :, window]
        return np.asarray(left * (self._last[:, :, window] - levels[:, :, None]))


def _last_known(values: Floats) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Return the last known value up to each block and how many blocks ago it was."""
    places = np.arange(values.shape[2])
    newest = np.maximum.accumulate(np.where(np.isnan(values), -1, places), axis=2)
    last = np.take_along_axis(values, np.maximum(newest, 0), axis=2)
    return np.where(newest >= 0, last, np.nan), np.where(newest >= 0, places - newest, 0)


def _apart(values: Floats) -> tuple[Floats, Floats]:
    """Return sums and numbers of squared differences up to each block, shape (features, distances, blocks)."""
    features, _, blocks = values.shape
    total, number = np.zeros((2, features, MOST_APART, blocks))
    for apart in range(1, min(MOST_APART + 1, blocks)):
        squares = (values[:, :, apart:] - values[:, :, :-apart]) ** 2
        number[:, apart - 1, apart:] = (~np.isnan(squares)).sum(axis=1)
        total[:, apart - 1, apart:] = np.nan_to_num(squares).sum(axis=1)
    return np.cumsum(total, axis=2), np.cumsum(number, axis=2)


def quiet_mean(values: Floats, *, axis: int) -> Floats:
    """Return the mean without the empty values; NaN of nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.asarray(np.nanmean(values, axis=axis))
