"""What a released number stands for: the interval in which the unrounded value lies. Pure.

The door rounds means to 0.1 and percentages to whole ones, makes small groups coarse (the sum to the nearest multiple
of twice the range) and gives signals of small groups as bands. Whoever computes with a released number computes with
its interval, or says more than was released.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]

HALF_MEAN_STEP = 0.05
HALF_PERCENT = 0.005


def least_n(bands: pd.Series) -> pd.Series:
    """Return the smallest number of people of n-bands such as "10-14" or "200+"; empty for an empty series."""
    return bands.str.extract(r"^(\d+)", expand=False).astype(int)


def survey_interval(cells: pd.DataFrame) -> tuple[Floats, Floats]:
    """Return the interval of each survey or topic cell, in units of its item.

    Parameters
    ----------
    cells
        Columns mean, favourable_low, favourable_high, precision, n_low, minimum, maximum; one row per cell.

    Returns
    -------
    tuple
        Lower and upper ends, shape (n,); NaN where nothing was released. The mean is within 0.05 of the truth, or
        within (maximum - minimum) / n + 0.05 where it is coarse. For items of 0 and 1 the percentage is the same
        quantity, so that both intervals hold and the narrower one remains.
    """
    span = (cells["maximum"] - cells["minimum"]).to_numpy(float)
    coarse = (cells["precision"] == "coarse").to_numpy()
    half = HALF_MEAN_STEP + np.where(coarse, span / cells["n_low"].to_numpy(float), 0.0)
    mean = cells["mean"].to_numpy(float)
    low, high = mean - half, mean + half
    choice = (cells["maximum"] == 1.0).to_numpy() & (cells["minimum"] == 0.0).to_numpy()
    low, high = _narrowed(low, high, *_percent_interval(cells), where=choice)
    bounded = (
        np.clip(low, cells["minimum"], cells["maximum"]),
        np.clip(high, cells["minimum"], cells["maximum"]),
    )
    return bounded[0].astype(float), bounded[1].astype(float)


def signal_interval(cells: pd.DataFrame) -> tuple[Floats, Floats]:
    """Return the interval of each signals cell: its band, or its value give or take half a step.

    Parameters
    ----------
    cells
        Columns value, band_low, band_high, step; one row per cell.
    """
    value, half = cells["value"].to_numpy(float), cells["step"].to_numpy(float) / 2
    low = np.where(np.isnan(value), cells["band_low"].to_numpy(float), value - half)
    high = np.where(np.isnan(value), cells["band_high"].to_numpy(float), value + half)
    return low, high


def _percent_interval(cells: pd.DataFrame) -> tuple[Floats, Floats]:
    low = cells["favourable_low"].to_numpy(float) / 100
    high = cells["favourable_high"].to_numpy(float) / 100
    exact = np.where(low == high, HALF_PERCENT, 0.0)
    return low - exact, high + exact


def _narrowed(
    low: Floats, high: Floats, other_low: Floats, other_high: Floats, *, where: npt.NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Return the intersection with another interval where both are known, the known one where one is."""
    both_low, both_high = np.fmax(low, other_low), np.fmin(high, other_high)
    empty = both_low > both_high
    narrow_low, narrow_high = np.where(empty, other_low, both_low), np.where(empty, other_high, both_high)
    return np.where(where, narrow_low, low), np.where(where, narrow_high, high)
