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


def test_weights_are_reliable_as_far_as_the_rows_carry_them() -> None:
    draw = np.random.default_rng(4)
    found = []
    for rows in (60, 400, 8000):
        table = draw.normal(0, 1, (rows, 6))
        counts = draw.poisson(np.exp(0.4 * table[:, 0])).astype(float)
        fits = model.fitted(table, np.ones(rows), counts, np.ones(6), np.arange(6))
        found.append(fits[0].reliability)
        assert {fit.reliability for fit in fits} == {found[-1]}
    assert 0 <= found[0] < found[1] < found[2] < 1
    assert found[2] > 0.95
    assert model.level_fit(np.ones(2), np.ones(2), 1).reliability == 0


def test_reliability_is_the_squared_correlation_with_the_truth() -> None:
    draw = np.random.default_rng(5)
    said, true = [], []
    for _ in range(40):
        weights = draw.normal(0, 0.25, 8)
        table = draw.normal(0, 1, (300, 8))
        counts = draw.poisson(np.exp(table @ weights)).astype(float)
        # Three windows a leaver are reckoned with, so each row stands there three times.
        rows = np.tile(table, (3, 1)), np.ones(900), np.tile(counts, 3)
        fit = model.fitted(*rows, np.ones(8), np.zeros(8, dtype=np.int64))[0]
        said.append(fit.reliability)
        true.append(np.corrcoef(fit.pull(table), table @ weights)[0, 1] ** 2)
    assert np.mean(said) == pytest.approx(np.mean(true), abs=0.04)


def test_widths_of_another_law_help_where_there_is_little_to_learn_from() -> None:
    draw = np.random.default_rng(6)
    table = draw.normal(0, 1, (300, 10))
    counts = draw.poisson(np.exp(-0.5 * table[:, 0])).astype(float)
    rows = (table, np.ones(300), counts, np.ones(10), np.arange(10))
    law = model.fitted(*rows, np.array([0.5] + [0.0] * 9))[0]
    plain = model.fitted(*rows)[0]
    assert law.weights[0] < plain.weights[0] < 0
    assert np.argmax(plain.widths) == np.argmax(law.widths) == 0
