"""What works here: templates in the order of what measured plans say they can be expected to do for a kind of unit."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from enum import StrEnum
from functools import cache
from hashlib import sha256

from django.utils import timezone

from engagement.actions.catalogue import Template
from engagement.actions.effects_ranking import REACH, Measured, Ranked, rank_templates
from engagement.actions.models import Plan, TemplateVersion
from engagement.actions.outcomes import history
from engagement.actions.shelf import fitting, templates_in_use
from engagement.insights.models import Alert
from engagement.results.kept import keep
from engagement.results.models import Kept
from people.models import Unit
from people.selectors import unit_tree

LEAST_UNITS = 3
PLANS, MEASURED = "plans", "measured"


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
    return _ranked(measured(on=on or timezone.localdate()), kind, keys)


def _ranked(known: Iterable[Measured], kind: UnitKind, keys: Collection[str]) -> list[Ranked]:
    return rank_templates([one for one in known if one.template in keys], kind, templates=keys)


def measured(*, on: date) -> list[Measured]:
    """Return the newest measurement of every plan that has an interval; dropped plans count as far as they went.

    It is worked out when a plan was measured (`engagement.pipeline`), kept until the next one is, and read by every page
    with an alert: how much units differ in an outcome is read from everything that was ever released of it.
    """
    needed = Plan.objects.only("template", "unit", "outcome", "direction", "effect")
    plans = list(needed.exclude(verdict=Plan.Verdict.PENDING).order_by("pk"))
    state = sha256(repr([(plan.pk, plan.effect) for plan in plans]).encode()).hexdigest()
    kept = Kept.objects.filter(source=PLANS, what=MEASURED).values_list("content", flat=True).first()
    if kept is None or kept["state"] != state:
        found = _measure(plans, on) if plans else []
        keep(MEASURED, {(PLANS, ""): {"state": state, "rows": [asdict(one) for one in found]}})
        return found
    return [Measured(**row) for row in kept["rows"]]


def _measure(plans: Iterable[Plan], on: date) -> list[Measured]:
    tree = unit_tree()
    spread_of = cache(lambda outcome: _spread(outcome, on=on))
    return [one for plan in plans for one in _measured(plan, spread_of(plan.outcome), tree)]


def offers(
    alerts: Sequence[Alert], versions: Mapping[str, TemplateVersion] | None = None
) -> list[list[Template]]:
    """Return for each alert the templates that fit it, the best expected for its kind of unit first.

    Where nothing is known of any, they stand in their own order. `versions` spares a query where it is known.
    """
    if not alerts:
        return []
    in_use, areas = templates_in_use(versions), _areas({alert.unit for alert in alerts})
    kinds = [UnitKind.AREA if alert.unit in areas else UnitKind.TEAM for alert in alerts]
    known = measured(on=timezone.localdate())
    expected = {kind: _expected(known, kind, in_use) for kind in set(kinds)}
    return [
        _best_first(fitting(alert, in_use), expected[kind]) for alert, kind in zip(alerts, kinds, strict=True)
    ]


def _best_first(offered: Iterable[Template], expected: Mapping[str, float]) -> list[Template]:
    return sorted(offered, key=lambda template: -expected[template.key])


def _expected(known: Sequence[Measured], kind: UnitKind, in_use: Sequence[Template]) -> dict[str, float]:
    return {one.template: one.mean for one in _ranked(known, kind, [template.key for template in in_use])}


def _areas(units: Collection[str]) -> set[str]:
    """Return the units that hold other units."""
    return set(Unit.objects.filter(parent__code__in=units).values_list("parent__code", flat=True).distinct())


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
