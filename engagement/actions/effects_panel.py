r"""What templates did, over a panel of units by blocks: matched difference in differences, pooled per template. Pure.

For an action of unit u from block t on, the values of up to six blocks before and of the blocks after are taken as
deviations from the mean of the units that never act (two-way differences), and

    effect_a = after_u - (a + b1 * last_u + b2 * earlier_u + c' covariates_u)

with the coefficients fitted by least squares over the units that did not act in the window, nearest in level: the
expected return to the mean is part of the fit (Barnett et al. 2005, Int. J. Epidemiology 34, 215-220). Windows are
stacked per action, so that a unit that acts later is never a control while it acts (Cengiz, Dube, Lindner & Zipperer
2019, Quarterly J. Economics 134, 1405-1454). A template's effect is the mean of its actions' effects. Its variance has
two parts: that of the acting units, pooled over the residuals of the controls, and that of the fitted controls, which
actions share, clustered by control unit with leverage-corrected residuals (Bell & McCaffrey 2002, Survey Methodology
28, 169-181). When the effects differ by more than noise (Cochran's Q), the variance between actions is added
(DerSimonian & Laird 1986, Controlled Clinical Trials 7, 177-188).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

Floats = npt.NDArray[np.float64]

METHOD = "stacked difference in differences given the level before, clustered by unit"
BLOCKS_BEFORE = 6
LEAST_ACTIONS = 3
LEAST_CONTROLS = 8
MOST_CONTROLS = 40
# Controls a coefficient is worth fitting for.
CONTROLS_PER_SLOPE = 4
DIFFER_P = 0.10


@dataclass(frozen=True, slots=True)
class ActionEffect:
    """The effect of one action, in units of the outcome; None where nothing can be said.

    Attributes
    ----------
    noise
        Variance of the acting unit's own residual.
    weights
        Control unit -> its residual times its weight in what would have happened; the part that actions share.
    freedom
        Residual degrees of freedom of the fit.
    """

    unit: str
    block: pd.Timestamp
    template: str
    effect: float | None = None
    noise: float = 0.0
    weights: dict[str, float] = field(default_factory=dict)
    freedom: int = 0
    controls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Estimate:
    """An effect with its interval and verdict, for one action or a template."""

    effect: float | None
    se: float | None
    interval95: tuple[float, float] | None
    verdict: str
    matched_units: int


CANNOT_SAY = Estimate(None, None, None, "cannot say", 0)


class Panel:
    """Outcomes as a matrix of units by blocks, with the mean of units that never act taken out of each block.

    Parameters
    ----------
    rows
        Columns unit, block, outcome, optional parent, optional numeric covariates; one row per unit and block; NaN
        where not released.
    actions
        Columns unit, block, template.
    """

    def __init__(self, rows: pd.DataFrame, actions: pd.DataFrame) -> None:
        self.actions = actions
        wide = _wide(rows, "outcome")
        never = ~wide.index.isin(actions["unit"])
        base = wide[never] if never.sum() >= LEAST_CONTROLS else wide
        self.outcomes = wide - base.mean(axis=0)
        self.blocks = wide.columns
        known = {"unit", "block", "outcome", "se", "parent", "line"}
        self.covariates = [_wide(rows, name) for name in rows.columns if name not in known]
        parents = (
            rows.drop_duplicates("unit", keep="last").set_index("unit").get("parent", pd.Series(dtype=str))
        )
        self.parents: dict[str, str] = {str(unit): str(parent) for unit, parent in parents.items() if parent}

    def window(self, unit: str, block: pd.Timestamp) -> tuple[list[pd.Timestamp], list[pd.Timestamp]]:
        """Return the blocks before and after an action, ending where the unit acts again or acted before."""
        others = self.actions.loc[self.actions["unit"] == unit, "block"]
        begin = max((day for day in others if day < block), default=pd.Timestamp.min)
        end = min((day for day in others if day > block), default=pd.Timestamp.max)
        series = self.outcomes.loc[unit].dropna() if unit in self.outcomes.index else pd.Series(dtype=float)
        released: list[pd.Timestamp] = list(series.index)
        before = [day for day in released if begin <= day < block][-BLOCKS_BEFORE:]
        return before, [day for day in released if block <= day < end]

    def untouched(self, unit: str, days: Sequence[pd.Timestamp]) -> list[str]:
        """Return the units that hold other people and did not act in the days of a window or before."""
        acted = set(self.actions.loc[self.actions["block"] <= max(days), "unit"])
        kin = {unit, *self._above(unit)}
        return [
            str(code)
            for code in self.outcomes.index
            if code not in acted and code not in kin and unit not in self._above(str(code))
        ]

    def _above(self, unit: str) -> list[str]:
        found: list[str] = []
        above = self.parents.get(unit)
        while above is not None and above not in found:
            found.append(above)
            above = self.parents.get(above)
        return found


def _wide(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    return rows.pivot_table(
        index="unit", columns="block", values=name, aggfunc="first", dropna=False
    ).sort_index(axis=1)


def action_effect(panel: Panel, unit: str, block: pd.Timestamp, template: str) -> ActionEffect:
    """Return the effect of one action; without blocks before or after, or with too few controls, none."""
    nothing = ActionEffect(unit, block, template)
    before, after = panel.window(unit, block)
    if not before or not after:
        return nothing
    levels = _levels(panel, before, after)
    candidates = levels.loc[levels.index.isin(panel.untouched(unit, [*before, *after]))].dropna()
    if (
        unit not in levels.index
        or len(candidates) < LEAST_CONTROLS
        or levels.loc[[unit]].isna().to_numpy().any()
    ):
        return nothing
    own = levels.loc[[unit]]
    controls = _nearest(own, candidates)
    names = _regressors(controls)
    design, at = _design(controls, names, controls), _design(own, names, controls)[0]
    response = controls["after"].to_numpy(float)
    inverse = np.linalg.pinv(design.T @ design)
    residuals = response - design @ (inverse @ design.T @ response)
    freedom = len(controls) - design.shape[1]
    corrected = residuals / np.sqrt(np.clip(1 - np.einsum("ij,jk,ik->i", design, inverse, design), 0.05, 1))
    weights = design @ (inverse @ at)
    return ActionEffect(
        unit,
        block,
        template,
        effect=float(own["after"].iloc[0] - at @ (inverse @ design.T @ response)),
        noise=float(residuals @ residuals / freedom),
        weights=dict(zip(map(str, controls.index), (weights * corrected).tolist(), strict=True)),
        freedom=freedom,
        controls=tuple(map(str, controls.index)),
    )


def _levels(panel: Panel, before: list[pd.Timestamp], after: list[pd.Timestamp]) -> pd.DataFrame:
    """Return last, earlier, after and the covariates' means before, per unit; `last` is the newest value released."""
    values = panel.outcomes[before].ffill(axis=1)
    columns = {"last": values[before[-1]], "after": panel.outcomes[after].mean(axis=1)}
    if len(before) > 1:
        columns["earlier"] = values[before[:-1]].mean(axis=1)
    for number, covariate in enumerate(panel.covariates):
        known = covariate.reindex(columns=before).mean(axis=1)
        columns[f"covariate{number}"] = known.fillna(known.mean()).fillna(0.0)
    return pd.DataFrame(columns)


