"""Everything released in one archive: every cell once, and nothing half written."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from engagement.dashboards import everything
from engagement.dashboards.everything import export_everything
from privacy.models import ReleasedCell, ReleasedTable
from tests.factories import dashboards, insights
from tests.factories.dashboards import World

NUMBERS = ("mean", "favourable_low", "favourable_high", "value", "band_low", "band_high", "minimum_support")


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


@pytest.mark.postgres
def test_both_ways_of_writing_say_the_same(world: World) -> None:
    wave = ReleasedTable.objects.filter(kind="wave").get()
    insights.cell(wave, "=cmd|A", "@item", covers=["=cmd|A", 'say "a, b"', "夜班"], mean=3.0, trend="-0.3",
                  certificate={"rule": "tree", "minimum_support": 5})  # fmt: skip
    written = csv.DictReader(io.StringIO(b"".join(everything._written(wave)).decode()))
    copied = csv.DictReader(io.StringIO(b"".join(everything._copied(wave)).decode()))
    rows = list(written)

    def plain(row: dict[str, str]) -> list[object]:
        return [float(value) if name in NUMBERS and value else value for name, value in row.items()]

    assert [plain(row) for row in copied] == [plain(row) for row in rows]
    assert (rows[-1]["unit"], rows[-1]["item"], rows[-1]["trend"]) == ("'=cmd|A", "'@item", "'-0.3")
    assert json.loads(rows[-1]["covers"]) == ["=cmd|A", 'say "a, b"', "夜班"]


def test_an_export_that_breaks_off_leaves_nothing(world: World, tmp_path: Path) -> None:
    steps = export_everything(tmp_path / "all.zip")
    next(steps)
    steps.close()  # type: ignore[attr-defined]  # a generator
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said_in_one_sentence(world: World, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no such folder") as caught:
        call_command("export_results", tmp_path / "nowhere" / "all.zip")
    assert caught.value.returncode == 2
