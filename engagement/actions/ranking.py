"""What works here: templates in the order of what measured plans say they can be expected to do for a kind of unit."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from hashlib import sha256

from django.core.cache import cache as cache_of_site
from django.utils import timezone
from scipy import stats

from engagement.actions.catalogue import Template
from engagement.actions.effects_ranking import Measured, Ranked, rank_templates
from engagement.actions.models import Plan
from engagement.actions.outcomes import history
from engagement.actions.shelf import templates_in_use
from people.selectors import unit_tree

# An interval of 95 % reaches this many standard errors to each side.
REACH = float(stats.norm.ppf(0.975))
LEAST_UNITS = 3


class UnitKind(StrEnum):
    """What is alike enough to learn from: teams, and units that hold other units."""

    TEAM = "team"
    AREA = "area"


def kind_of(unit: str, tree: Mapping[str, str | None]) -> UnitKind:
    """Return the kind of a unit; one without units below it is a team."""
    return UnitKind.AREA if unit in tree.values() else UnitKind.TEAM


def ranking(kind: UnitKind, *, on: date | None = None) -> list[Ranked]:
    """Return every template in use, the best expected first; one never measured stands at 0 with a wide interval.

    Effects are in standard deviations of the outcome between units, towards the wanted side.
    """
    keys = [template.key for template in templates_in_use()]
    known = [one for one in measured(on=on or timezone.localdate()) if one.template in keys]
    return rank_templates(known, kind, templates=keys)


def measured(*, on: date) -> list[Measured]:
    """Return the newest measurement of every plan that has an interval; dropped plans count as far as they went.

    It changes when a plan is measured and is read by every page with an alert, so it is kept until then.
    """
    plans = list(Plan.objects.exclude(verdict=Plan.Verdict.PENDING).order_by("pk"))
    state = repr([(plan.pk, plan.effect) for plan in plans]).encode()
    key = f"measured:{on}:{sha256(state).hexdigest()}"
    found: list[Measured] | None = cache_of_site.get(key)
    if found is None:
        found = _measure(plans, on)
        cache_of_site.set(key, found)
    return found


def _measure(plans: Iterable[Plan], on: date) -> list[Measured]:
    tree = unit_tree()
    spread_of = cache(lambda outcome: _spread(outcome, on=on))
    return [one for plan in plans for one in _measured(plan, spread_of(plan.outcome), tree)]


def in_order(templates: Collection[Template], unit: str) -> list[Template]:
    """Return templates with the best expected for this kind of unit first; where nothing is known, in their order."""
    if not Plan.objects.exclude(verdict=Plan.Verdict.PENDING).exists():
        return list(templates)
    expected = {one.template: one.mean for one in ranking(kind_of(unit, unit_tree()))}
    return sorted(templates, key=lambda template: -expected.get(template.key, 0.0))


def _measured(plan: Plan, spread: float, tree: Mapping[str, str | None]) -> Iterator[Measured]:
    if plan.effect.get("interval95") is None or not spread > 0:
        return
    low, high = plan.effect["interval95"]
    wanted = 1.0 if plan.direction == Plan.Direction.UP else -1.0
    error = max((high - low) / (2 * REACH), 1e-6 * spread)
    yield Measured(
        plan.template, kind_of(plan.unit, tree), wanted * plan.effect["estimate"] / spread, error / spread
    )


def _spread(outcome: str, *, on: date) -> float:
    """Return how much units differ in an outcome: the standard deviation of their means; 0 where too few are known."""
    means = history(outcome, until=on).dropna(subset=["mid"]).groupby("unit")["mid"].mean()
    return float(means.std()) if len(means) >= LEAST_UNITS else 0.0
