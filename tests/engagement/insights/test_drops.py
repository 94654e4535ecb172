from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from engagement.insights.drops import Fall, falls

CORE = {"engagement", "enps"}


def cell(unit: str, wave: int, mean: float, **fields: Any) -> dict[str, Any]:
    return {
        "unit": unit,
        "source": f"w{wave}",
        "ends": pd.Timestamp(date(2026, 1, 31) + timedelta(days=28 * wave)),
        "item": "engaged",
        "construct": "engagement",
        "low": mean - 0.05,
        "high": mean + 0.05,
        "mid": mean,
        "n_low": 20,
        "covers": (unit,),
        "minimum": 1.0,
        "maximum": 5.0,
        "precision": "full",
    } | fields


def falling(*means: float, **fields: Any) -> list[Fall]:
    cells = pd.DataFrame([cell("A", wave, mean, **fields) for wave, mean in enumerate(means)])
    return falls(cells, source=f"w{len(means) - 1}", core=CORE)


def test_a_clear_fall_is_found_with_its_size_and_interval() -> None:
    (fall,) = falling(4.0, 4.0, 4.0, 3.0)
    assert (fall.unit, fall.construct, fall.items) == ("A", "engagement", ("engaged",))
    assert fall.share == pytest.approx(-0.25)
    # spread 0.25 (too few changes), n = 20 now and three times before; 0.05 + 0.05 of rounding on a span of 4.
    error = 0.25 * np.sqrt(1 / 20 + 1 / 60)
    assert fall.interval95 == pytest.approx((-0.25 - 1.96 * error - 0.025, -0.25 + 1.96 * error + 0.025))
    assert set(fall.sources) == {"w0", "w1", "w2", "w3"}


def test_only_the_last_three_waves_are_compared() -> None:
    (fall,) = falling(1.0, 4.0, 4.0, 4.0, 3.0)
    assert fall.share == pytest.approx(-0.25)
    assert "w0" not in fall.sources


@pytest.mark.parametrize("means", [(4.0, 4.0, 4.0), (4.0, 3.9), (3.0, 4.0), (3.5, 3.3)])
def test_a_small_change_or_a_rise_is_no_fall(means: tuple[float, ...]) -> None:
    assert falling(*means) == []


def test_a_fall_of_a_small_group_is_noise() -> None:
    assert falling(4.0, 3.5, n_low=5) == []
    assert len(falling(4.0, 3.5, n_low=200)) == 1


def test_a_first_wave_falls_against_nothing() -> None:
    assert falling(2.0) == []


def test_no_cells_give_no_fall() -> None:
    empty = pd.DataFrame([cell("A", 0, 4.0)]).iloc[:0]
    assert falls(empty, source="w0", core=CORE) == []


def test_coarse_cells_are_never_compared() -> None:
    rows = [cell("A", 0, 4.5), cell("A", 1, 2.5, precision="coarse")]
    assert falls(pd.DataFrame(rows), source="w1", core=CORE) == []
    rows = [cell("A", 0, 4.5, precision="coarse"), cell("A", 1, 2.5)]
    assert falls(pd.DataFrame(rows), source="w1", core=CORE) == []


def test_a_withheld_mean_is_missing_and_not_zero() -> None:
    nothing = float("nan")
    rows = [cell("A", 0, 4.5), cell("A", 1, nothing)]
    assert falls(pd.DataFrame(rows), source="w1", core=CORE) == []


def test_a_unit_that_covers_others_now_is_not_compared_with_itself() -> None:
    rows = [cell("A", 0, 4.5), cell("A", 1, 2.5, covers=("A", "B"))]
    assert falls(pd.DataFrame(rows), source="w1", core=CORE) == []


def test_other_constructs_are_told_beside_a_core_one_and_never_alone() -> None:
    beside = {"item": "load", "construct": "workload"}
    loads = [cell("A", wave, mean, **beside) for wave, mean in enumerate((4.0, 2.5))]
    assert falls(pd.DataFrame(loads), source="w1", core=CORE) == []
    engaged = [cell("A", wave, mean) for wave, mean in enumerate((4.0, 2.5))]
    found = falls(pd.DataFrame(loads + engaged), source="w1", core=CORE)
    assert [(fall.construct, fall.is_core) for fall in found] == [("engagement", True), ("workload", False)]


def test_two_items_of_a_construct_are_one_comparison() -> None:
    rows = [cell("A", wave, mean, item=item) for item in ("q1", "q2") for wave, mean in enumerate((4.0, 2.5))]
    (fall,) = falls(pd.DataFrame(rows), source="w1", core=CORE)
    assert fall.items == ("q1", "q2")


def company(seed: int, *, fallen: int = 0, units: int = 60, waves: int = 5) -> pd.DataFrame:
    """Rounded means of units of 10 to 60 people; the first `fallen` units lose 1.2 steps in the last wave."""
    draw = np.random.default_rng(seed)
    rows = []
    for unit in range(units):
        people = int(draw.integers(10, 60))
        level = draw.normal(3.7, 0.4)
        for wave in range(waves):
            shift = -1.2 if unit < fallen and wave == waves - 1 else 0.0
            mean = round(float(np.clip(level + shift + draw.normal(0, 1.0 / np.sqrt(people)), 1, 5)), 1)
            rows.append(cell(f"U{unit:02}", wave, mean, n_low=people))
    return pd.DataFrame(rows)


def test_a_company_without_falls_rarely_has_one() -> None:
    found = [falls(company(seed), source="w4", core=CORE) for seed in range(40)]
    assert np.mean([len(one) > 0 for one in found]) <= 0.05


def test_planted_falls_are_found_and_little_else() -> None:
    planted, found, false = 0, 0, 0
    for seed in range(20):
        units = {fall.unit for fall in falls(company(seed, fallen=6), source="w4", core=CORE)}
        hidden = {f"U{unit:02}" for unit in range(6)}
        planted, found, false = planted + 6, found + len(units & hidden), false + len(units - hidden)
    assert found / planted >= 0.75
    assert false / max(found + false, 1) <= 0.05


def test_the_order_of_rows_and_the_names_of_units_do_not_matter() -> None:
    cells = company(3, fallen=6)
    shuffled = cells.sample(frac=1, random_state=1)
    assert falls(shuffled, source="w4", core=CORE) == falls(cells, source="w4", core=CORE)
