import json
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from privacy.exceptions import InputError
from signals.calendars.events import Tally
from signals.calendars.periods import Period
from signals.connectors.viva import COLUMNS, VivaConnector
from signals.exceptions import NothingReadableError
from signals.reduce.company import Company
from signals.reduce.job import Terms, reduce_source, table_values
from signals.reduce.person import NAMES, Numbers
from signals.reduce.units import Layout
from tests.factories.signals import PERIOD, TREE, company, member

HEADER = "PersonId,MetricDate,Meeting_hours,After_hours_collaboration_hours,Anything"


def values(folder: Path, *rows: str, header: str = HEADER, period: Period = PERIOD) -> tuple[Numbers, Tally]:
    file = folder / "pq.csv"
    file.write_text("\n".join([header, *rows]) + "\n")
    tally = Tally()
    return table_values(VivaConnector(), file, Terms(company(), period, b""), tally), tally


def test_a_persons_value_is_the_mean_of_the_rows_in_the_block(tmp_path: Path) -> None:
    array, tally = values(tmp_path, "ann,2025-01-27,10,1,x", "ann,2025-02-03,20,,x", "bob,2025-02-03,4,0,x")
    assert array[NAMES.index("meeting_hours"), 0].tolist()[:2] == [15, 4]
    assert array[NAMES.index("after_hours_hours"), 0].tolist()[:2] == [1, 0]
    assert np.isnan(array[NAMES.index("meeting_hours"), 0, 2])
    assert np.isnan(array[NAMES.index("quiet_days")]).all()
    assert tally.as_json() == {"files": 1, "events": 3, "occurrences": 3, "skipped": {}}


def test_a_week_belongs_to_the_block_that_holds_its_fourth_day(tmp_path: Path) -> None:
    period = Period(date(2025, 1, 27), date(2025, 3, 24))
    rows = [
        f"ann,{day},{hours},0,x"
        for day, hours in [("2025-01-23", 1), ("2025-01-24", 2), ("2025-02-20", 4), ("2025-02-21", 8)]
    ]
    array, tally = values(tmp_path, *rows, period=period)
    assert array[NAMES.index("meeting_hours"), :, 0].tolist() == [3, 8]
    assert tally.occurrences == 3


def test_values_are_clipped_after_the_mean(tmp_path: Path) -> None:
    array, _ = values(tmp_path, "ann,2025-01-27,168,-1,x", "ann,2025-02-03,2,-1,x")
    assert array[NAMES.index("meeting_hours"), 0, 0] == 50
    assert array[NAMES.index("after_hours_hours"), 0, 0] == 0


@pytest.mark.parametrize(
    "row", ["ann,soon,1,1,x", "ann,2025-01-27,many,1,x", "ann,2025-01-27,1", "ann,2025-01-27,nan,1,x"]
)
def test_a_row_that_cannot_be_read_is_counted(tmp_path: Path, row: str) -> None:
    _, tally = values(tmp_path, row, "bob,2025-01-27,1,1,x", "zoe,2025-01-27,1,1,x")
    assert tally.skipped == {"broken_event": 1, "unknown_owner": 1}


