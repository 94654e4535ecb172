"""A panel as matrices of units by blocks, and what is normal for a unit."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

HORIZON = 3
BLOCK_DAYS = 28
NORMAL_BLOCKS = 26
# Person-blocks of the company's rate that stand beside a unit's own record.
PRIOR_EXPOSURE = 300.0
USUAL_SHARE = 0.8
KEYS = ("unit", "block", "headcount", "leavers")


@dataclass(frozen=True, slots=True)
class Grid:
    """A company: rows are units, columns consecutive blocks; NaN where a unit has no row or a value was not released.

    Attributes
    ----------
    headcount, leavers
        Shape (units, blocks).
    features
        Name -> shape (units, blocks).
    """

    units: tuple[str, ...]
    blocks: pd.DatetimeIndex
    headcount: Floats
    leavers: Floats
    features: dict[str, Floats]

    @classmethod
    def of(cls, panel: pd.DataFrame) -> "Grid":
        """Return the grid of a panel with columns unit, block, headcount, leavers and any number of features."""
        rows, units = pd.factorize(panel["unit"], sort=True)
        blocks = pd.date_range(panel["block"].min(), panel["block"].max(), freq=f"{BLOCK_DAYS}D")
        columns = blocks.get_indexer(pd.DatetimeIndex(panel["block"]))

        def matrix(name: str) -> Floats:
            values = np.full((len(units), len(blocks)), np.nan)
            values[rows, columns] = panel[name].to_numpy(float)
            return values

        names = [name for name in panel.columns if name not in (*KEYS, "line")]
        return cls(
            tuple(map(str, units)),
            blocks,
            matrix("headcount"),
            matrix("leavers"),
            {name: matrix(name) for name in names},
        )

    def coming(self, origin: int) -> Floats:
        """Return the leavers of the three blocks from `origin` on, shape (units,); NaN where one is not known."""
        if origin + HORIZON > len(self.blocks):
            return np.full(len(self.units), np.nan)
        return np.asarray(self.leavers[:, origin : origin + HORIZON].sum(axis=1))

    def event(self, origin: int, normal: "Normal") -> Floats:
        """Return 1 where more left than is normal, 0 where not, NaN where it is not known, shape (units,)."""
        coming = self.coming(origin)
        unknown = np.isnan(coming) | np.isnan(normal.last)
        return np.where(unknown, np.nan, (coming > normal.usual).astype(float))


@dataclass(frozen=True, slots=True)
class Normal:
    """What is normal for each unit before a block, shape (units,).

    Attributes
    ----------
    mu
        Leavers of three blocks at the unit's own rate, drawn towards the company's.
    usual
        The most leavers that are still normal: the 80 % quantile of Poisson(mu).
    base
        P(Poisson(mu) > usual), the base rate of the event.
    record, exposure, company
        Leavers and person-blocks of the unit, and leavers per person-block of the company, over 26 blocks.
    last
        Headcount of the block before; NaN where the unit has none, and nothing can be said.
    """

    mu: Floats
    usual: Floats
    base: Floats
    record: Floats
    exposure: Floats
    company: float
    last: Floats


def normal_before(grid: Grid, origin: int) -> Normal:
    """Return what is normal as seen from the first day of block number `origin`; only earlier blocks are read."""
    window = slice(max(0, origin - NORMAL_BLOCKS), origin)
    record = np.nansum(grid.leavers[:, window], axis=1)
    exposure = np.nansum(grid.headcount[:, window], axis=1)
    company = float(record.sum() / exposure.sum()) if exposure.sum() > 0 else 0.0
    last = grid.headcount[:, origin - 1]
    rate = (record + PRIOR_EXPOSURE * company) / (exposure + PRIOR_EXPOSURE)
    mu = HORIZON * rate * last
    usual = stats.poisson.ppf(USUAL_SHARE, np.nan_to_num(mu))
    return Normal(mu, usual, stats.poisson.sf(usual, np.nan_to_num(mu)), record, exposure, company, last)
