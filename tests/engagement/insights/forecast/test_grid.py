import numpy as np
import pandas as pd
import pytest
from scipy import stats

from engagement.insights.forecast.grid import Grid, normal_before


def panel() -> pd.DataFrame:
    days = list(pd.date_range("2025-01-06", periods=4, freq="28D"))
    rows = [("a", day, 20, 1, 0.5) for day in days] + [("b", day, 10, 0, np.nan) for day in days[1:]]
    return pd.DataFrame(rows, columns=["unit", "block", "headcount", "leavers", "mood"])


def test_rows_become_matrices_whatever_their_order() -> None:
    grid = Grid.of(panel().sample(frac=1, random_state=1))
    assert grid.units == ("a", "b")
    assert np.isnan(grid.headcount[1, 0])
    assert grid.leavers[0].tolist() == [1, 1, 1, 1]
    assert list(grid.features) == ["mood"]


def test_normal_by_the_formula() -> None:
    normal = normal_before(Grid.of(panel()), 3)
    company = 3 / (60 + 20)
    rate = (3 + 300 * company) / (60 + 300)
    assert normal.mu[0] == pytest.approx(3 * rate * 20)
    assert normal.usual[0] == stats.poisson.ppf(0.8, normal.mu[0])
    assert normal.base[0] == pytest.approx(stats.poisson.sf(normal.usual[0], normal.mu[0]))


def test_what_comes_is_the_sum_of_three_blocks_and_unknown_before_they_are_over() -> None:
    grid = Grid.of(panel())
    assert grid.coming(1)[0] == 3
    assert np.isnan(grid.coming(2)).all()


def test_an_event_is_more_than_usual_and_unknown_before_it_is_over() -> None:
    grid = Grid.of(panel())
    normal = normal_before(grid, 1)
    assert grid.event(1, normal)[0] == float(normal.usual[0] < 3)
    # Unit b has no row in block 0, so nothing is normal for it.
    assert np.isnan(grid.event(1, normal)[1])
    assert np.isnan(grid.event(2, normal_before(grid, 2))).all()
