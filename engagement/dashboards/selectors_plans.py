"""Plans and alerts as their pages show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from engagement.actions.catalogue.template import Template
from engagement.actions.exceptions import UnknownTemplateError
from engagement.actions.models import Plan, PlanStep, TemplateVersion
from engagement.actions.ranking import offers
from engagement.actions.selectors import plans_for, shared_plans
from engagement.actions.shelf import every_template, fitting, template_now
from engagement.dashboards.labels import pick
from engagement.dashboards.verdicts import Verdict, verdict
from engagement.insights.cards import evidence_lines
from engagement.insights.labels import item_labels
from engagement.insights.models import Alert, Theme
from engagement.insights.record import Record
from engagement.insights.records import record_for
from engagement.insights.selectors import AlertCard, EvidenceLine, alert_card, alerts_of, shown_to
from engagement.insights.turns import is_old
from people.permissions import Reader, can_act_for_unit, check_act_for_unit, check_read_unit
from people.selectors import unit_labels

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Step:
    """One step in the reader's language."""

    step: PlanStep
    text: str


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan with its steps, what it should move, and what it moved."""

    plan: Plan
    unit: str
    title: str
    steps: list[Step]
    outcome: str
    verdict: Verdict

    @property
    def done(self) -> int:
        """Return how many steps are done."""
        return sum(one.step.done_on is not None for one in self.steps)

    @property
    def next_step(self) -> Step | None:
        """Return the first step that is not done; None when all are."""
        return next((one for one in self.steps if one.step.done_on is None), None)


def plan_cards(
    plans: Iterable[Plan], versions: Mapping[str, TemplateVersion] | None = None
) -> list[PlanCard]:
    """Return plans in the reader's language; a template that is no longer there stands with its key.

    `versions` spares a query where it is known.
    """
    listed = list(plans)
    if not listed:
        return []
    labels = item_labels({plan.outcome for plan in listed})
    names = unit_labels({plan.unit for plan in listed})
    titles = {key: pick(template.title) for key, template in every_template(versions).items()}
    return [
        _card(
            plan,
            labels[plan.outcome],
            names.get(plan.unit, plan.unit),
            titles.get(plan.template, plan.template),
        )
        for plan in listed
    ]


def _card(plan: Plan, outcome: str, unit: str, title: str) -> PlanCard:
    steps = [Step(step, pick(step.text)) for step in plan.steps.all()]
    return PlanCard(plan, unit, title, steps, outcome, verdict(plan, outcome))


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan, what it started from, and the message to the team."""

    card: PlanCard
    may_act: bool
    baseline: tuple[EvidenceLine, ...]
    message: str
    if_not: str


def plan_page(reader: Reader, plan_id: UUID) -> PlanPage:
    """Return a plan's page; raise `PermissionDenied` for another unit's."""
    plan = get_object_or_404(plans_for(), pk=plan_id)
    check_read_unit(reader, plan.unit)
    message, if_not = _texts(plan.template)
    baseline = evidence_lines(plan.baseline) if plan.baseline else ()
    return PlanPage(plan_cards([plan])[0], can_act_for_unit(reader, plan.unit), baseline, message, if_not)


def _texts(key: str) -> tuple[str, str]:
    try:
        template = template_now(key)
    except UnknownTemplateError:
        return "", ""
    return pick(template.message), pick(template.if_not)


def step_of(plan: Plan, position: int) -> PlanStep:
    """Return one step of a plan; one that is not there does not exist."""
    return get_object_or_404(PlanStep.objects.select_related("plan"), plan=plan, position=position)


@dataclass(frozen=True, slots=True)
class AlertPage:
    """An alert with everything needed to judge it, and what can be done about it."""

    card: AlertCard
    may_act: bool
    templates: list[Template]
    plans: list[PlanCard]
    record: tuple[Record, bool]
    shown_to: list[tuple[date, str, str]]
    is_old: bool
    snoozed_until: date | None


def alert_page(reader: Reader, alert_id: UUID) -> AlertPage:
    """Return an alert's page; raise `PermissionDenied` for another unit's."""
    alert = get_object_or_404(alerts_of(), pk=alert_id)
    check_read_unit(reader, alert.unit)
    today = timezone.localdate()
    return AlertPage(
        card=alert_card(alert),
        may_act=can_act_for_unit(reader, alert.unit),
        templates=offers([alert])[0],
        plans=plan_cards(plans_for([alert.unit]).filter(alert=alert, dropped_on=None)),
        record=record_for(alert.theme),
        shown_to=shown_to(alert)[:SHOWN],
        is_old=is_old(alert.last_seen_on, on=today),
        snoozed_until=alert.aside_until,
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """A template as it would be adopted for an alert."""

    alert: Alert
    card: AlertCard
    template: Template
    title: str
    for_whom: str
    why: str
    effort: str
    message: str
    tone: str
    steps: list[tuple[int, str]]
    outcomes: Sequence[dict[str, Any]]


def offer(reader: Reader, alert_id: UUID, key: str) -> Offer:
    """Return the preview of a template for an alert; both must exist and belong together."""
    alert = get_object_or_404(alerts_of(), pk=alert_id)
    check_act_for_unit(reader, alert.unit)
    template = next((one for one in fitting(alert) if one.key == key), None)
    if template is None:
        raise Http404
    labels = item_labels({outcome.measure for outcome in template.outcomes})
    return Offer(
        alert=alert,
        card=alert_card(alert),
        template=template,
        title=pick(template.title),
        for_whom=pick(template.for_whom),
        why=pick(template.why),
        effort=pick(template.effort_words),
        message=pick(template.message),
        tone=pick(template.tone),
        steps=[(step.day, pick(step.text)) for step in template.steps],
        outcomes=[{"label": labels[one.measure], "outcome": one} for one in template.outcomes],
    )


@dataclass(frozen=True, slots=True)
class Shared:
    """A plan as its team reads it: what it is about, what is done of it, and what the owner says."""

    about: str
    title: str
    message: str
    since: date
    done: list[str]
    coming: list[str]


@dataclass(frozen=True, slots=True)
class SharedPage:
    """You said, we did: what a unit shares with its team."""

    unit: str
    plans: list[Shared]


def shared_page(unit: str) -> SharedPage:
    """Return what a unit shares; an unknown unit does not exist. Nothing on it is a result."""
    names = unit_labels([unit])
    if unit not in names:
        raise Http404
    return SharedPage(names[unit], [_shared(plan) for plan in shared_plans(unit)])


def _shared(plan: Plan) -> Shared:
    message, _if_not = _texts(plan.template)
    steps = list(plan.steps.all())
    return Shared(
        about=str(Theme(plan.alert.theme).label),
        title=plan_cards([plan])[0].title,
        message=message,
        since=plan.started_on,
        done=[pick(step.text) for step in steps if step.done_on],
        coming=[pick(step.text) for step in steps if not step.done_on],
    )