def _nearest(own: pd.DataFrame, candidates: pd.DataFrame) -> pd.DataFrame:
    """Return the controls nearest in what was known before, every column in its own standard deviations."""
    known = candidates.drop(columns="after")
    spread = known.std().replace(0.0, 1.0)
    gaps = ((known - own[known.columns].iloc[0]) / spread).to_numpy(float)
    order = np.argsort((gaps**2).sum(axis=1), kind="stable")[:MOST_CONTROLS]
    return candidates.iloc[np.sort(order)]


def _regressors(controls: pd.DataFrame) -> list[str]:
    """Return the columns worth a slope: those that vary, levels first, as many as the controls carry."""
    order = [name for name in ("last", "earlier") if name in controls.columns]
    order += [name for name in controls.columns if name.startswith("covariate")]
    varied = [name for name in order if controls[name].std() > 0]
    return varied[: len(controls) // CONTROLS_PER_SLOPE]


def _design(levels: pd.DataFrame, names: list[str], scale: pd.DataFrame) -> Floats:
    """Return the design with standardised columns, so that covariates of any size are fitted alike."""
    values = (levels[names] - scale[names].mean()) / scale[names].std()
    return np.column_stack([np.ones(len(levels)), values.to_numpy(float)])


def pooled(effects: Sequence[ActionEffect], *, least: int = LEAST_ACTIONS) -> Estimate:
    """Return the mean effect of actions with its interval; "cannot say" with fewer than `least` that can be measured."""
    known = [effect for effect in effects if effect.effect is not None]
    if len(known) < least:
        return CANNOT_SAY
    sizes = np.array([effect.effect for effect in known], dtype=float)
    own = np.array([effect.noise for effect in known])
    shared: dict[str, float] = {}
    for effect in known:
        for unit, part in effect.weights.items():
            shared[unit] = shared.get(unit, 0.0) + part / len(known)
    between = _between(sizes, own)
    variance = (own + between).sum() / len(known) ** 2 + sum(part**2 for part in shared.values())
    freedom = min(effect.freedom for effect in known) if between == 0 else len(known) - 1
    return _estimate(float(sizes.mean()), float(np.sqrt(variance)), freedom, len(set(shared)))


def _between(sizes: Floats, noise: Floats) -> float:
    """Return the variance between actions beyond noise; 0 unless they differ by more than chance allows."""
    if len(sizes) < 2 or not (noise > 0).all():
        return 0.0
    inverse = 1 / noise
    mean = (sizes * inverse).sum() / inverse.sum()
    differ = float((inverse * (sizes - mean) ** 2).sum())
    if stats.chi2.sf(differ, len(sizes) - 1) > DIFFER_P:
        return 0.0
    return max(0.0, float((differ - len(sizes) + 1) / (inverse.sum() - (inverse**2).sum() / inverse.sum())))


def _estimate(effect: float, se: float, freedom: int, matched: int) -> Estimate:
    reach = float(stats.t.ppf(0.975, freedom)) * se
    low, high = effect - reach, effect + reach
    verdict = "helps" if low > 0 else "hurts" if high < 0 else "no clear effect"
    return Estimate(effect, se, (low, high), verdict, matched)
