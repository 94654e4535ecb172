r"""Whether a plan moved what it should: pure estimation over released values.

A unit acts because something looks bad, and what looks bad by chance looks better next time without any action
(regression to the mean). So the change of the acting unit is set against the change of units that did not act and
stood at the same level before:

    effect = after_u - E[after | before_u],     E[after | before] = a + b1 * last + b2 * earlier

with a, b1 and b2 fitted by least squares over the comparable units nearest in level; `last` is the last value before
the start and `earlier` the mean of up to two before it. With b1 + b2 = 1 this is the plain difference in differences;
with less, the expected return towards the mean is taken out. Conditioning on the level before, rather than comparing
changes, is what removes the bias: Barnett, van der Pols & Dobson (2005), Int. J. Epidemiology 34, 215-220; van
Breukelen (2013), Multivariate Behavioral Research 48, 895-922. The interval is that of a new observation, whose
variance is pooled over the comparable units:

    effect +- t(0.975, m - p) * s * sqrt(1 + z' (Z'Z)^-1 z) +- h

(Seber & Lee 2003, Linear Regression Analysis, section 5.3), m comparable units, p coefficients, s the residual standard
deviation, and h how far the acting unit's own rounded or banded values can be from the truth. Bands of the comparable
units are part of s. With fewer than six comparable units no slope is fitted; the share of the gap to them that closes
by itself is then only known to lie between nothing and all of it, and the interval is as wide as that leaves it.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

Floats = npt.NDArray[np.float64]
Direction = Literal["up", "down"]
Tree = Mapping[str, str | None]

METHOD = "difference in differences given the level before"
BEFORE_PERIODS = 3
LEAST_COMPARABLE = 3
MOST_COMPARABLE = 30
# Comparable units a slope is worth fitting for: three residual degrees of freedom at least.
LEAST_FOR_ONE_SLOPE = 6
LEAST_FOR_TWO_SLOPES = 8
# The noise of a mean depends on how many people stand behind it, so only units of like size are comparable.
SIZE_FACTOR = 2.0
CONFIDENCE = 0.95


class Verdict(StrEnum):
    """What can be said about a plan."""

    MOVED = "moved"
    NOT_MOVED = "not_moved"
    CANNOT_SAY = "cannot_say"


class Why(StrEnum):
    """Why nothing can be said; empty when something can."""

    KNOWN = ""
    NO_BEFORE = "no_before"
    NO_AFTER = "no_after"
    FEW_COMPARABLE = "few_comparable"
    TOO_WIDE = "too_wide"


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect of one plan, in units of the outcome.

    Attributes
    ----------
    verdict
        `moved`: the whole interval lies on the wanted side of 0. `not_moved`: it does not, and the whole interval is
        short of the smallest change worth having. `cannot_say`: neither, or there was nothing to compare.
    estimate, interval95
        None where there was nothing to compare.
    before, after
        Means of the acting unit; None where not released.
    comparable
        Codes of the units it was compared with, nearest in level first.
    why
        Why nothing can be said.
    """

    verdict: Verdict
    why: Why
    estimate: float | None = None
    interval95: tuple[float, float] | None = None
    before: float | None = None
    after: float | None = None
    comparable: tuple[str, ...] = ()
    method: str = METHOD


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of one plan: whether a unit that acted moved in the wanted direction.

    Attributes
    ----------
    unit, start
        Who acted, and from which day on.
    direction
        Which way the outcome should go.
    acting
        Units that acted on the same outcome at any time in the rows; they are compared with nobody.
    at_least
        The smallest change worth having, above 0, in units of the outcome.
    """

    unit: str
    start: date
    direction: Direction
    at_least: float
    acting: Collection[str] = ()


def estimate_effect(rows: pd.DataFrame, question: Question, *, tree: Tree) -> Effect:
    """Return the effect of one plan on one outcome.

    Parameters
    ----------
    rows
        Released values of the outcome: columns unit, source, starts, ends (first day after), low, high, n_low, items;
        any order; one row per unit and source; NaN or absent where not released. Empty rows give "cannot say".
    question
        What is asked.
    tree
        Unit -> parent; units above or below the acting one hold the same people and are not compared with it, and of
        two comparable units one above the other only the lower is taken.

    Notes
    -----
    A period that the start falls into counts neither as before nor as after.
    """
    own = rows[(rows["unit"] == question.unit) & rows["low"].notna()].sort_values("ends")
    start = pd.Timestamp(question.start)
    before = own[own["ends"] <= start].tail(BEFORE_PERIODS)
    after = own[own["starts"] >= start]
    if before.empty:
        return Effect(Verdict.CANNOT_SAY, Why.NO_BEFORE, after=_centre(after))
    if after.empty:
        return Effect(Verdict.CANNOT_SAY, Why.NO_AFTER, before=_centre(before))
    levels = _levels(rows, before=before, after=after)
    peers = _comparable(levels, question, tree)
    if len(peers) < LEAST_COMPARABLE:
        return Effect(Verdict.CANNOT_SAY, Why.FEW_COMPARABLE, before=_centre(before), after=_centre(after))
    estimate, low, high = _effect(levels.loc[[question.unit]].iloc[0], levels.loc[peers])
    verdict, why = judge(low, high, direction=question.direction, at_least=question.at_least)
    return Effect(verdict, why, estimate, (low, high), _centre(before), _centre(after), tuple(peers))


def judge(low: float, high: float, *, direction: Direction, at_least: float) -> tuple[Verdict, Why]:
    """Return the verdict of an interval of the effect, and why when it says nothing."""
    gained, most = (low, high) if direction == "up" else (-high, -low)
    if gained > 0:
        return Verdict.MOVED, Why.KNOWN
    if most < at_least:
        return Verdict.NOT_MOVED, Why.KNOWN
    return Verdict.CANNOT_SAY, Why.TOO_WIDE


def _centre(rows: pd.DataFrame) -> float | None:
    return float(((rows["low"] + rows["high"]) / 2).mean()) if len(rows) else None


def _levels(rows: pd.DataFrame, *, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return one row per unit released in all the same periods with the same items as the acting unit.

    Columns: last, earlier (NaN with one period before), after; half_last, half_earlier, half_after: half the width of
    what these stand for; n: mean number of people.
    """
    periods = pd.concat([before, after])[["source", "items"]]
    same = rows[rows["low"].notna()].merge(periods, on=["source", "items"])
    same = same.assign(mid=(same["low"] + same["high"]) / 2, half=(same["high"] - same["low"]) / 2)
    wide = same.pivot_table(
        index="unit", columns="source", values=["mid", "half", "n_low"], aggfunc="first"
    ).dropna()
    *early, last = list(before["source"])
    late = list(after["source"])
    return pd.DataFrame(
        {
            "last": _mean(wide, "mid", [last]),
            "earlier": _mean(wide, "mid", early),
            "after": _mean(wide, "mid", late),
            "half_last": _mean(wide, "half", [last]),
            "half_earlier": _mean(wide, "half", early),
            "half_after": _mean(wide, "half", late),
            "n": _mean(wide, "n_low", [*early, last, *late]),
        },
        index=wide.index,
    )


