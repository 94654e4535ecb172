"""The card of a plan: what was promised, what was measured, and what to do if it did not move."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagement.actions.catalogue import Template
from engagement.actions.effects import Why
from engagement.actions.models import Plan
from engagement.actions.shelf import template_now
from engagement.insights.cards import EvidenceLine, evidence_lines
from engagement.insights.labels import in_language, item_labels
from engagement.insights.measures import Scale, find_measure, say_change
from people.selectors import unit_label

WHY_NOT: dict[Why, str | Promise] = {
    Why.NO_BEFORE: gettext_lazy("No results of this team were released before the start."),
    Why.NO_AFTER: gettext_lazy("No results of this team have been released since the start."),
    Why.FEW_COMPARABLE: gettext_lazy(
        "Fewer than three comparable teams without a plan of their own were released."
    ),
    Why.TOO_WIDE: gettext_lazy(
        "The change lies within what chance alone would give; more time or a larger team is needed."
    ),
}


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan as it is shown. Texts are in the language of the reader.

    Attributes
    ----------
    promise
        What should move, which way and by when.
    said
        What measuring says so far, with its interval; why nothing can be said, where that is so.
    next_move
        What to do when it did not move; empty otherwise.
    progress
        Steps done and steps in all.
    """

    plan: Plan
    title: str
    unit: str
    owner: str
    promise: str
    review_on: date
    verdict: str
    verdict_label: str
    said: str
    next_move: str
    message: str
    baseline: tuple[EvidenceLine, ...]
    steps: tuple[tuple[int, str, date, date | None], ...]
    progress: tuple[int, int]


def plan_card(plan: Plan) -> PlanCard:
    """Return the card of a plan in the active language."""
    template = template_now(plan.template)
    steps = tuple(
        (step.position, in_language(step.text), step.due_on, step.done_on) for step in plan.steps.all()
    )
    return PlanCard(
        plan=plan,
        title=in_language(template.title),
        unit=unit_label(plan.unit),
        owner=plan.owner.display_name or _("name not given"),
        promise=promise(plan),
        review_on=plan.review_on,
        verdict=plan.verdict,
        verdict_label=str(Plan.Verdict(plan.verdict).label),
        said=said(plan),
        next_move=_next_move(plan, template),
        message=in_language(template.message),
        baseline=evidence_lines(plan.baseline),
        steps=steps,
        progress=(sum(done is not None for *_step, done in steps), len(steps)),
    )


def promise(plan: Plan) -> str:
    """Return what should move, which way and by when."""
    words = {"outcome": item_labels([plan.outcome])[plan.outcome], "day": plan.review_on.isoformat()}
    if plan.direction == Plan.Direction.UP:
        return _("%(outcome)s should go up by %(day)s") % words
    return _("%(outcome)s should go down by %(day)s") % words


def said(plan: Plan) -> str:
    """Return what the newest measurement says; empty before the first."""
    if plan.verdict == Plan.Verdict.PENDING:
        return ""
    why = Why(plan.effect["why"])
    reason = str(WHY_NOT[why]) if why in WHY_NOT else ""
    if plan.effect["interval95"] is None:
        return reason
    measure = find_measure(plan.outcome)
    scale = measure.scale if measure else Scale.FIVE_STEPS
    low, high = plan.effect["interval95"]
    words = {
        "estimate": say_change(plan.effect["estimate"], scale),
        "low": say_change(low, scale),
        "high": say_change(high, scale),
        "count": plan.effect["comparable"],
    }
    sentence = (
        _("Against %(count)s comparable teams: %(estimate)s (95 %% interval %(low)s to %(high)s).") % words
    )
    return f"{sentence} {reason}".strip()


def _next_move(plan: Plan, template: Template) -> str:
    return in_language(template.if_not) if plan.verdict == Plan.Verdict.NOT_MOVED else ""
