"""What a unit's released values looked like before a block, each beside the same unit earlier and the other units now."""

import warnings

import numpy as np

from engagement.insights.forecast.grid import NORMAL_BLOCKS, Floats, Grid

# Blocks back from the origin: the newest, the two before, the three before those.
LAGS = ((1, 1), (2, 3), (4, 6))
# A quarterly survey is still the newest word three blocks later.
CARRIED = 3
OWN = "leavers"


class Features:
    """The columns of the model: per feature three lags against the unit's own level, that level, and whether it is missing.

    Attributes
    ----------
    sources
        The feature that each column came from; `leavers` for the unit's own recent record.
    """

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._carried = {name: carried(values) for name, values in grid.features.items()}
        self.sources: list[str] = [name for name in grid.features for _ in range(len(LAGS) + 2)] + [
            OWN,
            OWN,
        ]

    def before(self, origin: int, expected: Floats) -> Floats:
        """Return the columns as seen from block number `origin`, shape (units, columns); NaN where not released.

        `expected` are the leavers per block at each unit's level. Every column is a deviation from the mean of the
        company's units in the same block, so that what moves all units alike is not mistaken for a cause.
        """
        columns = [column for name in self._grid.features for column in self._of(name, origin)]
        columns += [self._recent(origin, expected, *span) for span in ((1, 3), (4, 6))]
        table = np.column_stack(columns)
        return table - quiet_mean(table, axis=0)

    def sizes(self, origin: int) -> Floats:
        """Return the largest absolute value behind each column before `origin`, against which rounding is judged."""
        largest = [
            float(np.max(np.abs(np.nan_to_num(values[:, :origin]))))
            for values in self._grid.features.values()
        ]
        return np.array([size for size in largest for _ in range(len(LAGS) + 2)] + [0.0, 0.0])

    def _of(self, name: str, origin: int) -> list[Floats]:
        raw = self._grid.features[name]
        values = self._carried[name]
        level = quiet_mean(raw[:, max(0, origin - NORMAL_BLOCKS) : origin], axis=1)
        lags = [window_mean(values, origin, *span) - level for span in LAGS]
        return [*lags, level, np.isnan(raw[:, origin - 1]).astype(float)]

    def _recent(self, origin: int, expected: Floats, newest: int, oldest: int) -> Floats:
        """Return leavers beyond the expected of some blocks back, in about their standard deviations."""
        counts = window_mean(self._grid.leavers, origin, newest, oldest) * (oldest - newest + 1)
        usual = expected * (oldest - newest + 1)
        return np.asarray((counts - usual) / np.sqrt(usual + 1.0))


def carried(values: Floats) -> Floats:
    """Return the values with each empty one filled by the newest of the three blocks before it."""
    filled = values.copy()
    for back in range(1, CARRIED):
        empty = np.isnan(filled[:, back:])
        filled[:, back:][empty] = values[:, :-back][empty]
    return filled


def window_mean(values: Floats, origin: int, newest: int, oldest: int) -> Floats:
    """Return the mean of the blocks `newest` to `oldest` back, shape (units,); NaN where none is known."""
    low, high = max(0, origin - oldest), origin - newest + 1
    return quiet_mean(values[:, low:high], axis=1) if high > low else np.full(len(values), np.nan)


def quiet_mean(values: Floats, *, axis: int) -> Floats:
    """Return the mean without the empty values; NaN of nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.asarray(np.nanmean(values, axis=axis))
