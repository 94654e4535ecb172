from datetime import date
from pathlib import Path

import pytest

from surveys.imports.mapping_file import load_mapping
from surveys.imports.report import as_json, as_lines
from surveys.imports.run import Imported, import_results
from tests.factories import imports as make

pytestmark = pytest.mark.django_db


def _import(folder: Path, *, dry_run: bool = False) -> Imported:
    mapping = load_mapping(
        make.write_mapping(folder, refuse=[{"column": "left", "in": "", "reason": "no date"}])
    )
    path = make.write_results(folder, make.rows(30), [make.row(31, left="")])
    return import_results(path=path, mapping=mapping, on=date(2026, 1, 5), actor="test", dry_run=dry_run)


def test_as_lines_is_a_table_of_what_happened(tmp_path: Path) -> None:
    imported = _import(tmp_path)
    cells = sum(table.cells.count() for table in imported.waves[0].tables)
    refusals = sum(table.refusals.count() for table in imported.waves[0].tables)

    lines = as_lines(imported)

    assert lines[0] == "old-exit: imported"
    assert [line.split()[-1] for line in lines[1:4]] == ["31", "1", "30"]
    assert lines[-1].split() == ["2024", "30", "30", str(cells), str(refusals)]


def test_a_dry_run_shows_no_cells(tmp_path: Path) -> None:
    lines = as_lines(_import(tmp_path, dry_run=True))

    assert lines[0] == "old-exit: would import"
    assert lines[-1].split() == ["2024", "30", "30", "-", "-"]


def test_as_json_lists_released_cells_as_release_table_does(tmp_path: Path) -> None:
    report = as_json(_import(tmp_path))

    assert (report["read"], report["taken"], report["refused"]) == (
        31,
        30,
        [{"reason": "no date", "rows": 1}],
    )
    (wave,) = report["waves"]
    (line,) = [one for one in wave["released"] if one["item"] == "again" and one["unit"] == "co"]
    assert set(line) == {
        "wave", "item", "unit", "is_remainder", "units", "slice", "n_band", "mean", "favourable_pct", "precision",
        "trend", "certificate",
    }  # fmt: skip
    assert (line["mean"], line["favourable_pct"], line["slice"]) == (3.0, 40, None)
    assert set(line["units"]) == {"co-north-a", "co-south-a"}


def test_as_json_of_a_dry_run_has_counts_only(tmp_path: Path) -> None:
    assert as_json(_import(tmp_path, dry_run=True))["waves"] == [
        {"name": "2024", "responses": 30, "asked": 30}
    ]
