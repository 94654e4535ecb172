"""Constructs that fell against a unit's own last comparable waves by more than noise. Pure.

A wave is comparable with an earlier one when the door released both with full precision and they cover the same
units; coarse cells are never compared, because their membership changed by a few people and their numbers hide it.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from engagement.insights.noise import believable, person_spread

COMPARED_WAVES = 3
# As shares of the scale: 0.3 and 0.6 on a scale from 1 to 5.
LEAST_FALL = 0.075
LARGE_FALL = 0.15
BESIDE_P = 0.01
TWO_SIDED_95 = 1.96


@dataclass(frozen=True, slots=True)
class Fall:
    """A construct of a unit that fell.

    Attributes
    ----------
    share, interval95
        Size as a share of the scale, below 0; the interval holds noise and the rounding of released means.
    p
        One-sided, for the least favourable value inside the rounding.
    items
        Items compared.
    sources
        The wave and the earlier ones it was compared with, over all items.
    is_core
        Whether it can raise an alert alone; others stand beside one that does.
    """

    unit: str
    construct: str
    share: float
    interval95: tuple[float, float]
    p: float
    items: tuple[str, ...]
    sources: tuple[str, ...]
    is_core: bool


def falls(cells: pd.DataFrame, *, source: str, core: Collection[str]) -> list[Fall]:
    """Return the constructs that fell in the wave `source`, per unit: core ones, and others that fell beside them.

    Parameters
    ----------
    cells
        One row per released cell: unit, source, ends, item, construct, low, high, mid, n_low, covers, minimum,
        maximum, precision. Waves after `source` must not be among them.
    source
        The wave asked about.
    core
        Constructs that raise an alert. Among their comparisons of one wave at most 5 % of those believed are expected
        to be false.
    """
    scored = _scored(cells)
    changes = _changes(scored, source=source)
    if changes.empty:
        return []
    spread = person_spread(scored)
    found = [_fall(group, spread, core) for _, group in changes.groupby(["unit", "construct"], sort=True)]
    central = [fall for fall in found if fall.is_core]
    believed = believable(np.array([fall.p for fall in central]))
    alarming = [
        fall for fall, is_true in zip(central, believed, strict=True) if is_true and fall.share <= -LEAST_FALL
    ]
    units = {fall.unit for fall in alarming}
    beside = [fall for fall in found if fall.unit in units and not fall.is_core and fall.p <= BESIDE_P]
    return alarming + [fall for fall in beside if fall.share <= -LEAST_FALL]


def _scored(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the comparable cells with their means and half widths as shares of the scale."""
    usable = cells[(cells["precision"] == "full") & cells["mid"].notna() & (cells["construct"] != "")]
    usable = usable[~usable["item"].str.contains("=")].sort_values(["unit", "item", "ends", "source"])
    span = usable["maximum"] - usable["minimum"]
    half = (usable["high"] - usable["low"]) / 2 / span
    return usable.assign(share=(usable["mid"] - usable["minimum"]) / span, half=half)


def _changes(scored: pd.DataFrame, *, source: str) -> pd.DataFrame:
    """Return one row per unit and item of the wave: change against its last comparable waves, and what it rests on."""
    now = scored[scored["source"] == source]
    earlier = scored[scored["source"] != source].sort_values("ends")
    pairs = now.merge(earlier, on=["unit", "item", "covers"], suffixes=("", "_before"))
    pairs = pairs.groupby(["unit", "item"], sort=False).tail(COMPARED_WAVES)
    pairs = pairs.assign(inverse=1 / pairs["n_low_before"])
    grouped = pairs.groupby(["unit", "item", "construct"], as_index=False, sort=True)
    changes = grouped.agg(
        share=("share", "first"),
        half=("half", "first"),
        n_low=("n_low", "first"),
        share_before=("share_before", "mean"),
        half_before=("half_before", "mean"),
        inverse=("inverse", "mean"),
        waves=("inverse", "size"),
        sources=("source_before", tuple),
    )
    variance = 1 / changes["n_low"] + changes["inverse"] / changes["waves"]
    return changes.assign(
        source=source,
        change=changes["share"] - changes["share_before"],
        slack=changes["half"] + changes["half_before"],
        scale=np.sqrt(variance.to_numpy(float)),
    )


def _fall(items: pd.DataFrame, spread: float, core: Collection[str]) -> Fall:
    """Return the change of one construct: the mean over its items.

    The items are answered by the same people, so the standard error is the mean of theirs: that of perfectly
    correlated items, the largest it can be.
    """
    change, slack = float(items["change"].mean()), float(items["slack"].mean())
    error = spread * float(items["scale"].mean())
    reach = TWO_SIDED_95 * error + slack
    construct = str(items["construct"].iloc[0])
    return Fall(
        unit=str(items["unit"].iloc[0]),
        construct=construct,
        share=change,
        interval95=(change - reach, change + reach),
        p=float(stats.norm.sf((-change - slack) / error)),
        items=tuple(items["item"]),
        sources=tuple(
            dict.fromkeys([str(items["source"].iloc[0]), *(one for many in items["sources"] for one in many)])
        ),
        is_core=construct in core,
    )
