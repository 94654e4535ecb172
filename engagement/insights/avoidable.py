"""How many expected leavers stand behind an alert: what the forecast lays to the values it quotes. Pure."""

import math
from collections.abc import Collection, Mapping

from engagement.insights.enums import Severity

# A whole person in twelve weeks is worth acting on soon.
HIGH_FROM = 1.0


def avoidable(expected: float, contributions: Mapping[str, float], names: Collection[str]) -> float:
    """Return the leavers of three blocks that would not be expected if some features stood at their usual values.

    Parameters
    ----------
    expected
        Expected leavers of three blocks, at least 0.
    contributions
        Feature -> what it adds to the log of the expected leavers.
    names
        The features that the alert is about. Where together they lower the expectation the answer is 0.
    """
    pull = sum(contributions.get(name, 0.0) for name in names)
    return expected * -math.expm1(-max(0.0, pull))


def severity_of(avoided: float) -> Severity:
    """Return how soon somebody should look."""
    return Severity.HIGH if avoided >= HIGH_FROM else Severity.WATCH
