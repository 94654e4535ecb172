"""What re-measuring a plan says, in words a manager can repeat."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from engagement.actions.cards import said
from engagement.actions.models import Plan

TONES = {
    Plan.Verdict.MOVED: ("good", "tick"),
    Plan.Verdict.NOT_MOVED: ("watch", "flat"),
    Plan.Verdict.CANNOT_SAY: ("", "info"),
    Plan.Verdict.PENDING: ("", "calendar"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict, its tone and icon, a sentence to repeat, and what exactly was measured ("" before that)."""

    label: str
    tone: str
    icon: str
    sentence: str
    measured: str


def verdict(plan: Plan, outcome: str) -> Verdict:
    """Return what the newest measurement of a plan says; `outcome` is the name of what should move."""
    state = Plan.Verdict(plan.verdict)
    tone, icon = TONES[state]
    sentences = {
        Plan.Verdict.MOVED: _(
            "%(outcome)s moved in the right direction, by more than similar teams did without such a plan."
        ),
        Plan.Verdict.NOT_MOVED: _(
            "%(outcome)s has not moved in a way worth the effort. That is a result too: choose something else."
        ),
        Plan.Verdict.CANNOT_SAY: _("Whether %(outcome)s moved cannot be said yet."),
        Plan.Verdict.PENDING: _("%(outcome)s is measured again when the next results come out."),
    }
    return Verdict(str(state.label), tone, icon, sentences[state] % {"outcome": outcome}, said(plan))
