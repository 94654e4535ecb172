import pytest

from engagement.insights.forecast.alerting import is_storm, odds


@pytest.mark.parametrize(
    ("probability", "base", "expected"),
    [
        (0.34, 0.01, False),
        (0.35, 0.15, True),
        (0.35, 0.30, False),
        # Twice the probability is more than twice the odds: 0.45 stands at odds of 0.82, 0.25 at 0.33.
        (0.45, 0.25, True),
        (0.95, 0.80, True),
        (1.0, 0.2, True),
        (0.0, 0.0, False),
    ],
)
def test_a_storm_is_likely_in_itself_and_beside_its_base_rate(
    probability: float, base: float, expected: bool
) -> None:
    assert is_storm(probability, base) is expected


def test_odds_by_hand() -> None:
    assert odds(0.75) == pytest.approx(3.0)
    assert odds(1.0) > 1e6
