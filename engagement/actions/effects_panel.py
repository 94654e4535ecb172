r"""What templates did, over a panel of units by blocks: matched difference in differences, pooled per template. Pure.

For an action of unit u from block t on, the values of up to six blocks before and of the blocks after are taken as
deviations from the mean of the units that never act (two-way differences), and

    effect_a = after_u - (a + b1 * last_u + b2 * earlier_u + c' covariates_u)

with the coefficients fitted by least squares over the units that had not acted, nearest in level: the expected return
to the mean is part of the fit (Barnett et al. 2005, Int. J. Epidemiology 34, 215-220). Windows are stacked per action
(Cengiz, Dube, Lindner & Zipperer 2019, Quarterly J. Economics 134, 1405-1454). Units act because they came to look bad;
to leave out those that act later would leave controls that happened to do well. So the last actions are measured first,
and a unit that acts later stays a control with what it would have shown without: its values less its measured effect
(Borusyak, Jaravel & Spiess 2024, Review of Economic Studies 91, 3253-3285).

Where the panel gives standard errors, a noisy level says less: `last` and `earlier` enter as (T + D_u)^-1 (level - mean),
T the covariance of true levels over units, D_u the unit's squared errors (regression calibration: Carroll et al. 2006,
Measurement Error in Nonlinear Models, chapter 4), and units weigh by the inverse of their residual variance.

A template's effect is the mean of its actions' effects. Its variance has
two parts: that of the acting units, pooled over the residuals of the controls, and that of the fitted controls, which
actions share, clustered by control unit with leverage-corrected residuals (Bell & McCaffrey 2002, Survey Methodology
28, 169-181). When the effects differ by more than noise (Cochran's Q), the variance between actions is added
(DerSimonian & Laird 1986, Controlled Clinical Trials 7, 177-188).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

Progress = Callable[[int, int], None]
Floats = npt.NDArray[np.float64]

METHOD = "stacked difference in differences given the level before, clustered by unit"
BLOCKS_BEFORE = 6
LEAST_ACTIONS = 3
LEAST_CONTROLS = 8
MOST_CONTROLS = 40
# With this many controls that were released in every block before, the others are left out.
ENOUGH_CONTROLS = 16
# Controls a coefficient is worth fitting for.
CONTROLS_PER_SLOPE = 4
DIFFER_P = 0.10
# No variance is taken to be below this share of its mean.
LEAST_NOISE = 0.05


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
        Columns unit, block, outcome, optional se (standard error of the outcome; empty: the median), optional parent, optional numeric covariates; one row per unit and block; NaN
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
        self.errors = (
            _wide(rows, "se").reindex_like(wide).where(wide.notna()) ** 2 if "se" in rows else wide * 0.0
        )
        usual = pd.Series(self.errors.to_numpy().ravel()).median()
        self.errors = self.errors.where(self.errors.notna() | wide.isna(), usual)
        # What units would have shown without the actions that are measured so far.
        self.without = self.outcomes.copy()
        self.windows: dict[tuple[str, pd.Timestamp], tuple[list[pd.Timestamp], list[pd.Timestamp]]] = {}
        self.measured: dict[tuple[str, pd.Timestamp], ActionEffect] = {}
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
        """Return the units that hold other people and did not act in the days of a window or before.

        A unit whose action is measured already counts as one that did not act.
        """
        upto = self.actions[self.actions["block"] <= max(days)]
        acted = {key[0] for key in zip(upto["unit"], upto["block"], strict=True) if key not in self.measured}
        kin = {unit, *self._above(unit)}
        return [
            str(code)
            for code in self.outcomes.index
            if code not in acted and code not in kin and unit not in self._above(str(code))
        ]

    def take_out(self, effect: "ActionEffect") -> None:
        """Remember what the unit would have shown without an action that was measured."""
        if effect.effect is None:
            return
        key = effect.unit, effect.block
        self.windows[key] = self.window(*key)
        after = self.windows[key][1]
        self.without.loc[effect.unit, after] = self.outcomes.loc[effect.unit, after] - effect.effect
        self.measured[key] = effect

    def imputed(self, unit: str, after: Sequence[pd.Timestamp]) -> list[tuple[ActionEffect, float]]:
        """Return the measured actions that were taken out of a unit's values, each with its share of some days."""
        taken = [key for key in self.measured if key[0] == unit]
        if not taken:
            return []
        days = set(self.without.loc[unit, list(after)].dropna().index)
        shares = [(self.measured[key], len(days.intersection(self.windows[key][1]))) for key in taken]
        return [(effect, share / len(days)) for effect, share in shares if share]

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


