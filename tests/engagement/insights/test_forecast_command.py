import json
from pathlib import Path

import pandas as pd
import pytest
from django.core.management import call_command

from tests.bench.worlds.companies import company

HEAD = "unit,block,headcount,leavers,f"
FIRST = "A,2025-01-06,10,1,0.5"


def test_the_report_has_the_promised_form(tmp_path: Path) -> None:
    panel = company("signal", 3).panel
    panel = panel[panel["unit"].isin(panel["unit"].unique()[:12])]
    panel.to_csv(tmp_path / "panel.csv", index=False)
    call_command("forecast", str(tmp_path / "panel.csv"), "--out", str(tmp_path / "report.json"))
    report = json.loads((tmp_path / "report.json").read_text())
    assert set(report) == {"horizon_blocks", "predictions", "backtest", "alerts", "abstained", "why"}
    assert report["horizon_blocks"] == 3
    assert set(report["predictions"][0]) == {
        "unit", "block", "made_at", "probability", "expected_leavers", "interval90", "abstained", "contributions",
    }  # fmt: skip
    assert set(report["backtest"]) == {"auc", "brier", "brier_base_rate", "log_loss", "calibration", "folds"}


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ([""], "a header"),
        ([HEAD], "at least one row"),
        ([HEAD, FIRST, "A,2025-03-03,10,1,0.5"], "line 3, column block: expected no gap"),
        ([HEAD, FIRST, "A,2025-02-04,10,1,0.5"], "column block: expected a block 28 days"),
        ([HEAD, FIRST, FIRST], "line 3, column block"),
        ([HEAD, "A,2025-01-06,-1,0,0.5"], "line 2, column headcount"),
        ([HEAD, "A,2025-01-06,10,11,0.5"], "line 2, column leavers"),
        ([HEAD, "A,2025-01-06,10,,0.5"], "line 2, column leavers"),
        ([HEAD, "A,2025-01-06,10,1,nan"], "line 2, column f"),
        ([HEAD, "A,2025-01-06,10,1,inf"], "line 2, column f"),
        ([HEAD, "A,January,10,1,0.5"], "line 2, column block"),
    ],
)
def test_a_bad_panel_is_one_sentence_and_nothing_is_written(
    tmp_path: Path, lines: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "panel.csv").write_text("\n".join(lines) + "\n")
    with pytest.raises(SystemExit) as stopped:
        call_command("forecast", str(tmp_path / "panel.csv"), "--out", str(tmp_path / "report.json"))
    assert stopped.value.code == 2
    said = capsys.readouterr().err.strip()
    assert complaint in said
    assert "\n" not in said
    assert not (tmp_path / "report.json").exists()


def _blocks(unit: str, number: int, **columns: str) -> list[str]:
    days = pd.date_range("2024-01-01", periods=number, freq="28D").strftime("%Y-%m-%d")
    return [f"{unit},{day},20,{place % 2},{columns.get('f', '0.5')}" for place, day in enumerate(days)]


@pytest.mark.parametrize(
    ("lines", "predictions"),
    [
        ([HEAD, FIRST], 0),
        ([HEAD, *_blocks("A", 12)], 0),
        ([HEAD, *_blocks("A", 20)], 8),
        ([HEAD, *_blocks("A", 20), *_blocks("B", 20, f="")], 16),
        ([HEAD, *(line.replace(",0,0.5", ",0,").replace(",1,0.5", ",0,") for line in _blocks("A", 20))], 8),
        ([HEAD[: HEAD.rindex(",")], *(line[: line.rindex(",")] for line in _blocks("A", 20))], 8),
    ],
    ids=[
        "one block",
        "too few blocks",
        "one unit, constant",
        "never released",
        "nobody leaves",
        "no feature",
    ],
)
def test_a_poor_panel_is_answered_by_abstaining(tmp_path: Path, lines: list[str], predictions: int) -> None:
    (tmp_path / "panel.csv").write_text("\n".join(lines) + "\n")
    call_command("forecast", str(tmp_path / "panel.csv"), "--out", str(tmp_path / "report.json"))
    report = json.loads((tmp_path / "report.json").read_text())
    assert len(report["predictions"]) == predictions
    assert report["abstained"]
    assert report["why"]
    assert report["alerts"] == []
    assert all(0 <= one["probability"] <= 1 for one in report["predictions"])
