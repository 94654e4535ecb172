import numpy as np
import pytest

from engagement.insights.forecast.features import carried, quiet_mean, window_mean


def test_a_value_is_carried_over_two_empty_blocks_and_no_more() -> None:
    found = carried(np.array([[1.0, np.nan, np.nan, np.nan, 5.0]]))
    assert found[0, :3].tolist() == [1, 1, 1]
    assert np.isnan(found[0, 3])
    assert found[0, 4] == 5


def test_a_window_ends_before_the_origin() -> None:
    values = np.arange(8.0)[None, :]
    assert window_mean(values, 5, 1, 1).tolist() == [4]
    assert window_mean(values, 5, 2, 3).tolist() == [2.5]
    assert np.isnan(window_mean(values, 1, 2, 3)).all()


def test_the_mean_of_nothing_is_empty_and_quiet() -> None:
    found = quiet_mean(np.array([[1.0, np.nan], [np.nan, np.nan]]), axis=1)
    assert found[0] == pytest.approx(1)
    assert np.isnan(found[1])
