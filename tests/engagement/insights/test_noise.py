import numpy as np
import pandas as pd
import pytest

from engagement.insights.noise import LEAST_SPREAD, USUAL_SPREAD, believable, person_spread


def simulated(spread: float, *, units: int = 60, waves: int = 4, seed: int = 1) -> pd.DataFrame:
    """Unit means of people whose answers spread by `spread`, from units of very different size."""
    draw = np.random.default_rng(seed)
    people = draw.choice([8, 15, 40, 200], size=units)
    rows = [
        {"unit": unit, "item": "q", "ends": wave, "share": draw.normal(0.6, spread / np.sqrt(n)), "n_low": n}
        for unit, n in enumerate(people)
        for wave in range(waves)
    ]
    return pd.DataFrame(rows)


@pytest.mark.parametrize("spread", [0.15, 0.25, 0.4])
def test_person_spread_is_read_off_the_changes(spread: float) -> None:
    assert person_spread(simulated(spread)) == pytest.approx(spread, rel=0.15)


def test_person_spread_is_not_moved_by_a_few_real_falls() -> None:
    cells = simulated(0.25)
    cells.loc[(cells["unit"] < 5) & (cells["ends"] == 3), "share"] -= 0.5
    assert person_spread(cells) == pytest.approx(0.25, rel=0.2)


def test_person_spread_ignores_a_change_of_the_whole_company() -> None:
    cells = simulated(0.25, waves=2)
    cells.loc[cells["ends"] == 1, "share"] -= 0.2
    assert person_spread(cells.assign(n_low=15)) < 1.3 * person_spread(
        simulated(0.25, waves=2).assign(n_low=15)
    )


def test_person_spread_of_too_few_changes_is_the_usual() -> None:
    assert person_spread(simulated(0.6, units=3)) == USUAL_SPREAD
    assert (
        person_spread(simulated(0.6, units=0).reindex(columns=["unit", "item", "ends", "share", "n_low"]))
        == USUAL_SPREAD
    )


def test_person_spread_of_equal_means_is_not_zero() -> None:
    assert person_spread(simulated(0.0)) == LEAST_SPREAD


def test_believable_follows_the_worked_example() -> None:
    # Benjamini & Hochberg 1995, section 3.2: 15 p-values, the four smallest are rejected at 5 %.
    p_values = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
        0.7590, 1.0,
    ]  # fmt: skip
    assert list(np.flatnonzero(believable(np.array(p_values)))) == [0, 1, 2, 3]


def test_believable_keeps_the_order_it_was_given() -> None:
    assert list(believable(np.array([0.9, 0.001, 0.5]))) == [False, True, False]


def test_believable_of_nothing_is_nothing() -> None:
    assert believable(np.array([])).shape == (0,)