@pytest.mark.parametrize(
    ("header", "rows", "expected"),
    [
        ("Person,MetricDate,Meeting_hours", ["ann,2025-01-27,1"], "column PersonId"),
        ("PersonId,Date,Meeting_hours", ["ann,2025-01-27,1"], "column MetricDate"),
        ("PersonId,MetricDate,Chats", ["ann,2025-01-27,1"], "at least one of the columns Meeting_hours"),
        (HEADER, ["ann,2025-01-27,1,1,x", "ann,2025-01-27,1,1,x"], "line 3, column MetricDate"),
        (HEADER, ['ann,2025-01-27,1,1,"x'], "every quote closed"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, header: str, rows: list[str], expected: str) -> None:
    with pytest.raises(InputError, match=expected):
        values(tmp_path, *rows, header=header)


def test_an_empty_or_missing_file_or_wrong_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "latin.csv").write_bytes(HEADER.encode() + b"\n\xe4nn,2025-01-27,1,1,x\n")
    for name, expected in (("empty.csv", "a header"), ("latin.csv", "UTF-8"), ("none.csv", "readable file")):
        with pytest.raises(InputError, match=expected):
            list(VivaConnector().read_rows(tmp_path / name, Tally()))


def test_rows_of_nobody_we_know_are_nothing_readable(tmp_path: Path) -> None:
    with pytest.raises(NothingReadableError, match="1 unknown_owner"):
        values(tmp_path, "zoe,2025-01-27,1,1,x")


def test_only_the_six_metrics_and_the_change_of_load_are_released(tmp_path: Path) -> None:
    who = Company([member(f"p{number}") for number in range(12)], TREE)
    file = tmp_path / "pq.csv"
    header = ["PersonId", "MetricDate", *COLUMNS]
    rows = [f"p{n},{day},8,2,1,1,1,2" for n in range(12) for day in ("2025-01-27", "2025-02-24")]
    file.write_text("\n".join([",".join(header), *rows]))
    period = Period(date(2025, 1, 27), date(2025, 3, 24))
    reduced = reduce_source(VivaConnector(), file, Terms(who, period, b""))
    assert {cell.metric for cell in reduced.cells} == {*COLUMNS.values(), "load_change"}
    assert reduced.findings == ()
    change = next(cell for cell in reduced.cells if cell.metric == "load_change")
    assert change.band == (-2, 2)


@pytest.mark.data
def test_means_by_unit_equal_pandas_own_on_the_public_sample(tmp_path: Path, shared_data: Path) -> None:
    file = shared_data / "vivainsights" / "R_pq_data.csv"
    frame = pd.read_csv(file, parse_dates=["MetricDate"])
    last = frame.sort_values("MetricDate").groupby("PersonId").tail(1).set_index("PersonId")
    units: dict[str, str] = {str(person): str(unit) for person, unit in last["Organization"].items()}
    tree: dict[str, str | None] = {"company": None} | dict.fromkeys(sorted(set(units.values())), "company")
    who = Company([member(person, unit) for person, unit in units.items()], tree)
    period = Period(date(2024, 4, 22), date(2024, 10, 7))
    tally = Tally()
    array = table_values(VivaConnector(), file, Terms(who, period, b""), tally)
    assert tally.events == len(frame) == 6900
    layout = Layout(tree, [each.unit for each in who.members])

    block = (frame["MetricDate"] + pd.Timedelta(days=3) - pd.Timestamp(period.block_start(0))).dt.days // 28
    inside = frame[(block >= 0) & (block < period.count)].assign(
        block=block, unit=frame["PersonId"].map(units)
    )
    compared = 0
    for column, metric in COLUMNS.items():
        low, high = {
            "meeting_hours": (0, 50),
            "one_to_one_hours": (0, 5),
            "after_hours_hours": (0, 20),
            "conflict_hours": (0, 20),
            "weekend_hours": (0, 16),
            "outside_hours": (0, 30),
        }[metric]
        person = inside.groupby(["block", "unit", "PersonId"])[column].mean().clip(low, high)
        means = person.groupby(["block", "unit"]).mean().reset_index()
        for at, unit, mean in means.itertuples(index=False):
            own = dict(layout.sorted_values(array[NAMES.index(metric), int(at)], 1))[unit]
            assert own.mean() == pytest.approx(mean, abs=1e-9)
            compared += 1
    assert compared >= 6 * 5 * 5
    assert int((frame["Meeting_hours"] >= 168).sum()) == 6


@pytest.mark.data
def test_the_public_sample_goes_through_the_door(tmp_path: Path, shared_data: Path) -> None:
    file = shared_data / "vivainsights" / "R_pq_data.csv"
    people = pd.read_csv(file, usecols=["PersonId", "Organization"]).drop_duplicates("PersonId")
    tree: dict[str, str | None] = {"company": None} | dict.fromkeys(
        people["Organization"].unique(), "company"
    )
    who = Company([member(person, unit) for person, unit in people.itertuples(index=False)], tree)
    reduced = reduce_source(
        VivaConnector(), file, Terms(who, Period(date(2024, 4, 22), date(2024, 10, 7)), b"")
    )
    assert {cell.unit for cell in reduced.cells} >= {"company"}
    assert "PersonId" not in json.dumps([cell.as_json() for cell in reduced.cells])
