"""Plans: adopted for an acknowledged alert, done step by step, or dropped with a reason.

A plan belongs to a unit, is owned by a named person who may act for that unit, and keeps the released values from
before its start, so that its effect can be measured without asking anybody. Each change and its line in the ledger
share one transaction.
"""

from datetime import date, timedelta

from django.db import transaction

from engagement.actions.catalogue import Outcome, Template
from engagement.actions.exceptions import PlanClosedError, TemplateDoesNotFitError
from engagement.actions.models import Plan, PlanNote, PlanStep
from engagement.actions.outcomes import choose_outcome
from engagement.actions.shelf import fitting, template_now
from engagement.actions.working_days import next_working_day, read_work_days
from engagement.insights.actors import reader_name
from engagement.insights.models import Alert
from engagement.insights.quotes import quotes
from engagement.insights.transitions import Event, after
from people.models import Account, Person
from people.permissions import check_act_for_unit
from privacy.ledger import record


def adopt(*, alert: Alert, template_key: str, owner: Account, on: date) -> Plan:
    """Start a plan from a template; adopting the same template twice returns the plan that runs.

    Raises
    ------
    PermissionDenied
        The owner may not act for the unit.
    AlertStateError
        Nobody has acknowledged the alert yet, or it is closed.
    UnknownTemplateError, TemplateDoesNotFitError
        There is no such template, or it answers another theme.
    """
    check_act_for_unit(owner, alert.unit)
    template = template_now(template_key)
    if template not in fitting(alert):
        raise TemplateDoesNotFitError(template_key, alert.theme)
    with transaction.atomic():
        alert = Alert.objects.select_for_update().get(pk=alert.pk)
        after(alert.state, Event.ADOPT)
        running = Plan.objects.filter(alert=alert, template=template_key, dropped_on=None).first()
        return running or _start(alert, template, owner=owner, on=on)


def complete_step(*, step: PlanStep, on: date, by: Account | None = None) -> PlanStep:
    """Mark a step as done; a step that is done already keeps its day."""
    with transaction.atomic():
        plan = _running(step.plan, by=by)
        step = PlanStep.objects.select_for_update().get(pk=step.pk)
        if step.done_on is None:
            step.done_on = on
            step.save(update_fields=["done_on"])
            _record(plan, "plan_step_done", by=by, on=on, step=step.position)
    return step


def drop(*, plan: Plan, because: str, by: Account, on: date) -> Plan:
    """End a plan early, with a reason; what was measured so far stays."""
    with transaction.atomic():
        plan = _running(plan, by=by)
        plan.dropped_on, plan.dropped_because = on, because[:200]
        plan.save(update_fields=["dropped_on", "dropped_because"])
        _record(plan, "plan_dropped", by=by, on=on)
    return plan


def add_note(*, plan: Plan, text: str, by: Account, on: date) -> PlanNote:
    """Keep a note on a plan; notes are read by whoever may read the plan, and their words stay out of the ledger."""
    with transaction.atomic():
        plan = _running(plan, by=by)
        note = PlanNote.objects.create(plan=plan, text=text[:500], written_by=by, written_on=on)
        _record(plan, "plan_noted", by=by, on=on)
    return note


def share_plan(*, plan: Plan, by: Account, on: date) -> Plan:
    """Let the team read the plan as "you said, we did"; sharing twice keeps the first day."""
    with transaction.atomic():
        plan = _running(plan, by=by)
        if plan.shared_on is None:
            plan.shared_on = on
            plan.save(update_fields=["shared_on"])
            _record(plan, "plan_shared", by=by, on=on)
    return plan


def _running(plan: Plan, *, by: Account | None) -> Plan:
    """Return the plan, locked; raise when it was dropped or `by` may not act for its unit."""
    if by is not None:
        check_act_for_unit(by, plan.unit)
    plan = Plan.objects.select_for_update(of=("self",)).select_related("owner").get(pk=plan.pk)
    if plan.dropped_on is not None:
        raise PlanClosedError(str(plan.pk))
    return plan


def _start(alert: Alert, template: Template, *, owner: Account, on: date) -> Plan:
    outcome, rows = choose_outcome(template, unit=alert.unit, on=on)
    plan = Plan.objects.create(
        alert=alert,
        template=template.key,
        unit=alert.unit,
        owner=owner,
        started_on=on,
        review_on=on + timedelta(days=outcome.within_days),
        outcome=outcome.measure,
        direction=outcome.direction,
        at_least=outcome.at_least,
        baseline=list(quotes(rows)),
    )
    PlanStep.objects.bulk_create(_steps(plan, template))
    _record(plan, "plan_adopted", by=owner, on=on, **_promise(outcome))
    return plan


def _steps(plan: Plan, template: Template) -> list[PlanStep]:
    """Return the steps of a template with their days, each on a working day of the owner."""
    person = Person.objects.filter(account=plan.owner).first() or Person()
    week = read_work_days(person.work_days)
    return [
        PlanStep(
            plan=plan,
            position=position,
            text=dict(step.text),
            due_on=next_working_day(
                plan.started_on + timedelta(days=step.day), region=person.region, work_days=week
            ),
        )
        for position, step in enumerate(template.steps, start=1)
    ]


def _promise(outcome: Outcome) -> dict[str, object]:
    return {"outcome": outcome.measure, "direction": outcome.direction}


def _record(plan: Plan, action: str, *, by: Account | None, on: date, **detail: object) -> None:
    who = reader_name(by or plan.owner)
    facts = {"template": plan.template, "on": on.isoformat(), **detail}
    record(actor=who, action=action, subject=f"plan {plan.pk}", units=[plan.unit], detail=facts)
