import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from privacy.models import ReleasedTable
from surveys.models import Wave
from tests.factories import imports as make

pytestmark = pytest.mark.django_db


def _run(folder: Path, *options: str, **mapping: object) -> str:
    out = StringIO()
    results, path = folder / "results.csv", make.write_mapping(folder, **mapping)
    call_command("import_results", str(results), "--mapping", str(path), *options, stdout=out)
    return out.getvalue()


def _fails(capsys: pytest.CaptureFixture[str], folder: Path, *options: str, **mapping: object) -> str:
    with pytest.raises(SystemExit) as stopped:
        _run(folder, *options, **mapping)
    assert stopped.value.code == 2
    assert not Wave.objects.exists()
    return capsys.readouterr().err


def test_command_imports_and_reports(tmp_path: Path) -> None:
    make.write_results(tmp_path, make.rows(20))
    report = tmp_path / "report.json"

    printed = _run(tmp_path, "--report", str(report))

    assert "old-exit: imported" in printed
    assert ReleasedTable.objects.filter(kind="wave").count() == 1
    assert json.loads(report.read_text("utf-8"))["taken"] == 20
    assert {path.name for path in tmp_path.iterdir()} == {"results.csv", "mapping.yaml", "report.json"}


def test_command_takes_a_roster(tmp_path: Path) -> None:
    make.write_results(tmp_path, make.rows(20))
    roster = tmp_path / "roster.csv"
    roster.write_text("wave,unit,size\n2024,co-north-a,15\n")

    assert _run(tmp_path, "--roster", str(roster)).split()[-3] == "25"


def test_dry_run_writes_nothing_but_its_report(tmp_path: Path) -> None:
    make.write_results(tmp_path, make.rows(20))

    printed = _run(tmp_path, "--dry-run", "--report", str(tmp_path / "report.json"))

    assert "would import" in printed
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["dry_run"] is True
    assert not Wave.objects.exists()


def test_a_wrong_file_is_one_sentence_and_exit_2(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    make.write_results(tmp_path, [make.row(1, again="?")])

    said = _fails(capsys, tmp_path, "--report", str(tmp_path / "report.json"))

    assert said == f"{tmp_path / 'results.csv'}, line 2, column 'again': expected a code of the mapping\n"
    assert not (tmp_path / "report.json").exists()


def test_a_report_into_a_folder_that_is_not_there_stops_before_anything(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    make.write_results(tmp_path, make.rows(20))

    assert "expected a folder that exists" in _fails(
        capsys, tmp_path, "--report", str(tmp_path / "none" / "r.json")
    )


def test_a_wrong_mapping_is_one_sentence_and_exit_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    make.write_results(tmp_path, make.rows(20))

    assert "kind: expected one of exit, imported" in _fails(capsys, tmp_path, kind="pulse")


def test_a_wrong_encoding_is_one_sentence_and_exit_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    make.write_results(tmp_path, [make.row(1, notes="naïve")], encoding="cp1252")

    assert "line 2: expected text in utf-8-sig" in _fails(capsys, tmp_path)


def test_the_second_run_refuses(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    make.write_results(tmp_path, make.rows(20))
    _run(tmp_path)

    with pytest.raises(SystemExit) as stopped:
        _run(tmp_path)

    assert stopped.value.code == 2
    assert "imported before" in capsys.readouterr().err
    assert Wave.objects.count() == 1


def test_help_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call_command("import_results", "--help")

    assert "manage.py import_results leavers.csv --mapping leavers.yaml --dry-run" in capsys.readouterr().out
