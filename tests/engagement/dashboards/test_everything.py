"""Everything released in one archive: every cell once, and nothing half written."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from engagement.dashboards.everything import export_everything
from privacy.models import ReleasedCell, ReleasedTable
from tests.factories import dashboards
from tests.factories.dashboards import World


def test_archive_holds_every_cell_once_and_says_how_far_it_is(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dashboards.blocks()
    call_command("export_results", tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        index = list(csv.DictReader(io.StringIO(archive.read("tables.csv").decode())))
        rows = [
            row
            for entry in index
            for row in csv.DictReader(io.StringIO(archive.read(entry["file"]).decode("utf-8-sig")))
        ]

    assert len(index) == ReleasedTable.objects.count()
    assert len(rows) == ReleasedCell.objects.count()
    assert {row["table"] for row in rows} == {"wave", "topics", "block"}
    assert f"{len(index)} of {len(index)} tables" in capsys.readouterr().err


def test_an_export_that_breaks_off_leaves_nothing(world: World, tmp_path: Path) -> None:
    steps = export_everything(tmp_path / "all.zip")
    next(steps)
    steps.close()  # type: ignore[attr-defined]  # a generator
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said_in_one_sentence(world: World, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no such folder") as caught:
        call_command("export_results", tmp_path / "nowhere" / "all.zip")
    assert caught.value.returncode == 2
