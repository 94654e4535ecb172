"""The marks of the detectors, and how far a company may move each: towards more care, never away from it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from signals.exceptions import ThresholdError
from signals.metrics import (
    BLOCKED_DROP,
    BLOCKED_EI,
    BLOCKED_TIES,
    BURNOUT_HOURS,
    BURNOUT_QUIET,
    FOCUS_DROP,
    LOAD_RISE,
    MANAGERS_AFTER_HOURS,
    MANAGERS_ONE_TO_ONE,
    MANAGERS_SHARE,
    MANAGERS_SPAN,
    MARATHON_CHAINS,
    MARATHON_FOCUS,
    MARATHON_SHARE,
)


@dataclass(frozen=True, slots=True)
class Threshold:
    """One mark of a detector.

    Attributes
    ----------
    default
        The value of the definition.
    furthest
        The most careful value; between both every value is allowed, and no other.
    metric
        What is held against it.
    """

    key: str
    detector: str
    metric: str
    default: float
    furthest: float

    @property
    def is_over(self) -> bool:
        """Whether values beyond the mark are larger ones, so that more care means a smaller mark."""
        return self.furthest < self.default

    def checked(self, value: float) -> float:
        """Return a value that a company may set.

        Raises
        ------
        ThresholdError
            It is less careful than the definition, or further than any source supports.
        """
        low, high = sorted((self.default, self.furthest))
        if not low <= value <= high:
            raise ThresholdError(self.key, low, high)
        return value


# Furthest values [own], but for one hour of evenings: Viva Insights counts from there in its calculation of "resiliency".
THRESHOLDS: Mapping[str, Threshold] = MappingProxyType(
    {
        one.key: one
        for one in (
            Threshold("marathon_chains", "meeting_marathon", "back_to_back_chains", MARATHON_CHAINS, 1.5),
            Threshold("marathon_share", "meeting_marathon", "meeting_share", MARATHON_SHARE, 0.3),
            Threshold("marathon_focus", "meeting_marathon", "focus_hours", MARATHON_FOCUS, 16.0),
            Threshold("burnout_hours", "burnout", "after_hours_hours", BURNOUT_HOURS, 1.0),
            Threshold("burnout_quiet", "burnout", "quiet_days", BURNOUT_QUIET, 0.95),
            Threshold("managers_share", "overloaded_managers", "manager_meeting_share", MANAGERS_SHARE, 0.35),
            Threshold("managers_span", "overloaded_managers", "manager_span", MANAGERS_SPAN, 7.0),
            Threshold(
                "managers_one_to_one",
                "overloaded_managers",
                "manager_one_to_one_hours",
                MANAGERS_ONE_TO_ONE,
                4.0,
            ),
            Threshold(
                "managers_after_hours",
                "overloaded_managers",
                "manager_after_hours_hours",
                MANAGERS_AFTER_HOURS,
                1.0,
            ),
            Threshold("blocked_ei", "blocked_innovation", "ei_index", BLOCKED_EI, -0.3),
            Threshold("blocked_ties", "blocked_innovation", "external_ties", BLOCKED_TIES, 2.0),
            Threshold("blocked_drop", "blocked_innovation", "external_ties", BLOCKED_DROP, 0.8),
            Threshold("load_rise", "load_change", "meeting_share", LOAD_RISE, 0.05),
            Threshold("focus_drop", "focus_collapse", "focus_hours", FOCUS_DROP, 0.85),
        )
    }
)
Marks = Mapping[str, float]
DEFAULT_MARKS: Marks = MappingProxyType({key: one.default for key, one in THRESHOLDS.items()})


def marks_with(changes: Marks) -> Marks:
    """Return the marks of a company: the definition's, with the company's own where it has some.

    Raises
    ------
    ThresholdError
        A mark that nobody knows, or a value that is less careful than the definition.
    """
    for key, value in changes.items():
        if key not in THRESHOLDS:
            raise ThresholdError(key)
        THRESHOLDS[key].checked(value)
    return MappingProxyType({**DEFAULT_MARKS, **changes})
