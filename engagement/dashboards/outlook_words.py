"""A unit's outlook as a forecaster would put it: clear, changeable, storm warning; odds, what it rests on, or why not."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagement.insights.forecast.alerting import is_storm
from engagement.insights.forecast.trust import Why
from engagement.insights.labels import item_labels
from engagement.insights.models import Outlook
from engagement.insights.outlooks import outlook_of

CHANGEABLE_TIMES = 1.25
MOST_REASONS = 3
OWN = "leavers"

WHY: dict[str, str | Promise] = {
    Why.NO_RECORD: gettext_lazy("Too few past blocks to test the forecast on."),
    Why.NOT_EARNED: gettext_lazy(
        "On past blocks, surveys and signals did not beat the unit's own record by more than chance."
    ),
    Why.DRIFT: gettext_lazy("What held earlier no longer held in the last blocks."),
    Why.NOTHING_RELEASED: gettext_lazy("Nothing of this unit was released lately."),
    Why.SHORT: gettext_lazy("The unit has too short a record."),
    Why.UNSURE: gettext_lazy(
        "Past blocks do not say well enough how much each survey result or signal counts."
    ),
}


@dataclass(frozen=True, slots=True)
class OutlookCard:
    """An outlook in words; `reasons` name what raises (+) or lowers (-) the expectation, strongest first."""

    label: str
    tone: str
    sentence: str
    interval: str
    reasons: list[tuple[str, str]]
    why: str
    made_at: date


def outlook_card(unit: str) -> OutlookCard | None:
    """Return the card of a unit's newest outlook; None where there is none."""
    outlook = outlook_of(unit)
    return _card(outlook) if outlook else None


def _card(outlook: Outlook) -> OutlookCard:
    label, tone = _weather(outlook)
    numbers = {"percent": f"{outlook.probability:.0%}", "usual": f"{outlook.base:.0%}"}
    ends = {"low": f"{outlook.low:.0f}", "high": f"{outlook.high:.0f}"}
    return OutlookCard(
        label=label,
        tone=tone,
        sentence=_(
            "The odds that more people leave within twelve weeks than is normal here: %(percent)s; by chance alone %(usual)s."
        )
        % numbers,
        interval=_("Expected leavers: %(low)s to %(high)s (nine times out of ten).") % ends,
        reasons=_reasons(outlook),
        why=str(WHY.get(outlook.why, outlook.why)),
        made_at=outlook.made_at,
    )


def _weather(outlook: Outlook) -> tuple[str, str]:
    if outlook.abstained:
        return _("No outlook"), ""
    if is_storm(outlook.probability, outlook.base):
        return _("Storm warning"), "high"
    if outlook.probability >= CHANGEABLE_TIMES * outlook.base:
        return _("Changeable"), "watch"
    return _("Clear"), "good"


def _reasons(outlook: Outlook) -> list[tuple[str, str]]:
    strongest = sorted(outlook.contributions.items(), key=lambda one: -abs(one[1]))[:MOST_REASONS]
    labels = item_labels({name for name, _size in strongest} - {OWN}) | {OWN: _("Leavers so far")}
    return [
        (labels[name], _("raises it") if size > 0 else _("lowers it")) for name, size in strongest if size
    ]
