import math

import pytest

from engagement.insights.avoidable import HIGH_FROM, avoidable, severity_of
from engagement.insights.enums import Severity

PARTS = {"meeting_hours": math.log(2), "focus_hours": 0.1, "leavers": 0.5, "construct:growth": -0.3}


@pytest.mark.parametrize(
    ("names", "avoided"),
    [
        ({"meeting_hours"}, 2.0),
        ({"meeting_hours", "unknown"}, 2.0),
        ({"construct:growth"}, 0.0),
        (set(), 0.0),
    ],
)
def test_what_a_feature_doubles_is_half_avoidable(names: set[str], avoided: float) -> None:
    assert avoidable(4.0, PARTS, names) == pytest.approx(avoided)


def test_features_add_up_on_the_log_and_never_exceed_what_is_expected() -> None:
    both = avoidable(4.0, PARTS, {"meeting_hours", "focus_hours"})
    assert both == pytest.approx(4.0 * (1 - math.exp(-math.log(2) - 0.1)))
    assert avoidable(4.0, {"meeting_hours": 50.0}, {"meeting_hours"}) <= 4.0
    assert avoidable(0.0, PARTS, {"meeting_hours"}) == 0.0


def test_a_whole_person_is_worth_acting_on_soon() -> None:
    assert severity_of(HIGH_FROM) is Severity.HIGH
    assert severity_of(HIGH_FROM - 0.01) is Severity.WATCH
