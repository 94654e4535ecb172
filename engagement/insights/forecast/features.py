"""What a unit's released values looked like before a block, each beside the same unit earlier and the other units now."""

import numpy as np
import numpy.typing as npt

from engagement.insights.forecast.grid import Bools, Floats, Grid
from engagement.insights.forecast.series import Series, quiet_mean

# Blocks back from the origin: the newest, the two before, the three before those.
LAGS = ((1, 1), (2, 3), (4, 6))
MOST_BACK = 6
OWN = "leavers"
OWN_LAGS = ((1, 3), (4, 6))
PER_FEATURE = len(LAGS) + 2


class Features:
    """The columns of the model: per feature three lags against the unit's own level, that level, and whether it is missing.

    Attributes
    ----------
    sources
        The feature that each column came from; `leavers` for the unit's own recent record.
    groups
        Which columns are believed to weigh alike, shape (columns,): those of a feature, the oldest lags of all, whether
        any is missing, and the own record. What is rarely a cause is judged over all features together.
    """

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        values = list(grid.features.values())
        self._raw = np.stack(values) if values else np.zeros((0, *grid.leavers.shape))
        self._series = Series(self._raw)
        self.sources: list[str] = [name for name in grid.features for _ in range(PER_FEATURE)]
        self.sources += [OWN] * len(OWN_LAGS)
        self.groups = _groups(len(values))

    def before(self, origin: int, expected: Floats) -> Floats:
        """Return the columns as seen from block number `origin`, shape (units, columns); NaN where nothing is known.

        `expected` are the leavers per block at each unit's level. Every column is a deviation from the mean of the
        company's units in the same block, so that what moves all units alike is not mistaken for a cause.
        """
        how = self._series.persistence(origin)
        levels = self._series.levels(origin, how)
        passing = self._series.passing(origin, MOST_BACK, how, levels)
        missing = ~self._series.known[:, :, origin - 1]
        columns = [_window_mean(passing, newest, oldest) for newest, oldest in LAGS]
        features = np.stack([*columns, levels, missing.astype(float)], axis=1)
        own = [self._recent(origin, expected, *span) for span in OWN_LAGS]
        table = np.column_stack([*features.reshape(-1, len(self._grid.units)), *own])
        return table - quiet_mean(table, axis=0)

    def lately(self, origin: int) -> Bools:
        """Say for each unit whether any feature was released in the blocks that the columns look back on."""
        window = self._series.known[:, :, max(0, origin - MOST_BACK) : origin]
        return np.asarray(window.any(axis=(0, 2)))

    def sizes(self, origin: int) -> Floats:
        """Return the largest absolute value behind each column before `origin`, against which rounding is judged."""
        largest = np.abs(np.nan_to_num(self._raw[:, :, :origin])).max(axis=(1, 2), initial=0.0)
        return np.append(np.repeat(largest, PER_FEATURE), [0.0] * len(OWN_LAGS))

    def _recent(self, origin: int, expected: Floats, newest: int, oldest: int) -> Floats:
        """Return leavers beyond the expected of some blocks back, in about their standard deviations."""
        blocks = oldest - newest + 1
        low, high = max(0, origin - oldest), max(0, origin - newest + 1)
        counts = quiet_mean(self._grid.leavers[:, low:high], axis=1) * blocks
        usual = expected * blocks
        return np.asarray((counts - usual) / np.sqrt(usual + 1.0))


def _groups(features: int) -> npt.NDArray[np.int64]:
    """Return the group of each column, in the order of the columns."""
    oldest, missing, own = features, features + 1, features + 2
    each = [(place, place, oldest, place, missing) for place in range(features)]
    return np.array([group for columns in each for group in columns] + [own] * len(OWN_LAGS))


def _window_mean(passing: Floats, newest: int, oldest: int) -> Floats:
    """Return the mean of the blocks `newest` to `oldest` back, newest last in `passing`; NaN where none is known."""
    blocks = passing.shape[2]
    return quiet_mean(passing[:, :, max(0, blocks - oldest) : max(0, blocks - newest + 1)], axis=2)
