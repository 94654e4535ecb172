"""What alerts like one have been worth so far: of those old enough to judge, how many preceded a rise in leavers. Pure.

A rise is what the forecast predicts: more leavers in three blocks than is normal for the unit. An alert is judged when
the half-year after it is over, by the three-block windows that lie wholly inside it; what units without such an alert
did in the same half-years stands beside it, because some rises come by chance.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

import numpy as np
import pandas as pd

from engagement.insights.forecast.grid import BLOCK_DAYS, HORIZON, Floats, Grid, normal_before

# People decide, give notice and leave: half a year is how long an alert has to be followed by a rise.
HALF_YEAR = timedelta(days=182)
# What is normal for a unit is not known before this many blocks.
LEAST_BLOCKS_BEFORE = 6
# With fewer alerts judged a share says nothing, and could tell what happened in one of the few units.
LEAST_JUDGED = 5


@dataclass(frozen=True, slots=True)
class Past:
    """An alert of the past: unit and the day on which it was opened."""

    unit: str
    opened_on: date


@dataclass(frozen=True, slots=True)
class Record:
    """How alerts did.

    Attributes
    ----------
    judged
        Alerts whose following half-year is over and whose unit's leavers are known.
    preceded
        Of these, those that a rise followed.
    weeks
        Median weeks from the alert to the first block of the rise; None where there was none.
    usual
        Share of units without an alert that saw a rise in the same half-years, 0-1; None where nothing was judged.
    """

    judged: int
    preceded: int
    weeks: int | None
    usual: float | None = None

    @property
    def is_telling(self) -> bool:
        """Say whether enough alerts were judged to speak of a record."""
        return self.judged >= LEAST_JUDGED


NOTHING = Record(0, 0, None)


@dataclass(frozen=True, slots=True)
class Rises:
    """Whether each window of three blocks brought a rise: 1, 0, or NaN where not known, shape (units, blocks)."""

    grid: Grid
    events: Floats

    def after(self, opened_on: date) -> slice | None:
        """Return the windows wholly inside the half-year after a day; None while it is not over."""
        first = self.grid.blocks[0].date()
        low = -(-(opened_on - first).days // BLOCK_DAYS)
        high = (opened_on + HALF_YEAR - first).days // BLOCK_DAYS - HORIZON + 1
        is_over = high + HORIZON - 1 <= len(self.grid.blocks)
        return slice(max(low, LEAST_BLOCKS_BEFORE), high) if is_over and low >= 0 else None


def rises_of(panel: pd.DataFrame) -> Rises | None:
    """Return the rises of a panel with columns unit, block, headcount, leavers; None where it is empty."""
    if panel.empty:
        return None
    grid = Grid.of(panel[["unit", "block", "headcount", "leavers"]])
    events = np.full((len(grid.units), len(grid.blocks)), np.nan)
    for origin in range(LEAST_BLOCKS_BEFORE, len(grid.blocks)):
        events[:, origin] = grid.event(origin, normal_before(grid, origin))
    return Rises(grid, events)


def record_of(past: Sequence[Past], rises: Rises | None) -> Record:
    """Return the record of alerts; one that cannot be judged is left out."""
    if rises is None:
        return NOTHING
    places = {unit: row for row, unit in enumerate(rises.grid.units)}
    known = [(one, rises.after(one.opened_on), places.get(one.unit)) for one in past]
    weeks: list[int | None] = []
    usual: list[float] = []
    for alert, span, row in known:
        if span is None or row is None or np.isnan(rises.events[row, span]).all():
            continue
        weeks.append(_weeks_to_rise(alert, rises, row, span))
        usual += _share_of_others(rises, span, {places[one.unit] for one, _, at in known if at is not None})
    told = [one for one in weeks if one is not None]
    return Record(
        len(weeks),
        len(told),
        round(median(told)) if told else None,
        float(np.mean(usual)) if usual else None,
    )


def _weeks_to_rise(alert: Past, rises: Rises, row: int, span: slice) -> int | None:
    windows = np.flatnonzero(rises.events[row, span] == 1)
    if not len(windows):
        return None
    return int((rises.grid.blocks[span.start + windows[0]].date() - alert.opened_on).days // 7)


def _share_of_others(rises: Rises, span: slice, alerted: Collection[int]) -> list[float]:
    """Return the share of units never alerted that saw a rise in some windows; nothing where there is none."""
    others = np.delete(rises.events[:, span], sorted(alerted), axis=0)
    known = others[~np.isnan(others).all(axis=1)]
    return [float((known == 1).any(axis=1).mean())] if len(known) else []
