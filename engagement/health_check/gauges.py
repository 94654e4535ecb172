"""Which released metrics each detector looks at, and the marks they are held against, in words. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from engagement.insights.measures import METRICS, say_range
from signals.detectors.registry import DETECTORS
from signals.metrics import (
    BLOCKED_EI,
    BLOCKED_TIES,
    BURNOUT_HOURS,
    BURNOUT_QUIET,
    MANAGERS_AFTER_HOURS,
    MANAGERS_ONE_TO_ONE,
    MANAGERS_SHARE,
    MANAGERS_SPAN,
    MARATHON_CHAINS,
    MARATHON_FOCUS,
    MARATHON_SHARE,
)

OVER: dict[str, float] = {
    "back_to_back_chains": MARATHON_CHAINS,
    "meeting_share": MARATHON_SHARE,
    "manager_meeting_share": MANAGERS_SHARE,
    "manager_span": MANAGERS_SPAN,
    "manager_one_to_one_hours": MANAGERS_ONE_TO_ONE,
    "manager_after_hours_hours": MANAGERS_AFTER_HOURS,
}
UNDER: dict[str, float] = {
    "focus_hours": MARATHON_FOCUS,
    "quiet_days": BURNOUT_QUIET,
    "ei_index": BLOCKED_EI,
    "external_ties": BLOCKED_TIES,
}
TOGETHER = ("after_hours_hours", "weekend_hours", "holiday_hours")
ALL_METRICS = tuple(metric for detector in DETECTORS.values() for metric in detector.evidence)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a metric would count for the detector."""

    metric: str
    label: str
    words: str


def mark(metric: str) -> Mark:
    """Return the mark of a metric in words; a metric without one of its own counts together with others."""
    scale = METRICS[metric].scale
    if metric in TOGETHER:
        words = _("together over %(mark)s") % {"mark": say_range(BURNOUT_HOURS, BURNOUT_HOURS, scale)}
    elif metric in OVER:
        words = _("over %(mark)s") % {"mark": say_range(OVER[metric], OVER[metric], scale)}
    else:
        words = _("under %(mark)s") % {"mark": say_range(UNDER[metric], UNDER[metric], scale)}
    return Mark(metric, str(METRICS[metric].label), words)
