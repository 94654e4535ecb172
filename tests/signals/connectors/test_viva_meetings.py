"""Meeting queries are counted by the rules of calendars, and against an independent filter of pandas."""

import json
import os
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest
from django.core.management import call_command

from privacy.exceptions import InputError
from signals.connectors.viva_meetings import COLUMNS, count_meetings

SHARED_DATA = Path(os.environ.get("SHARED_DATA", Path(__file__).resolve().parents[4] / "shared" / "data"))
SAMPLE = SHARED_DATA / "vivainsights" / "mt_data.csv"
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(*rows: str, header: str = ",".join(COLUMNS)) -> Path:
        (tmp_path / "mt.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8-sig")
        return tmp_path / "mt.csv"

    return written


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("FALSE,FALSE,2,0.5", None),
        ("false,False,9,23.99", None),
        ("TRUE,TRUE,1,24", "cancelled"),
        ("FALSE,TRUE,1,24", "all_day"),
        ("0,0,1,0.5", "one_attendee"),
        ("FALSE,FALSE,0,0.5", "one_attendee"),
        ("FALSE,FALSE,2,24", "too_long"),
        ("FALSE,FALSE,2,0", "no_length"),
        ("FALSE,FALSE,2,-1", "no_length"),
    ],
)
def test_the_first_rule_that_holds_counts(write: Write, row: str, reason: str | None) -> None:
    counts = count_meetings(write(row))
    assert counts.meetings == (reason is None)
    assert [key for key, count in counts.dropped.items() if count] == ([reason] if reason else [])


@pytest.mark.parametrize("row", ["maybe,FALSE,2,1", "FALSE,FALSE,two,1", "FALSE,FALSE,2,nan", "FALSE,FALSE"])
def test_a_line_that_cannot_be_read_is_counted(write: Write, row: str) -> None:
    counts = count_meetings(write("FALSE,FALSE,2,1", row))
    assert (counts.lines, counts.meetings, counts.broken) == (2, 1, 1)


def test_a_file_without_lines_gives_zeros(write: Write) -> None:
    assert count_meetings(write()).lines == 0


@pytest.mark.parametrize("missing", COLUMNS)
def test_a_missing_column_is_named(write: Write, missing: str) -> None:
    with pytest.raises(InputError, match=missing):
        count_meetings(write(header=",".join(column for column in COLUMNS if column != missing)))


def test_a_file_that_is_no_csv_says_so(tmp_path: Path) -> None:
    (tmp_path / "mt.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError):
        count_meetings(tmp_path / "mt.csv")
    with pytest.raises(InputError):
        count_meetings(tmp_path / "absent.csv")


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample of vivainsights is not here")
def test_the_sample_of_vivainsights_against_pandas() -> None:
    frame = pd.read_csv(SAMPLE)
    cancelled, all_day = frame["Cancelled"], frame["All_Day_Meeting"]
    alone, long = frame["Number_of_attendees"].le(1), frame["Duration"].ge(24)
    out = StringIO()
    call_command("count_meetings", str(SAMPLE), stdout=out)
    assert json.loads(out.getvalue()) == {
        "lines": len(frame),
        "meetings": len(frame[~cancelled & ~all_day & ~alone & ~long]),
        "dropped": {
            "cancelled": int(cancelled.sum()),
            "all_day": int((~cancelled & all_day).sum()),
            "one_attendee": int((~cancelled & ~all_day & alone).sum()),
            "too_long": int((~cancelled & ~all_day & ~alone & long).sum()),
            "no_length": 0,
        },
        "broken": 0,
    }
    # Without the rules the package's own sample would be 612 meetings.
    assert (len(frame), count_meetings(SAMPLE).meetings) == (612, 3)
