"""Templates in the order of what they can be expected to do for a kind of unit: normal-normal shrinkage, pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from scipy import stats

# Before anything was measured, most plans move an outcome by less than this many of its standard deviations.
PRIOR_SD = 0.3
# An interval of 95 % of a normal law reaches this many of its standard deviations to each side.
REACH = float(stats.norm.ppf(0.975))


@dataclass(frozen=True, slots=True)
class Measured:
    """The effect of one action, in standard deviations of the outcome, and the kind of unit that acted; se above 0."""

    template: str
    unit_kind: str
    effect: float
    se: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """What a template can be expected to do, with the 95 % interval of the posterior and the actions it rests on."""

    template: str
    mean: float
    interval95: tuple[float, float]
    actions: int


def rank_templates(
    effects: Iterable[Measured], unit_kind: str, *, templates: Iterable[str] = (), prior_sd: float = PRIOR_SD
) -> list[Ranked]:
    """Return every template, the best expected first, ties by name; one never measured keeps the prior 0 +- `prior_sd`.

    Only actions of units of the kind count (Gelman et al. 2013, Bayesian Data Analysis, section 2.5).
    """
    known = list(effects)
    names = {*templates, *(one.template for one in known)}
    mine = {
        name: [one for one in known if (one.template, one.unit_kind) == (name, unit_kind)] for name in names
    }
    return sorted(
        (_ranked(name, mine[name], prior_sd) for name in names), key=lambda one: (-one.mean, one.template)
    )


def _ranked(template: str, effects: list[Measured], prior_sd: float) -> Ranked:
    precision = prior_sd**-2 + sum(one.se**-2 for one in effects)
    mean, reach = sum(one.effect / one.se**2 for one in effects) / precision, REACH * precision**-0.5
    return Ranked(template, mean, (mean - reach, mean + reach), len(effects))
