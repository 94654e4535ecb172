from pathlib import Path
from typing import Any

import pytest

from surveys.imports.exceptions import ResultsFileError
from surveys.imports.mapping_file import load_mapping
from surveys.imports.rows import Response, Responses, read_responses
from surveys.imports.table import read_table
from tests.factories import imports as make


def _read(folder: Path, *rows: dict[str, str], **mapping: Any) -> Responses:
    loaded = load_mapping(make.write_mapping(folder, **mapping))
    path = make.write_results(folder, list(rows))
    return read_responses(path, read_table(path, loaded.file, loaded.columns()), loaded)


def _one(folder: Path, row: dict[str, str], **mapping: Any) -> Response:
    (response,) = _read(folder, row, **mapping).taken
    return response


def _stops(folder: Path, *rows: dict[str, str], **mapping: Any) -> str:
    with pytest.raises(ResultsFileError) as caught:
        _read(folder, *rows, **mapping)
    return str(caught.value).removeprefix(f"{folder / 'results.csv'}, ")


def test_a_row_becomes_a_response(tmp_path: Path) -> None:
    row = make.row(
        7, area="North", team="B", left="05/2024", pay="1", boss="-", again="SA", why="Else", notes="Bye"
    )

    response = _one(tmp_path, row)

    assert [unit.code for unit in response.path] == ["co", "co-north", "co-north-b"]
    assert (response.line, response.response, response.wave.name, response.text) == (2, "7", "2024", "Bye")
    assert response.answers == {"reasons": ["pay"], "again": 5, "why": "other"}


def test_missing_codes_leave_the_question_out(tmp_path: Path) -> None:
    response = _one(tmp_path, make.row(1, pay="", again="N/A", why=""))

    assert response.answers == {}


def test_flags_that_are_all_off_are_an_answer(tmp_path: Path) -> None:
    assert _one(tmp_path, make.row(1, pay="-", boss="-")).answers["reasons"] == []


def test_a_flag_of_a_row_that_is_partly_missing_leaves_the_question_out(tmp_path: Path) -> None:
    assert "reasons" not in _one(tmp_path, make.row(1, pay="1", boss="")).answers


def test_a_missing_unit_puts_the_row_one_level_up(tmp_path: Path) -> None:
    response = _one(tmp_path, make.row(1, area="Not Stated", team=""))

    assert [unit.code for unit in response.path] == ["co"]


def test_own_codes_are_complete_as_they_stand(tmp_path: Path) -> None:
    tree = make.mapping()["tree"]
    tree["levels"][0]["own_codes"] = "true"

    response = _one(tmp_path, make.row(1, area="North", team="A"), tree=tree)

    assert [unit.code for unit in response.path] == ["co", "north", "north-a"]


@pytest.mark.parametrize(("written", "name"), [("2024", "2024"), ("2024.0", "2024"), ("12/2023", "2023")])
def test_years_may_be_floats(written: str, name: str, tmp_path: Path) -> None:
    assert _one(tmp_path, make.row(1, left=written)).wave.name == name


def test_codes_may_be_floats(tmp_path: Path) -> None:
    scales = {"agree": {"type": "scale10", "codes": {str(n): str(n) for n in range(11)}, "missing": [""]}}

    assert _one(tmp_path, make.row(1, again="4.0"), scales=scales).answers["again"] == 4


def test_groups_make_waves_of_their_own(tmp_path: Path) -> None:
    groups = {
        "column": "why",
        "each": [
            {"key": "job", "title": make.texts("job"), "values": ["Job"]},
            {"key": "rest", "title": make.texts("rest"), "values": ["Other", "Else"]},
        ],
    }
    waves = make.mapping()["waves"] | {"groups": groups}

    read = _read(tmp_path, make.row(1, why="Job"), make.row(2, why="Else"), waves=waves)

    assert [response.wave.name for response in read.taken] == ["2024 job", "2024 rest"]


def test_refused_rows_are_counted_by_reason(tmp_path: Path) -> None:
    refuse = [
        {"column": "left", "in": ["", "Not Stated"], "reason": "no date"},
        {"column": "why", "not_in": ["Job"], "reason": "did not resign"},
    ]
    rows = [make.row(1, left=""), make.row(2, left="Not Stated"), make.row(3, why="Other"), make.row(4)]

    read = _read(tmp_path, *rows, refuse=refuse)

    assert read.read == 4
    assert read.refused == {"no date": 2, "did not resign": 1}
    assert [response.response for response in read.taken] == ["4"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"area": "East"}, "line 2, column 'area': expected a unit that the mapping names"),
        ({"left": "last year"}, "line 2, column 'left': expected a date written as %m/%Y or %Y"),
        ({"again": "Maybe"}, "line 2, column 'again': expected a code of the mapping"),
        ({"pay": "yes"}, "line 2, column 'pay': expected a code of the mapping"),
        ({"why": "None"}, "line 2, column 'why': expected a code of the mapping"),
        ({"id": ""}, "line 2, column 'id': expected an id of the response"),
    ],
)
def test_a_value_without_a_meaning_stops_the_import(
    changes: dict[str, str], sentence: str, tmp_path: Path
) -> None:
    assert _stops(tmp_path, make.row(1, **changes)) == sentence


def test_the_sentence_does_not_repeat_what_somebody_wrote(tmp_path: Path) -> None:
    assert "my boss Ann" not in _stops(tmp_path, make.row(1, again="my boss Ann"))


def test_a_repeated_id_stops_the_import(tmp_path: Path) -> None:
    sentence = _stops(tmp_path, make.row(1), make.row(1))

    assert sentence == "line 3, column 'id': expected every id once, but the one of line 2 comes again"


def test_the_mapping_may_refuse_rows_instead(tmp_path: Path) -> None:
    mapping = make.mapping(response={"column": "id", "otherwise": "came twice"})
    mapping["scales"]["agree"]["otherwise"] = "unknown code"
    mapping["tree"]["levels"][0]["otherwise"] = "unknown area"
    mapping["waves"]["otherwise"] = "no date"
    mapping["questions"][0]["otherwise"] = "unknown flag"
    mapping["questions"][2]["otherwise"] = "unknown reason"
    rows = [
        make.row(1), make.row(1), make.row(2, again="?"), make.row(3, area="?"), make.row(4, left="?"),
        make.row(5, pay="?"), make.row(6, why="?"),
    ]  # fmt: skip

    read = _read(tmp_path, *rows, **mapping)

    assert len(read.taken) == 1
    assert read.refused == dict.fromkeys(
        ["came twice", "unknown code", "unknown area", "no date", "unknown flag", "unknown reason"], 1
    )
