"""How long people stay and what goes with leaving, from counts of pools only: pure, on lifelines and statsmodels."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import statsmodels.api as sm
from lifelines import KaplanMeierFitter

COUNTS = ("duration", "left", "stayed")


@dataclass(frozen=True, slots=True)
class Curve:
    """The share of a pool still there after each duration, with the 95 % interval (log-log, Greenwood).

    Attributes
    ----------
    people, leavers
        Behind the curve.
    share
        Columns duration, share, low, high; empty where the pool was smaller than the policy's minimum.
    """

    pool: str
    people: int
    leavers: int
    share: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Driver:
    """What goes with leaving: log odds for one more unit of a pool's value, with the 95 % interval; not a cause."""

    name: str
    log_odds: float
    se: float
    interval95: tuple[float, float]


def curves(counts: pd.DataFrame, *, least: int) -> list[Curve]:
    """Return the survival curve of every pool of at least `least` people, by name; smaller pools are left out.

    Parameters
    ----------
    counts
        Columns pool, duration (of any unit, from 0 on), left and stayed: how many left after that duration and how
        many were last seen at it. Empty counts give no curve.
    least
        The policy's minimum of people, and of leavers, in a pool; below it a step of the curve would show somebody.
    """
    return [
        found
        for pool, rows in counts.groupby("pool", sort=True)
        if (found := _curve(str(pool), rows)).people >= least and found.leavers >= least
    ]


def _curve(pool: str, rows: pd.DataFrame) -> Curve:
    durations = np.concatenate([rows["duration"], rows["duration"]])
    weights = np.concatenate([rows["left"], rows["stayed"]]).astype(int)
    events = np.repeat([1, 0], len(rows))
    seen = weights > 0
    people, leavers = int(weights.sum()), int(rows["left"].sum())
    if not leavers:
        return Curve(pool, people, leavers, pd.DataFrame(columns=["duration", "share", "low", "high"]))
    fit = KaplanMeierFitter().fit(durations[seen], events[seen], weights=weights[seen])
    share = pd.concat([fit.survival_function_, fit.confidence_interval_survival_function_], axis=1)
    share.columns = pd.Index(["share", "low", "high"])
    return Curve(pool, people, leavers, share.rename_axis("duration").reset_index())


def drivers(pools: pd.DataFrame, names: Sequence[str], *, least: int) -> list[Driver]:
    """Return what each value of a pool goes with, all fitted together: a binomial regression on counts of pools.

    Parameters
    ----------
    pools
        One row per pool: left, stayed and the columns `names`, a number for the pool.
    least
        Pools of fewer people are left out. With fewer pools left than values and two more, nothing is returned.
    """
    known = pools[(pools["left"] + pools["stayed"]) >= least].dropna(subset=list(names))
    if len(known) < len(names) + 2 or known["left"].sum() == 0 or known["stayed"].sum() == 0:
        return []
    design = sm.add_constant(known[list(names)].astype(float), has_constant="add")
    fit = sm.GLM(known[["left", "stayed"]].to_numpy(float), design, family=sm.families.Binomial()).fit()
    limits = fit.conf_int()
    return [
        Driver(
            name,
            float(fit.params[name]),
            float(fit.bse[name]),
            (float(limits.loc[name, 0]), float(limits.loc[name, 1])),
        )
        for name in names
    ]