def silent(_done: int, _total: int) -> None:
    """Report nothing."""


def action_effects(panel: Panel, *, progress: Progress = silent) -> list[ActionEffect]:
    """Return the effect of every action in the order of the panel's actions; the last are measured first."""
    keys = list(zip(panel.actions["unit"], panel.actions["block"], panel.actions["template"], strict=True))
    found: dict[int, ActionEffect] = {}
    for place in sorted(range(len(keys)), key=lambda place: (keys[place][1], keys[place]), reverse=True):
        unit, block, template = keys[place]
        found[place] = action_effect(panel, str(unit), pd.Timestamp(block), str(template))
        panel.take_out(found[place])
        progress(len(found), len(keys))
    return [found[place] for place in range(len(keys))]


def action_effect(panel: Panel, unit: str, block: pd.Timestamp, template: str) -> ActionEffect:
    """Return the effect of one action; without blocks before or after, or with too few controls, none."""
    nothing = ActionEffect(unit, block, template)
    before, after = panel.window(unit, block)
    if not before or not after:
        return nothing
    levels, errors = _levels(panel, before, after), _errors(panel, before, after)
    untouched = levels.loc[levels.index.isin(panel.untouched(unit, [*before, *after]))].dropna()
    candidates = _as_well_known(untouched, panel.without[before])
    if (
        unit not in levels.index
        or len(candidates) < LEAST_CONTROLS
        or levels.loc[[unit]].isna().to_numpy().any()
    ):
        return nothing
    controls = _nearest(levels.loc[[unit]], candidates)
    both = pd.concat([levels.loc[[unit]], controls])
    both["after"] = [panel.outcomes.loc[unit, after].mean(), *controls["after"]]
    imputed = {str(code): panel.imputed(str(code), after) for code in controls.index}
    own = np.array([1 - sum(share for _, share in taken) for taken in imputed.values()])
    fit = _fitted(both, errors.loc[both.index], own)
    shares = dict(zip(imputed, fit.shared.tolist(), strict=True))
    for weight, taken in zip(fit.weights.tolist(), imputed.values(), strict=True):
        for effect, share in taken:
            for code, part in effect.weights.items():
                shares[code] = shares.get(code, 0.0) + weight * share * part
    return ActionEffect(
        unit,
        block,
        template,
        effect=fit.gap,
        noise=fit.noise,
        weights=shares,
        freedom=fit.freedom,
        controls=tuple(map(str, controls.index)),
    )


