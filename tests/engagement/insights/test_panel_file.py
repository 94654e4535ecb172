from pathlib import Path

import pandas as pd
import pytest

from engagement.insights.panel_file import read_panel
from privacy.exceptions import InputError

REQUIRED = ("unit", "block", "outcome")


def written(folder: Path, text: str) -> Path:
    path = folder / "panel.csv"
    path.write_bytes(text.encode())
    return path


def test_a_panel_is_read_sorted_with_gaps_as_gaps(tmp_path: Path) -> None:
    path = written(
        tmp_path, "\ufeffoutcome,block,unit,size\n2,2026-02-02,B,7\n,2026-01-05,B,\n1.5,2026-01-05,A,3\n"
    )
    frame = read_panel(path, required=REQUIRED)
    assert list(frame["unit"]) == ["A", "B", "B"]
    assert list(frame["outcome"].fillna(-1)) == [1.5, -1, 2]
    assert frame["block"].tolist() == [
        pd.Timestamp(day) for day in ("2026-01-05", "2026-01-05", "2026-02-02")
    ]
    assert list(frame["size"].fillna(-1)) == [3, -1, 7]


def test_texts_stay_texts(tmp_path: Path) -> None:
    path = written(tmp_path, "unit,block,outcome,parent\nA,2026-01-05,1,07\n")
    assert list(read_panel(path, required=REQUIRED, texts=("parent",))["parent"]) == ["07"]


def test_a_header_alone_is_an_empty_panel(tmp_path: Path) -> None:
    assert read_panel(written(tmp_path, "unit,block,outcome\n"), required=REQUIRED).empty


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "line 1: expected a header with the columns unit, block, outcome"),
        ("unit,block\nA,2026-01-05\n", "line 1, column outcome: expected this column, which is missing"),
        ("unit,block,outcome\n,2026-01-05,1\n", "line 2, column unit: expected the name of a unit"),
        (
            "unit,block,outcome\nA,5.1.2026,1\n",
            "line 2, column block: expected the first day of a block as YYYY-MM-DD",
        ),
        (
            "unit,block,outcome\nA,2026-01-05,x\n",
            "line 2, column outcome: expected a number or nothing, not 'x'",
        ),
        ("unit,block,outcome\nA,2026-01-05,inf\n", "line 2, column outcome: expected a number or nothing"),
        ("unit,block,outcome\nA,2026-01-05,nan\n", "line 2, column outcome: expected a number or nothing"),
        (
            "unit,block,outcome\nA,2026-01-05,1\nA,2026-01-05,2\n",
            "line 3, column block: expected each block of a unit once",
        ),
        (
            "unit,block,outcome,outcome\nA,2026-01-05,1,1\n",
            "line 1, column outcome: expected each column once",
        ),
        ("unit,block,outcome,\nA,2026-01-05,1,\n", "line 1, column (empty): expected only the columns"),
        ('unit,block,outcome\n"A,2026-01-05,1\n', "expected RFC 4180 with every quote closed"),
        ("unit,block,outcome\nA,2026-01-05\n", "line 2: expected 3 fields"),
    ],
)
def test_a_bad_panel_is_named_by_line_and_column(tmp_path: Path, text: str, complaint: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(InputError) as error:
        read_panel(path, required=REQUIRED)
    assert complaint in str(error.value)
    assert str(path) in str(error.value)


def test_another_encoding_and_a_missing_file_are_named(tmp_path: Path) -> None:
    path = tmp_path / "panel.csv"
    with pytest.raises(InputError, match="a readable file"):
        read_panel(path, required=REQUIRED)
    path.write_bytes("unit,block,outcome\nÄ,2026-01-05,1\n".encode("latin-1"))
    with pytest.raises(InputError, match="line 2: expected text in UTF-8"):
        read_panel(path, required=REQUIRED)
