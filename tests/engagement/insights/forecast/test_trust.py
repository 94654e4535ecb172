import numpy as np
import pytest

from engagement.insights.forecast.trust import Past, Why, backtest, log_score, significance, trusted


def past(*means: float, units: int = 50, noise: float = 0.1) -> list[Past]:
    """Gains of blocks with these means."""
    draw = np.random.default_rng(1)
    return [Past(block, mean + draw.normal(0, noise, units)) for block, mean in enumerate(means)]


@pytest.mark.parametrize(
    ("means", "why"),
    [
        ([0.1] * 2, Why.NO_RECORD),
        ([0.0] * 12, Why.NOT_EARNED),
        ([-0.1] * 12, Why.NOT_EARNED),
        ([0.1] * 12, Why.KNOWN),
        ([0.2] * 30 + [-0.02] * 6, Why.DRIFT),
    ],
)
def test_trust_is_earned_and_lost(means: list[float], why: Why) -> None:
    assert trusted(past(*means)) is why


def test_every_reason_has_a_sentence_and_a_stable_key() -> None:
    assert all(bool(why.sentence) is bool(why.value) for why in Why)
    assert [why.value for why in Why] == ["", "no_record", "not_earned", "drift", "nothing_released", "short"]


def test_log_score_by_hand() -> None:
    found = log_score(np.array([0.25, 0.25, 0.5]), np.array([1.0, 0.0, np.nan]))
    assert found[:2] == pytest.approx([np.log(0.25), np.log(0.75)])
    assert np.isnan(found[2])


def test_gains_of_nobody_are_not_significant() -> None:
    assert significance(np.full((3, 4), np.nan)) == 0.0
    assert significance(np.ones((1, 4))) == 0.0


def test_the_record_by_hand() -> None:
    scores = backtest(np.array([0.1, 0.9]), np.array([0.2, 0.2]), np.array([0.0, 1.0]), 1)
    assert scores.auc == 1.0
    assert scores.brier == pytest.approx(0.01)
    assert scores.brier_base_rate == pytest.approx((0.04 + 0.64) / 2)
    assert [one["n"] for one in scores.calibration] == [1, 1]
    assert backtest(np.zeros(0), np.zeros(0), np.zeros(0), 0).auc is None
