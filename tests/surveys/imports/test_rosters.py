from pathlib import Path
from typing import Any

import pytest

from surveys.imports.exceptions import ResultsFileError
from surveys.imports.mapping_file import load_mapping
from surveys.imports.rosters import read_silent
from surveys.imports.rows import Response, read_responses
from surveys.imports.table import read_table
from tests.factories import imports as make


@pytest.fixture
def answered(tmp_path: Path) -> dict[str, list[Response]]:
    mapping: Any = load_mapping(make.write_mapping(tmp_path))
    path = make.write_results(tmp_path, make.rows(6))
    return {
        "2024": list(read_responses(path, read_table(path, mapping.file, mapping.columns()), mapping).taken)
    }


def _roster(folder: Path, *lines: str) -> Path:
    path = folder / "roster.csv"
    path.write_text("\n".join(["wave,unit,size", *lines, ""]))
    return path


def test_read_silent_counts_those_who_did_not_answer(
    answered: dict[str, list[Response]], tmp_path: Path
) -> None:
    path = _roster(tmp_path, "2024,co-north-a,10", "2024,co-south-a,3")

    assert read_silent(path, answered) == {"2024": {"co-north-a": 7, "co-south-a": 0}}


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (
            ["2023,co-north-a,9"],
            "line 2, column 'unit': expected a wave and a unit from which answers were taken",
        ),
        (
            ["2024,co-east,9"],
            "line 2, column 'unit': expected a wave and a unit from which answers were taken",
        ),
        (["2024,co-north-a,9"] * 2, "line 3, column 'unit': expected every unit once in a wave"),
        (["2024,co-north-a,2"], "line 2, column 'size': expected a number of people, 3 at least"),
        (["2024,co-north-a,many"], "line 2, column 'size': expected a number of people, 3 at least"),
        ([], "expected at least one response below the header"),
    ],
)
def test_read_silent_says_what_is_wrong(
    answered: dict[str, list[Response]], lines: list[str], sentence: str, tmp_path: Path
) -> None:
    with pytest.raises(ResultsFileError) as caught:
        read_silent(_roster(tmp_path, *lines), answered)

    assert sentence in str(caught.value)
