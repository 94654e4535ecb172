import numpy as np
import pytest
from scipy import stats
from sklearn.linear_model import PoissonRegressor

from engagement.insights.forecast import model


def test_a_weight_is_found_and_what_says_nothing_is_drawn_to_nothing() -> None:
    draw = np.random.default_rng(1)
    table = draw.normal(0, 1, (4000, 6))
    counts = draw.poisson(np.exp(0.5 * table[:, 0])).astype(float)
    groups = np.array([0, 0, 1, 1, 2, 2])
    found = model.fitted(table, np.ones(4000), counts, model.spreads(table, np.ones(6)), groups)
    assert len(found) == len(model.BELIEVED)
    assert found[0].weights[0] == pytest.approx(0.5, abs=0.05)
    assert np.abs(found[0].weights[2:]).max() < 0.03
    # A plain fit of the same rows, without priors, is less sure of nothing.
    plain = PoissonRegressor(alpha=0.0, tol=1e-8).fit(table, counts)
    assert np.abs(found[0].weights[2:]).sum() < np.abs(plain.coef_[2:]).sum()


def test_a_fit_believed_in_part_keeps_the_total() -> None:
    draw = np.random.default_rng(3)
    table = draw.normal(0, 1, (3000, 2))
    counts = draw.poisson(2 * np.exp(0.6 * table[:, 0])).astype(float)
    found = model.fitted(table, np.ones(3000), counts, np.ones(2), np.array([0, 1]))
    for share, fit in zip(model.BELIEVED, found, strict=True):
        assert fit.weights == pytest.approx(share * found[0].weights)
        assert np.exp(fit.intercept + fit.pull(table)).sum() == pytest.approx(counts.sum())


def test_without_columns_the_level_alone_is_fitted() -> None:
    fit = model.level_fit(np.array([1.0, 1.0, 0.0]), np.array([2.0, 4.0, 9.0]), 2)
    assert np.exp(fit.intercept) == pytest.approx(3.0)
    assert fit.weights.tolist() == [0, 0]
    assert model.level_fit(np.ones(2), np.zeros(2), 2).intercept == 0.0


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
