"""What re-measuring a plan says, in words a manager can repeat."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagement.actions.effects import Why
from engagement.actions.models import Plan
from engagement.insights.measures import Scale, find_measure

TONES = {
    Plan.Verdict.MOVED: ("good", "tick"),
    Plan.Verdict.NOT_MOVED: ("watch", "flat"),
    Plan.Verdict.CANNOT_SAY: ("", "info"),
    Plan.Verdict.PENDING: ("", "calendar"),
}
WHY: Mapping[str, str | Promise] = {
    Why.NO_BEFORE: gettext_lazy(
        "Nothing was released for the team before the start, so there is nothing to compare with."
    ),
    Why.NO_AFTER: gettext_lazy("Nothing has been released for the team since the start yet."),
    Why.FEW_COMPARABLE: gettext_lazy("There are too few similar teams without such a plan to compare with."),
    Why.TOO_WIDE: gettext_lazy(
        "The change could be chance: it may be worth the effort, and it may be nothing."
    ),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict, its tone and icon, a sentence, and the interval in words ("" without one)."""

    label: str
    tone: str
    icon: str
    sentence: str
    interval: str


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
    sentence = sentences[state] % {"outcome": outcome}
    why = WHY.get(str(plan.effect.get("why") or ""), "") if state == Plan.Verdict.CANNOT_SAY else ""
    # Chinese sentences follow each other without a space; the joint is therefore translated too.
    full = _("%(first)s %(second)s") % {"first": sentence, "second": why} if why else sentence
    return Verdict(str(state.label), tone, icon, full, interval_words(plan.effect, plan.outcome))


def interval_words(effect: Mapping[str, Any], measure: str) -> str:
    """Return the estimate with its 95 % interval in words; "" where nothing was estimated."""
    estimate, interval = effect.get("estimate"), effect.get("interval95")
    if estimate is None or not interval:
        return ""
    known = find_measure(measure)
    percent = known is not None and known.scale is Scale.SHARE
    numbers = [f"{value:+.0%}" if percent else f"{value:+.1f}" for value in (estimate, *interval)]
    words = _("%(estimate)s compared with similar teams (95%% interval: %(low)s to %(high)s)")
    return words % dict(zip(("estimate", "low", "high"), numbers, strict=True))
