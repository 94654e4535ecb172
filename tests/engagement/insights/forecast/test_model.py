import numpy as np
import pytest
from scipy import stats

from engagement.insights.forecast import model
from engagement.insights.forecast.grid import Normal


def normal(record: list[float], exposure: list[float]) -> Normal:
    nothing = np.zeros(len(record))
    counts, people = np.array(record), np.array(exposure)
    company = float(counts.sum() / people.sum()) if people.sum() else 0.0
    return Normal(nothing, nothing, nothing, counts, people, company, nothing)


def test_a_small_unit_leans_on_the_company_more_than_a_large_one() -> None:
    rates = model.levels(normal([2.0, 200.0, 10.0, 10.0], [20.0, 2000.0, 1000.0, 1000.0]))
    assert rates[0] < rates[1] < 0.1
    assert model.levels(normal([0.0, 0.0], [0.0, 10.0])).tolist() == [0, 0]


def test_a_weight_is_found_and_a_narrow_prior_shrinks_it() -> None:
    draw = np.random.default_rng(1)
    table = draw.normal(0, 1, (4000, 2))
    counts = draw.poisson(np.exp(0.5 * table[:, 0])).astype(float)
    fits = model.fitted(table, np.ones(4000), counts, model.spreads(table, np.ones(2)))
    assert len(fits) == 1 + len(model.SPREADS)
    assert fits[0].weights.tolist() == [0, 0]
    assert fits[1].weights[0] == pytest.approx(0.5, abs=0.05)
    assert fits[1].weights[1] == pytest.approx(0.0, abs=0.05)
    assert abs(fits[-1].weights[0]) < abs(fits[1].weights[0])


def test_what_is_not_released_or_constant_adds_nothing() -> None:
    assert model.standardised(np.array([[np.nan, 3.0]]), np.array([1.0, 0.0])).tolist() == [[0, 0]]
    assert model.standardised(np.array([[1e6]]), np.array([1.0])).tolist() == [[model.MOST_DEVIATIONS]]


def test_chances_and_intervals_are_those_of_the_law() -> None:
    expected, usual = np.array([2.0]), np.array([3.0])
    assert model.exceeds(expected, 0.0, usual) == pytest.approx(stats.poisson.sf(3, 2.0))
    assert model.exceeds(expected, 0.5, usual) == pytest.approx(stats.nbinom.sf(3, 2, 0.5))
    assert model.interval90(expected, 0.0).tolist() == [[0, 5]]


def test_spread_beyond_poisson_is_found() -> None:
    draw = np.random.default_rng(2)
    assert model.overdispersion(draw.poisson(5, 50_000).astype(float), np.full(50_000, 5.0)) < 0.01
    counts = draw.negative_binomial(2, 2 / 7, 50_000).astype(float)
    assert model.overdispersion(counts, np.full(50_000, 5.0)) == pytest.approx(0.5, abs=0.05)
