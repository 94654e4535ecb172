import numpy as np
import numpy.typing as npt
import pytest

from engagement.insights.forecast.series import KEEPS, Persistence, Series, quiet_mean


def drawn(
    keep: float, *, lasting: float = 0.2, units: int = 300, blocks: int = 40
) -> npt.NDArray[np.float64]:
    """Return one feature of variance 1 with a lasting share, shape (1, units, blocks)."""
    draw = np.random.default_rng(4)
    values = draw.normal(0, 1, (units, blocks))
    for block in range(1, blocks):
        values[:, block] = keep * values[:, block - 1] + np.sqrt(1 - keep**2) * values[:, block]
    return np.asarray(np.sqrt(1 - lasting) * values + np.sqrt(lasting) * draw.normal(0, 1, (units, 1)))[None]


@pytest.mark.parametrize("keep", [0.0, 0.5, 0.9])
@pytest.mark.parametrize("hidden", [0.0, 0.4], ids=["all released", "four in ten not released"])
def test_persistence_and_the_lasting_share_are_found(keep: float, hidden: float) -> None:
    values = drawn(keep)
    values[np.random.default_rng(5).random(values.shape) < hidden] = np.nan
    found = Series(values).persistence(40)
    assert found.keep[0] == pytest.approx(keep, abs=0.06)
    assert found.passing[0] == pytest.approx(0.8, abs=0.12)
    assert found.lasting[0] == pytest.approx(0.2, abs=0.12)


def test_a_quarterly_survey_says_how_it_persists_too() -> None:
    values = drawn(0.8)
    values[:, :, np.arange(40) % 3 != 0] = np.nan
    assert Series(values).persistence(40).keep[0] == pytest.approx(0.8, abs=0.11)


def test_only_earlier_blocks_are_read() -> None:
    values = drawn(0.7)
    altered = values.copy()
    altered[:, :, 25:] = 1e6
    for one, other in zip(_seen(Series(values)), _seen(Series(altered)), strict=True):
        assert np.array_equal(one, other)


def _seen(series: Series, origin: int = 25) -> list[npt.NDArray[np.float64]]:
    how = series.persistence(origin)
    levels = series.levels(origin, how)
    return [how.keep, how.passing, how.lasting, levels, series.passing(origin, 6, how, levels)]


def test_a_level_that_rests_on_few_values_is_drawn_to_the_company() -> None:
    values = np.full((1, 2, 6), np.nan)
    values[0, :, :] = [[2.0] * 6, [-2.0] * 6]
    values[0, 1, :5] = np.nan
    series = Series(values)
    how = Persistence(np.array([0.5]), np.array([1.0]), np.array([1.0]))
    full, few = series.levels(6, how)[0]
    # Centred block by block: 2 - mean. Six values against noise of 3, one against noise of 3.
    assert full == pytest.approx((0 * 5 + 2.0) / (6 + 3))
    assert few == pytest.approx(-2.0 / (1 + 3))


def test_an_empty_value_is_the_last_known_one_drawn_to_the_level() -> None:
    values = np.array([[[4.0, np.nan, np.nan, 8.0], [-4.0, 0.0, 0.0, -8.0]]])
    series = Series(values)
    how = Persistence(np.array([0.5]), np.array([1.0]), np.array([1.0]))
    found = series.passing(4, 4, how, np.array([[1.0, 0.0]]))[0, 0]
    assert found.tolist() == pytest.approx([3.0, 1.5, 0.75, 7.0])


def test_nothing_known_is_empty_and_a_constant_keeps_its_place() -> None:
    empty = Series(np.full((1, 2, 5), np.nan))
    how = empty.persistence(5)
    assert empty.levels(5, how).tolist() == [[0.0, 0.0]]
    assert np.isnan(empty.passing(5, 3, how, np.zeros((1, 2)))).all()
    constant = Series(np.full((1, 3, 5), 7.0)).persistence(5)
    assert constant.keep[0] in KEEPS
    assert constant.passing[0] == 0


def test_the_mean_of_nothing_is_empty_and_quiet() -> None:
    found = quiet_mean(np.array([[1.0, np.nan], [np.nan, np.nan]]), axis=1)
    assert found[0] == pytest.approx(1)
    assert np.isnan(found[1])
