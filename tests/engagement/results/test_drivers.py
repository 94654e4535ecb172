"""Relative importance against every order tried one by one, and against data of known structure."""

from collections.abc import Sequence
from itertools import permutations
from typing import Any

import numpy as np
import pandas as pd
import peopleanalyticsdata
import pytest

from engagement.results.drivers import Driver, drivers, lmg, r_squared


def brute_force(data: np.ndarray[Any, Any], outcome: int) -> np.ndarray[Any, Any]:
    """Return LMG from raw data: least squares for every order in which the predictors can enter."""
    others = [place for place in range(data.shape[1]) if place != outcome]
    shares = dict.fromkeys(others, 0.0)
    orders = list(permutations(others))
    known: dict[frozenset[int], float] = {}

    def fit(chosen: Sequence[int]) -> float:
        key = frozenset(chosen)
        if key not in known:
            design = np.column_stack([np.ones(len(data)), data[:, list(chosen)]])
            target = data[:, outcome]
            rest = target - design @ np.linalg.lstsq(design, target, rcond=None)[0]
            known[key] = 1 - (rest @ rest) / ((target - target.mean()) @ (target - target.mean()))
        return known[key]

    for order in orders:
        for place, one in enumerate(order):
            shares[one] += (fit(order[: place + 1]) - fit(order[:place])) / len(orders)
    return np.array([shares[one] for one in others])


SCALES = ("Ben", "Work", "Man", "Car")


@pytest.fixture(scope="module")
def survey() -> pd.DataFrame:
    """The employee survey of `peopleanalyticsdata`: happiness and thirteen items of four scales."""
    frame: pd.DataFrame = peopleanalyticsdata.employee_survey().dropna()
    return frame


def scales(survey: pd.DataFrame) -> tuple[list[str], np.ndarray[Any, Any]]:
    parts = [survey["Happiness"], *(survey.filter(like=name).mean(axis=1) for name in SCALES)]
    return ["Happiness", *SCALES], np.column_stack(parts).astype(float)


def test_equal_to_every_order_tried_on_the_scales_of_the_employee_survey(survey: pd.DataFrame) -> None:
    _names, data = scales(survey)
    assert np.abs(lmg(np.corrcoef(data, rowvar=False), 0) - brute_force(data, 0)).max() < 1e-8


def test_equal_to_every_order_tried_on_single_items_and_adding_up_to_r_squared(survey: pd.DataFrame) -> None:
    data = survey[["Happiness", "Ben1", "Ben2", "Work1", "Work2", "Man1", "Man2", "Car1"]].to_numpy(float)
    matrix = np.corrcoef(data, rowvar=False)
    found = lmg(matrix, 0)

    assert np.abs(found - brute_force(data, 0)).max() < 1e-8
    assert found.sum() == pytest.approx(r_squared(matrix, 0)[-1], abs=1e-12)


def apart(one: Driver, other: Driver) -> bool:
    return one.low > other.high or other.low > one.high


def test_order_is_stable_where_intervals_do_not_overlap(survey: pd.DataFrame) -> None:
    names, data = scales(survey)
    rng = np.random.default_rng(1)
    first = drivers(np.corrcoef(data, rowvar=False), names, "Happiness", len(data))
    pairs = [(a, b) for i, a in enumerate(first) for b in first[i + 1 :] if apart(a, b)]
    assert pairs
    turned = 0
    for _ in range(200):
        again = data[rng.integers(0, len(data), len(data))]
        shares = dict(zip(names[1:], lmg(np.corrcoef(again, rowvar=False), 0).tolist(), strict=True))
        turned += sum(shares[a.name] <= shares[b.name] for a, b in pairs)
    # Two 95 % intervals that do not overlap are 2.8 standard errors apart: one draw in two hundred may turn a pair round.
    assert turned <= 0.01 * 200 * len(pairs), (turned, len(pairs))


def test_an_unrelated_construct_is_not_clear_and_a_strong_one_is() -> None:
    matrix = np.array([[1, 0.6, 0.02], [0.6, 1, 0], [0.02, 0, 1]])
    strong, weak = drivers(matrix, ["engagement", "voice", "luck"], "engagement", 200)
    assert (strong.name, strong.clear, strong.sign) == ("voice", True, 1)
    assert (weak.name, weak.clear) == ("luck", False)
    assert strong.low < strong.share < strong.high


def test_a_matrix_that_rounding_made_singular_is_still_read() -> None:
    matrix = np.array([[1, 0.5, 0.5], [0.5, 1, 1.0], [0.5, 1.0, 1]])
    assert sum(driver.share for driver in drivers(matrix, ["a", "b", "c"], "a", 100, draws=20)) > 0.2


def test_two_constructs_share_what_only_both_explain() -> None:
    matrix = np.array([[1, 0.5, 0.5], [0.5, 1, 0.5], [0.5, 0.5, 1]])
    shares = lmg(matrix, 0)
    assert shares[0] == pytest.approx(shares[1])
