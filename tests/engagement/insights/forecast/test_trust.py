import numpy as np
import numpy.typing as npt
import pytest
from scipy import stats

from engagement.insights.forecast.trust import (
    AGEING,
    ALARM,
    Why,
    ageing,
    backtest,
    block_gain,
    log_score,
    significance,
    trusted,
    turn,
)


def gains(*means: float, units: int = 50, noise: float = 0.1) -> npt.NDArray[np.float64]:
    """Gains of blocks with these means."""
    draw = np.random.default_rng(1)
    return np.column_stack([mean + draw.normal(0, noise, units) for mean in means])


@pytest.mark.parametrize(
    ("means", "turned", "why"),
    [
        ([0.1] * 2, False, Why.NO_RECORD),
        ([0.1] * 2, True, Why.DRIFT),
        ([0.0] * 12, False, Why.NOT_EARNED),
        ([0.0] * 12, True, Why.DRIFT),
        ([-0.1] * 12, False, Why.NOT_EARNED),
        ([0.1] * 12, False, Why.KNOWN),
        ([0.1] * 12, True, Why.KNOWN),
        # What a young model said long ago is forgiven.
        ([-0.1] * 6 + [0.1] * 14, False, Why.KNOWN),
    ],
)
def test_trust_is_earned(means: list[float], turned: bool, why: Why) -> None:
    assert trusted(gains(*means), turned=turned) is why


def test_a_turn_is_found_where_the_features_fall_behind() -> None:
    ahead, behind = np.full(20, 3.0), np.full(3, -4.0)
    assert turn(np.concatenate([ahead, behind]), np.ones(23)) == 20
    assert turn(ahead, np.ones(20)) is None
    assert turn(np.zeros(0), np.zeros(0)) is None
    # Twice the scatter is half the evidence, and one bad block among good ones is no turn.
    assert turn(np.array([3.0, -ALARM - 1]), np.full(2, 2.0)) is None
    assert turn(np.array([9.0, -ALARM + 1, 9.0, -ALARM + 1, 9.0]), np.ones(5)) is None


def test_a_gain_is_the_difference_of_two_log_likelihoods() -> None:
    count, expected, usual = np.array([3.0, 0.0, np.nan, 1.0]), np.array([2.0, 2.0, 2.0, 0.0]), np.ones(4)
    found = block_gain(count, expected, usual)
    for place in (0, 1):
        direct = stats.poisson.logpmf(count[place], expected[place]) - stats.poisson.logpmf(count[place], 1.0)
        assert found[place] == pytest.approx(direct)
    assert np.isnan(found[2:]).all()


def test_older_blocks_count_for_less() -> None:
    assert ageing(3).tolist() == pytest.approx([AGEING**2, AGEING, 1.0])
    assert ageing(0).tolist() == []


def test_every_reason_has_a_sentence_and_a_stable_key() -> None:
    assert all(bool(why.sentence) is bool(why.value) for why in Why)
    assert [why.value for why in Why] == [
        "", "no_record", "not_earned", "drift", "nothing_released", "short", "unsure",
    ]  # fmt: skip


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
