"""Reasons that leavers of a pool name more often than leavers of the whole company do, and that return. Pure."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from engagement.insights.noise import Floats, believable

COMPARED_WAVES = 4
LEAST_EXCESS = 0.10
LARGE_EXCESS = 0.25
# In a single wave a reason counts as "above the company" at this p; it must do so twice to return.
SEEN_P = 0.20


@dataclass(frozen=True, slots=True)
class ExitTheme:
    """A reason of a pool of leavers.

    Attributes
    ----------
    excess
        Share of the pool minus share of the company in the newest wave, from the nearer ends of both intervals.
    company
        Interval of the company's share in the newest wave.
    p
        Over all compared waves.
    sources
        The waves in which it was above the company, oldest first.
    """

    unit: str
    item: str
    excess: float
    company: tuple[float, float]
    p: float
    sources: tuple[str, ...]


def returning_themes(cells: pd.DataFrame, *, source: str) -> list[ExitTheme]:
    """Return the reasons of the wave `source` that are above the company's and were so before.

    Parameters
    ----------
    cells
        One row per released cell of exit waves: unit, source, ends, item, low, high (ends of the share, 0 to 1), n_low,
        covers. The company is, per wave and item, the cell that covers most; a pool that covers as much is left out.
        Waves after `source` must not be among them.

    Notes
    -----
    In each wave the pool's share is tested against the company's by the exact binomial tail, at the lower end of the
    pool's interval, the upper end of the company's and the smallest number of leavers in the band: every choice makes
    the p-value larger. The last four waves are joined by Fisher's method, and of all pools and reasons of a wave those
    are kept of which at most 5 % are expected to be false.
    """
    tested = _tested(cells)
    rows = [_theme(group, source) for _, group in tested.groupby(["unit", "item"], sort=True)]
    themes = [theme for theme in rows if theme is not None]
    believed = believable(np.array([theme.p for theme in themes]))
    return [
        theme
        for theme, is_true in zip(themes, believed, strict=True)
        if is_true and theme.excess >= LEAST_EXCESS and len(theme.sources) > 1 and source in theme.sources
    ]


def _tested(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the pools' cells with the company's interval and the p-value of each wave."""
    known = cells[cells["low"].notna()]
    known = known.assign(size=known["covers"].map(len))
    company = known.sort_values(["size", "n_low", "unit"]).drop_duplicates(["source", "item"], keep="last")
    pairs = known.merge(
        company[["source", "item", "low", "high", "size"]], on=["source", "item"], suffixes=("", "_company")
    )
    pools = pairs[pairs["size"] < pairs["size_company"]]
    return pools.assign(
        p=tail_probability(
            pools["low"].to_numpy(float),
            pools["n_low"].to_numpy(float),
            pools["high_company"].to_numpy(float),
        )
    )


def tail_probability(share: Floats, people: Floats, company: Floats) -> Floats:
    """Return the chance of a share at least this large among so many people if each named it as the company did."""
    # A share just under k/n through rounding still means k people.
    count = np.ceil(share * people - 1e-9)
    return np.asarray(stats.binom.sf(count - 1, people, company), dtype=float)


def _theme(waves: pd.DataFrame, source: str) -> ExitTheme | None:
    """Return one pool's reason over its last waves; None when the wave asked about has none of it."""
    last = waves.sort_values("ends").tail(COMPARED_WAVES)
    newest = last[last["source"] == source]
    if newest.empty:
        return None
    row = newest.iloc[0]
    p_values = np.maximum(last["p"].to_numpy(float), 1e-12)
    joined = float(stats.chi2.sf(-2 * np.log(p_values).sum(), 2 * len(p_values)))
    above = last[last["p"] <= SEEN_P]
    return ExitTheme(
        unit=str(row["unit"]),
        item=str(row["item"]),
        excess=float(row["low"] - row["high_company"]),
        company=(float(row["low_company"]), float(row["high_company"])),
        p=joined,
        sources=tuple(above["source"]),
    )
