"""What alerts like one have been worth so far: of those old enough to judge, how many preceded a rise in leavers. Pure.

An alert is old enough when the quarter after it is over. What counts as a rise is a company-released count of leavers
above the unit's own usual by more than chance; where leavers of a unit are not released nothing can be judged.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

import pandas as pd
from scipy import stats

# People decide, give notice and leave: half a year is how long an alert has to be followed by a rise.
HORIZON = timedelta(days=182)
LEAST_BLOCKS_BEFORE = 3
RISE_P = 0.1


@dataclass(frozen=True, slots=True)
class Past:
    """An alert of the past: unit and the day on which it was opened."""

    unit: str
    opened_on: date


@dataclass(frozen=True, slots=True)
class Record:
    """How alerts of a theme did.

    Attributes
    ----------
    judged
        Alerts whose following half-year is over and whose unit's leavers are released.
    preceded
        Of these, those that a rise followed.
    weeks
        Median weeks from the alert to the rise; None where there was none.
    """

    judged: int
    preceded: int
    weeks: int | None


def record_of(past: Iterable[Past], leavers: pd.DataFrame, *, on: date) -> Record:
    """Return the record of alerts.

    Parameters
    ----------
    past
        Alerts of one theme.
    leavers
        Columns unit, starts (first day of a block), leavers; released counts only, empty where none are.
    on
        The day of judging; later blocks are not read.
    """
    known = leavers[pd.to_datetime(leavers["starts"]) < pd.Timestamp(on)]
    old = [one for one in past if one.opened_on + HORIZON <= on]
    verdicts = [_first_rise(one, known[known["unit"] == one.unit]) for one in old]
    judged = [verdict for verdict in verdicts if verdict is not None]
    weeks = [days // 7 for days in judged if days >= 0]
    return Record(len(judged), len(weeks), round(median(weeks)) if weeks else None)


def _first_rise(alert: Past, rows: pd.DataFrame) -> int | None:
    """Return the days to the first block with a rise, -1 without one, None where it cannot be judged."""
    opened = pd.Timestamp(alert.opened_on)
    starts = pd.to_datetime(rows["starts"])
    before = rows.loc[starts < opened, "leavers"]
    after = rows[(starts >= opened) & (starts < opened + HORIZON)].sort_values("starts")
    if len(before) < LEAST_BLOCKS_BEFORE or after.empty:
        return None
    # Half a leaver stands beside the record, so that a unit nobody has left yet has a usual of its own.
    usual = (float(before.sum()) + 0.5) / len(before)
    rises = after[stats.poisson.sf(after["leavers"] - 1, usual) < RISE_P]
    return (pd.Timestamp(rises["starts"].iloc[0]) - opened).days if len(rises) else -1
