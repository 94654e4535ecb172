import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from engagement.demo.exceptions import ForeignDataError
from engagement.demo.files import are_written, calendar_folder, write_files
from engagement.demo.links import FILE
from engagement.demo.world import World, build_world
from people.directory_file import read_people, read_units
from surveys.bank.loader import load_set

QUIET: dict[str, Any] = {"pulse": load_set("pulse"), "leaving": load_set("exit"), "tick": lambda what: None}


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != FILE  # links are of a database, not of the world
    }


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def again(small_world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same company, built and written a second time."""
    out = tmp_path_factory.mktemp("again") / "files"
    write_files(build_world(seed=1, today=small_world.line.today, people=160), out, **QUIET)
    return out


def test_the_same_seed_and_day_give_the_same_bytes(small_files: Path, again: Path) -> None:
    assert contents(small_files) == contents(again)
    assert len(contents(again)) > 1000


def test_files_of_this_world_are_recognised_and_of_another_are_not(
    small_files: Path, small_world: World, tmp_path: Path
) -> None:
    assert are_written(small_files, small_world)
    assert not are_written(small_files, build_world(seed=2, today=small_world.line.today, people=160))
    assert not are_written(tmp_path, small_world)


def test_a_folder_with_other_things_in_it_is_left_alone(small_world: World, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")

    with pytest.raises(ForeignDataError, match=str(tmp_path)):
        write_files(small_world, tmp_path, **QUIET)
    assert contents(tmp_path) == {"thesis.txt": b"mine"}


def test_nothing_is_put_in_place_when_writing_breaks_off(small_world: World, tmp_path: Path) -> None:
    def give_up(what: str) -> None:
        raise KeyboardInterrupt

    out = tmp_path / "files"
    with pytest.raises(KeyboardInterrupt):
        write_files(small_world, out, pulse=load_set("pulse"), leaving=load_set("exit"), tick=give_up)
    assert not out.exists()


def test_every_directory_of_the_year_can_be_imported(small_files: Path) -> None:
    units = read_units(small_files / "directory" / "units.csv")
    days = sorted(path for path in (small_files / "directory").glob("20*.csv"))

    assert len(days) == 14
    for path in days:
        people = read_people(path, {unit.code for unit in units})
        assert 140 < sum(row.left is None for row in people) < 180


def test_a_directory_names_leavers_with_their_day(small_files: Path) -> None:
    last = max((small_files / "directory").glob("20*.csv"))
    day = date.fromisoformat(last.stem)
    left = [date.fromisoformat(row["left"]) for row in rows(last) if row["left"]]

    assert left
    assert max(left) <= day


def test_answers_name_units_of_the_roster_and_nobody(small_files: Path) -> None:
    asked = rows(small_files / "roster.csv")
    answers = rows(small_files / "answers.csv")
    codes = {row["person"] for row in asked}

    assert {row["unit"] for row in answers} <= {row["unit"] for row in asked}
    assert len({row["wave"] for row in answers}) == 12
    assert not {row["response"] for row in answers} & codes


def test_causes_are_written_with_what_followed(small_files: Path, small_world: World) -> None:
    written = json.loads((small_files / "causes.json").read_text(encoding="utf-8"))

    assert [entry["unit"] for entry in written["causes"]] == [cause.unit for cause in small_world.causes]
    assert {"why", "answered", "wrote", "left", "leavers"} <= set(written["causes"][0])
    assert written["demo"]["people"] == 160


def test_every_block_has_its_folder_of_calendars(small_files: Path, small_world: World) -> None:
    for block in range(13):
        folder = calendar_folder(small_files, small_world, block)
        assert len(list(folder.glob("*@lindwerk.example.ics"))) > 90


def test_the_commands_take_the_files_as_they_are(
    small_files: Path, small_world: World, tmp_path: Path
) -> None:
    call_command(
        "release_table",
        units=small_files / "units.csv", roster=small_files / "roster.csv", answers=small_files / "answers.csv",
        plan=small_files / "plan.json", out=tmp_path / "released.jsonl",
    )  # fmt: skip
    window = small_world.window(12)
    call_command(
        "reduce_signals", str(calendar_folder(small_files, small_world, 12)),
        source="ics", people=small_files / "people.csv", units=small_files / "units.csv",
        **{"from": window.first.isoformat(), "to": small_world.line.end.isoformat()}, out=tmp_path / "blocks.jsonl",
    )  # fmt: skip

    waves = {json.loads(line)["wave"] for line in (tmp_path / "released.jsonl").read_text().splitlines()}
    blocks = {
        json.loads(line)["block_start"] for line in (tmp_path / "blocks.jsonl").read_text().splitlines()
    }
    assert len(waves) == 12
    assert blocks == {day.isoformat() for day in window.blocks.values()}
