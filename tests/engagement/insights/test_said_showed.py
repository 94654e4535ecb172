import numpy as np
import pandas as pd
import pytest

from engagement.insights.said_showed import LEAST_COMPARABLE, Pattern, patterns
from tests.bench.said_showed import judged, null_world

UNITS = [f"U{number}" for number in range(20)]
POOLS = {"ROOT": UNITS}


def showed(measure: str = "construct:meetings", **means: float) -> pd.DataFrame:
    """Three waves of twenty quiet units; `means` sets some of them."""
    rng = np.random.default_rng(4)
    level = {unit: 3.5 + 0.2 * rng.standard_normal() for unit in UNITS} | means
    return pd.DataFrame(
        [
            {"unit": unit, "measure": measure, "mid": round(value, 1), "n_low": 10}
            for unit, value in level.items()
            for _ in range(3)
        ]
    )


def said(**shares: float) -> pd.DataFrame:
    return pd.DataFrame(
        [{"pool": "ROOT", "reason": reason, "share": share} for reason, share in shares.items()]
    )


POLITE = {"commute": 0.5, "pay": 0.3, "meetings": 0.1}


def test_a_pattern_behind_polite_reasons_is_hidden_and_has_size_and_interval() -> None:
    (found,) = patterns(said(**POLITE), showed(U3=1.8), pools=POOLS)
    assert (found.pool, found.unit, found.measure, found.is_hidden) == (
        "ROOT",
        "U3",
        "construct:meetings",
        True,
    )
    assert found.own == pytest.approx(1.8)
    assert found.usual == pytest.approx(3.5, abs=0.2)
    assert found.interval95[0] < found.own - found.usual < found.interval95[1] < 0
    assert found.comparable == len(UNITS) - 1
    assert list(found.named) == ["commute", "pay", "meetings"]
    assert found.ratio == pytest.approx(found.own / found.usual)


def test_a_reason_that_is_named_first_is_not_hidden() -> None:
    (found,) = patterns(said(meetings=0.6, pay=0.2), showed(U3=1.8), pools=POOLS)
    assert not found.is_hidden


def test_only_harm_is_a_pattern() -> None:
    assert patterns(said(**POLITE), showed(U3=5.0), pools=POOLS) == []
    (found,) = patterns(said(**POLITE), showed("meeting_hours", U3=9.0), pools=POOLS)
    assert found.ratio is not None
    assert found.ratio > 2


def test_quiet_units_unknown_measures_and_units_outside_a_pool_give_nothing() -> None:
    assert patterns(said(**POLITE), showed(), pools=POOLS) == []
    assert patterns(said(**POLITE), showed("mood", U3=1.0), pools=POOLS) == []
    assert patterns(said(**POLITE), showed(U3=1.8), pools={"ROOT": ["U4"]}) == []


def test_too_few_comparable_units_nobody_asked_and_withheld_values_give_nothing() -> None:
    few = showed(U3=1.8)
    assert patterns(said(**POLITE), few[few["unit"].isin(UNITS[:LEAST_COMPARABLE])], pools=POOLS) == []
    assert patterns(said(), few, pools=POOLS) == []
    assert patterns(said(**POLITE), few.assign(mid=np.nan), pools=POOLS) == []


def test_order_and_names_do_not_matter() -> None:
    rows = showed(U3=1.8)
    shuffled = rows.sample(frac=1, random_state=1)
    assert patterns(said(**POLITE), shuffled, pools=POOLS) == patterns(said(**POLITE), rows, pools=POOLS)
    renamed = rows.assign(unit="x" + rows["unit"])
    (found,) = patterns(said(**POLITE), renamed, pools={"ROOT": [f"x{unit}" for unit in UNITS]})
    assert found.unit == "xU3"


def test_a_ratio_needs_a_usual_above_zero() -> None:
    pattern = Pattern("P", "U", "weekend_hours", 1.0, 0.0, (0.5, 1.5), 0.001, 9, {"pay": 1.0}, is_hidden=True)
    assert pattern.ratio is None


def test_a_world_without_causes_shows_no_pattern() -> None:
    assert judged(null_world(3)).found == ()
