import json

import numpy as np
import pandas as pd
import pytest

from engagement.insights.forecast import Report, forecast
from engagement.insights.forecast.trust import Why
from tests.bench.worlds.companies import company


def small(kind: str = "signal", *, units: int = 40, blocks: int = 24) -> pd.DataFrame:
    panel = company(kind, 1).panel
    return panel[
        panel["unit"].isin(panel["unit"].unique()[:units])
        & panel["block"].isin(panel["block"].unique()[:blocks])
    ].reset_index(drop=True)


def chances(report: Report) -> dict[tuple[str, object], float]:
    return {(one.unit, one.block): one.probability for one in report.predictions}


@pytest.fixture(scope="module")
def panel() -> pd.DataFrame:
    return small()


@pytest.fixture(scope="module")
def plain(panel: pd.DataFrame) -> Report:
    return forecast(panel)


def test_every_block_from_the_fourteenth_on_and_the_one_after_the_last(plain: Report) -> None:
    assert len({one.block for one in plain.predictions}) == 24 - 13 + 1
    assert len(plain.predictions) == 40 * 12
    assert all(one.made_at < one.block for one in plain.predictions)


def test_a_signal_is_found_and_beats_the_base_rate(plain: Report) -> None:
    assert not plain.abstained
    assert plain.alerts
    scores = plain.backtest
    assert scores.auc is not None
    assert scores.auc > 0.7
    assert scores.brier is not None
    assert scores.brier_base_rate is not None
    assert scores.brier < scores.brier_base_rate


def test_contributions_and_intervals_belong_to_the_prediction(plain: Report) -> None:
    for one in plain.predictions:
        assert 0 <= one.probability <= 1
        assert one.interval90[0] <= one.expected_leavers + 1
        assert one.expected_leavers <= one.interval90[1] + 1
        assert bool(one.contributions) is not one.abstained
        if one.abstained:
            assert one.probability == one.base


@pytest.mark.parametrize("cut", range(14, 24, 3))
def test_the_future_changes_nothing_said_before_it(panel: pd.DataFrame, plain: Report, cut: int) -> None:
    day = sorted(panel["block"].unique())[cut]
    altered = panel.copy()
    later = altered["block"] >= day
    altered.loc[later, "leavers"] = 0
    altered.loc[later, "headcount"] += 50
    altered.loc[later, [name for name in panel.columns.astype(str) if name.startswith("f")]] = 1e6
    before = [one for one in plain.predictions if pd.Timestamp(one.block) <= day]
    again = [one for one in forecast(altered).predictions if pd.Timestamp(one.block) <= day]
    assert before == again


def test_order_names_and_scale_do_not_matter(panel: pd.DataFrame, plain: Report) -> None:
    names = [name for name in panel.columns.astype(str) if name.startswith("f")]
    other = panel.assign(**{name: panel[name] * 10 + 3 for name in names})
    other = other.rename(columns={name: f"x{number}" for number, name in enumerate(reversed(names))})
    renamed = {unit: f"Z{99 - number}" for number, unit in enumerate(panel["unit"].unique())}
    other = other.assign(unit=other["unit"].map(renamed)).sample(frac=1, random_state=1)
    found = chances(forecast(other[[*reversed(other.columns)]]))
    for (unit, block), chance in chances(plain).items():
        assert found[renamed[unit], block] == pytest.approx(chance, abs=1e-6)


def test_a_law_that_turns_is_noticed_and_learned_anew() -> None:
    panel = company("drift", 3).panel
    blocks = sorted(panel["block"].unique())
    turned = pd.Timestamp(blocks[len(blocks) // 2])
    report = forecast(panel)
    silent = {pd.Timestamp(one.block) for one in report.predictions if one.why == Why.DRIFT}
    assert silent
    assert turned < min(silent) <= turned + pd.Timedelta(days=28 * 4)
    heard = {pd.Timestamp(one.block) for one in report.predictions if not one.abstained}
    assert heard & {pd.Timestamp(block) for block in blocks[-6:]}
    assert "no longer held" in report.why


def test_with_nothing_to_find_few_alerts_are_raised() -> None:
    report = forecast(small("null", units=60, blocks=30))
    assert len(report.alerts) <= 0.05 * len(report.predictions)


@pytest.mark.parametrize("rows", [0, 1, 24], ids=["no row", "one unit and one block", "one unit"])
def test_too_little_to_learn_from_is_said(panel: pd.DataFrame, rows: int) -> None:
    report = forecast(panel.head(rows))
    assert report.abstained
    assert report.why


def test_constant_and_empty_features_are_answered(panel: pd.DataFrame) -> None:
    base = panel[["unit", "block", "headcount", "leavers"]]
    report = forecast(base.assign(constant=0.1, empty=np.nan))
    assert all(np.isfinite(one.probability) for one in report.predictions)
    assert {one.contributions.get("constant", 0.0) for one in report.predictions} == {0.0}
    assert {one.contributions.get("empty", 0.0) for one in report.predictions} == {0.0}


def test_the_lines_of_a_report_are_its_json(plain: Report) -> None:
    assert json.loads("".join(plain.lines())) == plain.as_json()