def _mean(wide: pd.DataFrame, what: str, sources: list[str]) -> Floats:
    """Return the mean over some periods, shape (units,); NaN over none."""
    if not sources:
        return np.full(len(wide), np.nan)
    return np.asarray(wide[[(what, source) for source in sources]].to_numpy(float).mean(axis=1))


def _comparable(levels: pd.DataFrame, question: Question, tree: Tree) -> list[str]:
    """Return the units to compare with, nearest in level first, at most `MOST_COMPARABLE`."""
    own = levels.loc[question.unit]
    ratio = levels["n"] / own["n"]
    sized = levels[(ratio <= SIZE_FACTOR) & (ratio >= 1 / SIZE_FACTOR)]
    above = set(_ancestors(question.unit, tree))
    free = [
        code
        for code in sized.index
        if code != question.unit
        and code not in above
        and code not in question.acting
        and question.unit not in _ancestors(code, tree)
    ]
    over = {ancestor for code in free for ancestor in _ancestors(code, tree)}
    lowest = sized.loc[[code for code in free if code not in over]]
    gaps = (lowest[["last", "earlier"]] - own[["last", "earlier"]]).fillna(0.0).to_numpy(float)
    nearest = np.argsort(np.hypot(gaps[:, 0], gaps[:, 1]), kind="stable")[:MOST_COMPARABLE]
    return [str(lowest.index[position]) for position in nearest]


def _ancestors(code: str, tree: Tree) -> Iterator[str]:
    parent = tree.get(code)
    while parent is not None:
        yield parent
        parent = tree.get(parent)


def _effect(own: pd.Series, peers: pd.DataFrame) -> tuple[float, float, float]:
    """Return estimate and 95 % interval of the effect."""
    columns = _covariates(peers)
    if not columns:
        return _effect_by_bounds(own, peers)
    design = _design(peers, columns)
    coefficients, *_ = np.linalg.lstsq(design, peers["after"].to_numpy(float), rcond=None)
    freedom = len(peers) - design.shape[1]
    residuals = peers["after"].to_numpy(float) - design @ coefficients
    at = _design(own.to_frame().T, columns)[0]
    leverage = float(at @ np.linalg.pinv(design.T @ design) @ at)
    spread = float(np.sqrt(residuals @ residuals / freedom * (1 + leverage)))
    half_bands = own["half_after"] + float(
        np.abs(coefficients[1:]) @ own[[f"half_{name}" for name in columns]].to_numpy(float)
    )
    estimate = float(own["after"] - at @ coefficients)
    reach = float(stats.t.ppf((1 + CONFIDENCE) / 2, freedom)) * spread + float(half_bands)
    return estimate, estimate - reach, estimate + reach


def _covariates(peers: pd.DataFrame) -> list[str]:
    """Return the levels before that are worth a slope each: those that vary among enough comparable units."""
    names = (
        ["last", "earlier"]
        if peers["earlier"].notna().all() and len(peers) >= LEAST_FOR_TWO_SLOPES
        else ["last"]
    )
    varied = [name for name in names if peers[name].std() > 0]
    return varied if len(peers) >= LEAST_FOR_ONE_SLOPE else []


def _design(levels: pd.DataFrame, columns: list[str]) -> Floats:
    values = levels[columns].to_numpy(float)
    return np.column_stack([np.ones(len(values)), values])


def _effect_by_bounds(own: pd.Series, peers: pd.DataFrame) -> tuple[float, float, float]:
    """Return estimate and interval without a slope: the gap to the comparable units may close by 0 to 100 %.

    The change of the comparable units plus `-share * gap` with share in [0, 1] is what would have happened; the
    estimate takes the middle, the interval both ends.
    """
    change = (peers["after"] - peers["last"]).to_numpy(float)
    spread = float(change.std(ddof=1) * np.sqrt(1 + 1 / len(change)))
    reach = float(stats.t.ppf((1 + CONFIDENCE) / 2, len(change) - 1)) * spread
    reach += float(own["half_after"] + own["half_last"])
    gap = float(own["last"] - peers["last"].mean())
    plain = float(own["after"] - own["last"] - change.mean())
    ends = plain, plain + gap
    return sum(ends) / 2, min(ends) - reach, max(ends) + reach
