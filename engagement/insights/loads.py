"""Units whose hours in meetings rose suddenly, beside how those of all other units changed in the same block. Pure."""

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.multitest import multipletests

# Half a working day a week more, at the lower end of what was released.
LEAST_RISE = 4.0
LARGE_RISE = 8.0
LEAST_UNITS = 8
# Of a hundred blocks in which nothing happened, one gives an alert somewhere in the company.
ALPHA = 0.01
MAD_TO_SD = 1.4826
# The median absolute deviation of n values tells as much of the scatter as the standard deviation of 0.37 n (Rousseeuw & Croux 1993).
MAD_EFFICIENCY = 0.37
# Bands hide how much units differ: never take the scatter for less than this, in hours.
LEAST_SCATTER = 1.0


def risen(cells: pd.DataFrame) -> dict[str, float]:
    """Return unit -> rise in hours a week at the lower end, for units that stand out.

    Parameters
    ----------
    cells
        One row per unit of one block: unit, low, high, mid of the change against the block before; NaN where withheld.
        With fewer than eight units nothing stands out.

    Notes
    -----
    Student's t of the distance to the median, scatter from the median absolute deviation, Holm (1979) over units.
    """
    known = cells.dropna(subset=["low", "mid"])
    if len(known) < LEAST_UNITS:
        return {}
    middle = known["mid"].to_numpy(float)
    usual = np.median(middle)
    measured = MAD_TO_SD * float(np.median(np.abs(middle - usual)))
    # A measured scatter is itself uncertain, a fixed one is not.
    freedom = (len(known) - 1) * (MAD_EFFICIENCY if measured > LEAST_SCATTER else 1)
    chance = stats.t.sf((middle - usual) / max(LEAST_SCATTER, measured), freedom)
    clear = multipletests(chance, alpha=ALPHA, method="holm")[0] & (
        known["low"].to_numpy(float) >= LEAST_RISE
    )
    return {
        str(unit): float(low)
        for unit, low in zip(known.loc[clear, "unit"], known.loc[clear, "low"], strict=True)
    }
