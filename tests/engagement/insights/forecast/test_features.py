import numpy as np
import pandas as pd
import pytest

from engagement.insights.forecast.features import PER_FEATURE, Features
from engagement.insights.forecast.grid import Grid


def grid(units: int = 12, blocks: int = 10) -> Grid:
    draw = np.random.default_rng(1)
    days = list(pd.date_range("2025-01-06", periods=blocks, freq="28D"))
    rows = [
        (f"u{unit}", day, 20, int(draw.integers(0, 3)), draw.normal(), draw.normal())
        for unit in range(units)
        for day in days
    ]
    return Grid.of(pd.DataFrame(rows, columns=["unit", "block", "headcount", "leavers", "mood", "load"]))


def test_every_column_has_its_source_and_its_group() -> None:
    features = Features(grid())
    table = features.before(8, np.full(12, 0.2))
    assert table.shape == (12, len(features.sources)) == (12, len(features.groups))
    assert features.sources == ["mood"] * PER_FEATURE + ["load"] * PER_FEATURE + ["leavers"] * 2
    # The oldest lags stand together, and so do the marks of what is missing.
    assert features.groups.tolist() == [0, 0, 2, 0, 3, 1, 1, 2, 1, 3, 4, 4]
    assert len(features.sizes(8)) == len(features.groups)


def test_columns_are_deviations_from_the_company() -> None:
    table = Features(grid()).before(8, np.full(12, 0.2))
    assert np.abs(table.mean(axis=0)).max() < 1e-12


def test_what_is_not_released_is_marked_and_looked_back_on() -> None:
    company = grid()
    company.features["mood"][0, 7] = np.nan
    company.features["mood"][1, 1:8] = np.nan
    company.features["load"][1, 2:8] = np.nan
    features = Features(company)
    table = features.before(8, np.full(12, 0.2))
    missing = features.sources.index("mood") + PER_FEATURE - 1
    assert (table[:, missing] > 0).tolist() == [True, True] + [False] * 10
    assert features.lately(8).tolist() == [True, False] + [True] * 10
    assert not np.isnan(table).any()


def test_leavers_beyond_the_expected_are_the_own_record() -> None:
    company = grid()
    company.leavers[:, 4:8] = 0
    company.leavers[0, 5:8] = 3
    newest = Features(company).before(8, np.full(12, 0.5))[:, -2]
    assert newest[0] - newest[1] == pytest.approx(9 / np.sqrt(1.5 + 1))


def test_a_company_without_features_has_its_own_record_alone() -> None:
    company = grid()
    company.features.clear()
    features = Features(company)
    assert features.before(8, np.full(12, 0.2)).shape == (12, 2)
    assert features.sizes(8).tolist() == [0, 0]
    assert not features.lately(8).any()
