"""Said against showed: what leavers named, beside what their units showed in the months before. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.multitest import multipletests

# The reasons of an exit questionnaire that would name what a measure shows.
REASONS_OF: Mapping[str, frozenset[str]] = {
    "meetings": frozenset({"meetings", "workload"}),
    "hours": frozenset({"work_hours", "workload", "health"}),
    "manager": frozenset({"manager", "leadership", "recognition", "communication", "fairness"}),
    "growth": frozenset({"career", "training"}),
}
# Measure -> the family of reasons, the direction in which it harms, and the smallest difference worth telling.
MEASURES: Mapping[str, tuple[str, int, float]] = {
    "construct:meetings": ("meetings", -1, 0.3),
    "meeting_share": ("meetings", 1, 0.1),
    "meeting_hours": ("meetings", 1, 1.0),
    "back_to_back_chains": ("meetings", 1, 1.0),
    "focus_hours": ("meetings", -1, 1.0),
    "construct:recovery": ("hours", -1, 0.3),
    "construct:workload": ("hours", -1, 0.3),
    "after_hours_hours": ("hours", 1, 1.0),
    "weekend_hours": ("hours", 1, 1.0),
    "quiet_days": ("hours", -1, 0.1),
    "construct:manager_support": ("manager", -1, 0.3),
    "construct:voice": ("manager", -1, 0.3),
    "construct:recognition": ("manager", -1, 0.3),
    "one_to_one_hours": ("manager", -1, 0.5),
    "construct:growth": ("growth", -1, 0.3),
}
LEAST_COMPARABLE = 8
# Family-wise over all units and measures of a company: one company in a hundred without any cause shows a pattern.
ALPHA = 0.01
# A mean of n people scatters as sqrt(1 + 5 / n): people of a team differ about 2.3 times as much as teams do.
PEOPLE_TO_TEAMS = 5.0
MAD_TO_SD = 1.4826


@dataclass(frozen=True, slots=True)
class Pattern:
    """A unit that stood out before people of its pool left.

    Attributes
    ----------
    pool, unit, measure
        Where leavers were asked together, the unit inside, and what stood out.
    own, usual
        Mean of the unit, and median of comparable units, in units of the measure.
    interval95
        Of `own - usual`.
    comparable
        How many units it was compared with.
    named
        The reasons that leavers of the pool named most, first three: reason -> share, 0 to 1.
    is_hidden
        The reason named most is not one that would name this measure.
    """

    pool: str
    unit: str
    measure: str
    own: float
    usual: float
    interval95: tuple[float, float]
    p: float
    comparable: int
    named: Mapping[str, float]
    is_hidden: bool

    @property
    def ratio(self) -> float | None:
        """Return own against usual; None where the usual is 0."""
        return self.own / self.usual if self.usual > 0 else None


def patterns(
    said: pd.DataFrame, showed: pd.DataFrame, *, pools: Mapping[str, Collection[str]]
) -> list[Pattern]:
    """Return what stood out in units whose pool of leavers was asked, the clearest first.

    Parameters
    ----------
    said
        One row per pool and reason: pool, reason, share (0 to 1), all released.
    showed
        One row per unit, period and measure in the window before: unit, measure, mid, n_low; released values only,
        NaN where withheld. Units must not hold one another.
    pools
        Pool -> units in it. A unit outside every pool gives nothing.

    Notes
    -----
    Each unit's mean is compared with the median of all other units, its scatter taken from their median absolute
    deviation; Student's t with comparable - 1 degrees of freedom, Holm (1979) over everything compared.
    """
    compared = _compared(showed[showed["measure"].isin(MEASURES)].dropna(subset=["mid"]))
    if compared.empty or said.empty:
        return []
    kept = compared[multipletests(compared["p"], alpha=ALPHA, method="holm")[0]]
    home = {unit: pool for pool, units in pools.items() for unit in units}
    named = {str(pool): _named(rows) for pool, rows in said.groupby("pool")}
    return [
        _pattern(row, home[row["unit"]], named[home[row["unit"]]])
        for row in kept.sort_values(["p", "unit", "measure"]).to_dict("records")
        if home.get(row["unit"]) in named
    ]


def standing_out(showed: pd.DataFrame) -> dict[str, list[str]]:
    """Return unit -> measures in which it stands out towards harm, for all rows given; columns as in `patterns`."""
    compared = _compared(showed.dropna(subset=["mid"]))
    if compared.empty:
        return {}
    kept = compared[multipletests(compared["p"], alpha=ALPHA, method="holm")[0]]
    return {str(unit): sorted(rows["measure"]) for unit, rows in kept.groupby("unit")}


def _compared(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row per unit and measure: own, usual, low, high, p (one-sided, towards harm), comparable."""
    means = rows.groupby(["measure", "unit"], as_index=False).agg(own=("mid", "mean"), n=("n_low", "mean"))
    parts = [_against_others(group, str(measure)) for measure, group in means.groupby("measure")]
    return pd.concat(parts, ignore_index=True) if parts else means.assign(p=1.0)


def _against_others(units: pd.DataFrame, measure: str) -> pd.DataFrame:
    own, n = units["own"].to_numpy(float), units["n"].to_numpy(float)
    others = len(own) - 1
    if others < LEAST_COMPARABLE:
        return units.iloc[:0].assign(usual=0.0, low=0.0, high=0.0, p=1.0, comparable=0)
    rough = np.sqrt(1 + PEOPLE_TO_TEAMS / n)
    usual = np.array([np.median(np.delete(own, i)) for i in range(len(own))])
    spread = np.array(
        [
            MAD_TO_SD * np.median(np.abs(np.delete(own, i) - usual[i]) / np.delete(rough, i))
            for i in range(len(own))
        ]
    )
    _, harm, least = MEASURES[measure]
    # Bands hide how much quiet units differ: never take the scatter for less than half of what is worth telling.
    error = np.maximum(spread, least / 2) * rough * np.sqrt(1 + np.pi / 2 / others)
    z = (own - usual) / error * harm
    half = stats.t.ppf(0.975, others - 1) * error
    return units.assign(
        usual=usual,
        low=own - usual - half,
        high=own - usual + half,
        p=np.where(harm * (own - usual) >= least, stats.t.sf(z, others - 1), 1.0),
        comparable=others,
    )


def _named(rows: pd.DataFrame) -> dict[str, float]:
    first = rows.sort_values(["share", "reason"], ascending=[False, True]).head(3)
    return {str(reason): float(share) for reason, share in zip(first["reason"], first["share"], strict=True)}


def _pattern(row: Mapping[str, float | str], pool: str, named: Mapping[str, float]) -> Pattern:
    measure = str(row["measure"])
    return Pattern(
        pool=pool,
        unit=str(row["unit"]),
        measure=measure,
        own=float(row["own"]),
        usual=float(row["usual"]),
        interval95=(float(row["low"]), float(row["high"])),
        p=float(row["p"]),
        comparable=int(row["comparable"]),
        named=named,
        is_hidden=next(iter(named)) not in REASONS_OF[MEASURES[measure][0]],
    )
