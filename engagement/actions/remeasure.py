"""Measuring plans again when new blocks or waves are out; every measurement is kept."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache

import pandas as pd
from django.db import transaction

from engagement.actions.effects import Direction, Effect, Question, Tree, Verdict, Why, estimate_effect
from engagement.actions.models import Measurement, Plan
from engagement.actions.outcomes import history
from engagement.insights.actors import SYSTEM
from people.selectors import unit_tree
from privacy.ledger import record

NOTHING_RELEASED = "none"


def remeasure_plans(*, on: date) -> list[Plan]:
    """Measure every plan for which something new was released, and return those measured.

    A plan is measured once per released table of its outcome that was collected wholly after its start, until its
    review day has passed; told twice, it changes nothing. Reads nothing that was collected after `on`.
    """
    tree, acting = unit_tree(), _acting_units()
    rows_of = cache(lambda measure: history(measure, until=on + timedelta(days=1)))
    waiting = Plan.objects.filter(dropped_on=None, started_on__lte=on)
    measured = (_measure(plan, rows_of(plan.outcome), acting[plan.outcome], tree, on) for plan in waiting)
    return [plan for plan in measured if plan is not None]


def _acting_units() -> dict[str, set[str]]:
    """Return outcome -> units that ever acted on it; a dropped plan may have moved something too."""
    acting: dict[str, set[str]] = {}
    for outcome, unit in Plan.objects.values_list("outcome", "unit"):
        acting.setdefault(outcome, set()).add(unit)
    return acting


def _measure(plan: Plan, rows: pd.DataFrame, acting: Collection[str], tree: Tree, on: date) -> Plan | None:
    """Measure one plan; None when there is nothing new."""
    tables = _tables_after(plan, rows)
    if tables.empty:
        return _give_up(plan, on=on)
    newest = tables.iloc[-1]
    direction: Direction = "up" if plan.direction == Plan.Direction.UP else "down"
    question = Question(plan.unit, plan.started_on, direction, plan.at_least, set(acting) - {plan.unit})
    known = rows[rows["ends"] <= newest["ends"]]
    effect = estimate_effect(known, question, tree=tree)
    final = newest["ends"].date() >= plan.review_on
    return _keep(plan, effect, source=f"{newest['kind']}:{newest['source']}", final=final, on=on)


def _tables_after(plan: Plan, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the released tables collected after the start, oldest first, up to the one that reaches the review day."""
    later = rows[rows["starts"] >= pd.Timestamp(plan.started_on)]
    tables = later.drop_duplicates(["kind", "source"]).sort_values(["ends", "source"])
    reached = (tables["ends"] >= pd.Timestamp(plan.review_on)).cumsum().shift(fill_value=0)
    return tables[reached == 0]


def _give_up(plan: Plan, *, on: date) -> Plan | None:
    """Say "cannot say" once the review day has passed and nothing was released at all."""
    if on <= plan.review_on:
        return None
    return _keep(plan, Effect(Verdict.CANNOT_SAY, Why.NO_AFTER), source=NOTHING_RELEASED, final=True, on=on)


def _keep(plan: Plan, effect: Effect, *, source: str, final: bool, on: date) -> Plan | None:
    """Store a measurement with its line in the ledger; None when it is there already."""
    facts = as_json(effect) | {"final": final, "measured_on": on.isoformat()}
    with transaction.atomic():
        Plan.objects.select_for_update().get(pk=plan.pk)
        values = {"measured_on": on, "verdict": effect.verdict.value, "effect": facts}
        _, is_new = Measurement.objects.get_or_create(plan=plan, source=source, defaults=values)
        if not is_new:
            return None
        plan.verdict, plan.effect = effect.verdict.value, facts
        plan.save(update_fields=["verdict", "effect"])
        detail = {"verdict": plan.verdict, "source": source, "on": on.isoformat()}
        record(
            actor=SYSTEM, action="plan_measured", subject=f"plan {plan.pk}", units=[plan.unit], detail=detail
        )
    return plan


def as_json(effect: Effect) -> dict[str, object]:
    """Return an effect as a plan keeps it."""
    return {
        "estimate": effect.estimate,
        "interval95": list(effect.interval95) if effect.interval95 else None,
        "before": effect.before,
        "after": effect.after,
        "comparable": len(effect.comparable),
        "method": effect.method,
        "why": effect.why.value,
    }