def _as_well_known(candidates: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Return the candidates whose values before are known as well as those of the acting unit, where enough are.

    The blocks before are those in which the acting unit was released. A level that was carried over a gap, or is a
    mean of fewer blocks, is known less well and draws the slopes to 0, and the acting unit would be taken to return to
    the mean by more than it does.
    """
    released = before.reindex(candidates.index).notna()
    for known in (released.all(axis=1), released.iloc[:, -1]):
        if known.sum() >= ENOUGH_CONTROLS:
            return candidates[known]
    return candidates


def _levels(panel: Panel, before: list[pd.Timestamp], after: list[pd.Timestamp]) -> pd.DataFrame:
    """Return last, earlier, after and the covariates' means before, per unit; `last` is the newest value released."""
    values = panel.without[before].ffill(axis=1)
    columns = {"last": values[before[-1]], "after": panel.without[after].mean(axis=1)}
    if len(before) > 1:
        columns["earlier"] = values[before[:-1]].mean(axis=1)
    for number, covariate in enumerate(panel.covariates):
        known = covariate.reindex(columns=before).mean(axis=1)
        columns[f"covariate{number}"] = known.fillna(known.mean()).fillna(0.0)
    return pd.DataFrame(columns)


def _errors(panel: Panel, before: list[pd.Timestamp], after: list[pd.Timestamp]) -> pd.DataFrame:
    """Return the squared standard errors of last, earlier and after, per unit; 0 where the panel gives none."""
    values = panel.errors
    columns = {"last": values[before].ffill(axis=1)[before[-1]], "earlier": 0.0 * values[before[0]]}
    for name, days in (("earlier", before[:-1]), ("after", after)):
        if days:
            columns[name] = values[days].mean(axis=1) / values[days].notna().sum(axis=1).clip(lower=1)
    return pd.DataFrame(columns).fillna(0.0)


@dataclass(frozen=True, slots=True)
class _Fit:
    """The gap of the acting unit to its prediction, its variance, and degrees of freedom.

    Of each control: `weights` in the prediction, and `shared`, that weight times its residual.
    """

    gap: float
    noise: float
    weights: Floats
    shared: Floats
    freedom: int


def _fitted(both: pd.DataFrame, errors: pd.DataFrame, own: Floats) -> _Fit:
    """Return the fit over the controls for the acting unit, which stands in the first row.

    `own` is the share of each control's values that is its own; what was imputed has no noise and counts for none.
    """
    names = _regressors(both.iloc[1:])
    calibrated, explained = _calibrated(both, errors, [name for name in ("last", "earlier") if name in names])
    design = _design(calibrated, names)
    response = both["after"].to_numpy(float)
    freedom = max(1, int(own.sum()) - design.shape[1])
    known = errors["after"].to_numpy(float) + explained
    variance = np.ones(len(both))
    for _ in range(1 + bool(errors.to_numpy().any())):
        root = np.sqrt(variance[1:])
        scaled = design[1:] / root[:, None]
        inverse = np.linalg.pinv(scaled.T @ scaled)
        solve = inverse @ scaled.T / root
        residuals = response - design @ (solve @ response[1:])
        rest = float(residuals[1:] @ residuals[1:]) / freedom - known[1:].mean()
        variance = np.maximum(rest + known, LEAST_NOISE * (rest + known[1:].mean()) + 1e-300)
    leverage = np.einsum("ij,jk,ik->i", scaled, inverse, scaled)
    weights = design[0] @ solve
    corrected = residuals[1:] / np.sqrt(np.clip(1 - leverage, 0.05, 1))
    return _Fit(float(residuals[0]), float(variance[0]), weights, weights * corrected, freedom)


def _calibrated(both: pd.DataFrame, errors: pd.DataFrame, names: list[str]) -> tuple[pd.DataFrame, Floats]:
    """Return the rows with levels weighed by how well they are known, and how that moves the residual variance."""
    noise = errors[names].to_numpy(float)
    if not names or not noise.any():
        return both, np.zeros(len(both))
    controls = both[names].to_numpy(float)[1:]
    gaps = both[names].to_numpy(float) - controls.mean(axis=0)
    seen = np.atleast_2d(np.cov(controls.T))
    sizes, ways = np.linalg.eigh(seen - np.diag(noise[1:].mean(axis=0)))
    true = (ways * np.maximum(sizes, LEAST_NOISE * np.trace(seen) / len(names))) @ ways.T
    inverse = np.linalg.inv(true + noise[:, :, None] * np.eye(len(names)))
    levels = np.einsum("ijk,ik->ij", inverse, gaps)
    after = both["after"].to_numpy(float)[1:]
    slopes = np.linalg.lstsq(np.column_stack([np.ones(len(after)), levels[1:]]), after, rcond=None)[0][1:]
    explained = -np.einsum("j,ijk,k->i", slopes, inverse, slopes)
    return both.assign(**dict(zip(names, levels.T, strict=True))), explained


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


def _design(both: pd.DataFrame, names: list[str]) -> Floats:
    """Return the design, its columns standardised over the controls, so that covariates of any size are fitted alike."""
    controls = both[names].iloc[1:]
    values = (both[names] - controls.mean()) / controls.std()
    return np.column_stack([np.ones(len(both)), values.to_numpy(float)])


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
