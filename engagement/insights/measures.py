"""Everything that can be quoted as evidence or be expected to move: its name, its unit, and how to say a number.

A measure is a metric of the signals (`meeting_hours`), a construct of the surveys (`construct:workload`: the mean of
its released items), a topic of the comments (`topic:pay`), or a single item. Definitions of metrics live in
`list_metrics`; here are only the words a manager reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

CONSTRUCT = "construct:"
TOPIC = "topic:"


class Scale(StrEnum):
    """What the numbers of a measure are."""

    HOURS = "hours a week"
    SHARE = "share"
    TIMES = "times a week"
    UNITS = "units"
    PEOPLE = "people"
    INDEX = "-1 to 1"
    FIVE_STEPS = "1 to 5"
    TEN_STEPS = "0 to 10"


@dataclass(frozen=True, slots=True)
class Measure:
    """A name in the language of the reader and the scale of its numbers."""

    label: str | Promise
    scale: Scale


METRICS: Mapping[str, Measure] = {
    "meeting_hours": Measure(gettext_lazy("Hours in meetings"), Scale.HOURS),
    "meeting_share": Measure(gettext_lazy("Share of working time in meetings"), Scale.SHARE),
    "back_to_back_chains": Measure(gettext_lazy("Chains of back-to-back meetings"), Scale.TIMES),
    "large_meeting_hours": Measure(gettext_lazy("Hours in meetings of more than eight people"), Scale.HOURS),
    "long_meeting_hours": Measure(gettext_lazy("Hours in meetings longer than an hour"), Scale.HOURS),
    "conflict_hours": Measure(gettext_lazy("Hours with two meetings at once"), Scale.HOURS),
    "focus_hours": Measure(gettext_lazy("Hours of uninterrupted time"), Scale.HOURS),
    "fragmentation": Measure(gettext_lazy("Free time cut into short pieces"), Scale.SHARE),
    "after_hours_hours": Measure(gettext_lazy("Meeting hours outside working hours"), Scale.HOURS),
    "weekend_hours": Measure(gettext_lazy("Meeting hours at weekends"), Scale.HOURS),
    "holiday_hours": Measure(gettext_lazy("Meeting hours on public holidays"), Scale.HOURS),
    "quiet_days": Measure(gettext_lazy("Days without work outside working hours"), Scale.SHARE),
    "one_to_one_hours": Measure(gettext_lazy("One-to-one time with the manager"), Scale.HOURS),
    "outside_hours": Measure(gettext_lazy("Hours with people outside the company"), Scale.HOURS),
    "cross_unit_share": Measure(gettext_lazy("Share of meeting time with other units"), Scale.SHARE),
    "external_ties": Measure(gettext_lazy("Other units met in small meetings"), Scale.UNITS),
    "ei_index": Measure(gettext_lazy("Contacts outside against inside the own unit"), Scale.INDEX),
    "manager_span": Measure(gettext_lazy("People per manager"), Scale.PEOPLE),
    "manager_one_to_one_hours": Measure(gettext_lazy("Managers' hours in one-to-ones"), Scale.HOURS),
    "manager_meeting_share": Measure(gettext_lazy("Managers' share of time in meetings"), Scale.SHARE),
    "manager_after_hours_hours": Measure(
        gettext_lazy("Managers' meeting hours outside working hours"), Scale.HOURS
    ),
    "load_change": Measure(
        gettext_lazy("Change of meeting hours against the four weeks before"), Scale.HOURS
    ),
}

CONSTRUCTS: Mapping[str, Measure] = {
    "engagement": Measure(gettext_lazy("Engagement"), Scale.FIVE_STEPS),
    "enps": Measure(gettext_lazy("Would recommend working here"), Scale.TEN_STEPS),
    "workload": Measure(gettext_lazy("Manageable workload"), Scale.FIVE_STEPS),
    "recovery": Measure(gettext_lazy("Rest and recovery"), Scale.FIVE_STEPS),
    "meetings": Measure(gettext_lazy("Meetings worth their time"), Scale.FIVE_STEPS),
    "manager_support": Measure(gettext_lazy("Support from the manager"), Scale.FIVE_STEPS),
    "recognition": Measure(gettext_lazy("Recognition"), Scale.FIVE_STEPS),
    "growth": Measure(gettext_lazy("Room to grow"), Scale.FIVE_STEPS),
    "voice": Measure(gettext_lazy("Being heard"), Scale.FIVE_STEPS),
    "fairness": Measure(gettext_lazy("Fairness"), Scale.FIVE_STEPS),
    "team": Measure(gettext_lazy("Working together"), Scale.FIVE_STEPS),
    "autonomy": Measure(gettext_lazy("Freedom to decide"), Scale.FIVE_STEPS),
    "exhaustion": Measure(gettext_lazy("Feeling drained by work"), Scale.FIVE_STEPS),
    "distance": Measure(gettext_lazy("Meaning of the work"), Scale.FIVE_STEPS),
    "efficacy": Measure(gettext_lazy("Achieving what one sets out to do"), Scale.FIVE_STEPS),
    "change": Measure(gettext_lazy("Clarity about changes"), Scale.FIVE_STEPS),
    "leadership": Measure(gettext_lazy("Direction from the top"), Scale.FIVE_STEPS),
    "inclusion": Measure(gettext_lazy("Everybody belongs"), Scale.FIVE_STEPS),
    "respect": Measure(gettext_lazy("Respect for one another"), Scale.FIVE_STEPS),
    "role": Measure(gettext_lazy("Knowing what matters"), Scale.FIVE_STEPS),
    "onboarding": Measure(gettext_lazy("A good start"), Scale.FIVE_STEPS),
    "remote": Measure(gettext_lazy("Working from elsewhere"), Scale.FIVE_STEPS),
    "flexibility": Measure(gettext_lazy("Flexible working time"), Scale.FIVE_STEPS),
    "resources": Measure(gettext_lazy("What the work needs"), Scale.FIVE_STEPS),
    "intent_to_stay": Measure(gettext_lazy("Intention to stay"), Scale.FIVE_STEPS),
}


def find_measure(key: str) -> Measure | None:
    """Return a metric or a construct by its key; None for anything else."""
    return CONSTRUCTS.get(key.removeprefix(CONSTRUCT)) if key.startswith(CONSTRUCT) else METRICS.get(key)


def is_measure(key: str) -> bool:
    """Say whether a template may promise to move this."""
    return find_measure(key) is not None


def say_range(low: float, high: float, scale: Scale) -> str:
    """Return an interval as a person would say it: one number where both ends look the same, else "10 to 12"."""
    percent = scale is Scale.SHARE
    ends = [f"{number:.0%}" if percent else f"{number:.1f}".removesuffix(".0") for number in (low, high)]
    words = ends[0] if ends[0] == ends[1] else _("%(low)s to %(high)s") % {"low": ends[0], "high": ends[1]}
    return _with_unit(words, scale)


def _with_unit(words: str, scale: Scale) -> str:
    sentences = {
        Scale.HOURS: _("%(number)s hours a week"),
        Scale.SHARE: "%(number)s",
        Scale.TIMES: _("%(number)s times a week"),
        Scale.UNITS: _("%(number)s units"),
        Scale.PEOPLE: _("%(number)s people"),
        Scale.INDEX: _("%(number)s on a scale from -1 to 1"),
        Scale.FIVE_STEPS: _("%(number)s on a scale from 1 to 5"),
        Scale.TEN_STEPS: _("%(number)s on a scale from 0 to 10"),
    }
    return sentences[scale] % {"number": words}


def say_change(change: float, scale: Scale) -> str:
    """Return a change with its sign; shares in percentage points."""
    if scale is Scale.SHARE:
        return _("%(number)s points") % {"number": f"{100 * change:+.0f}"}
    return f"{change:+.2f}"
