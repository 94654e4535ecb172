from collections.abc import Iterator
from pathlib import Path

import pytest

from privacy.whole_file import write_whole


def test_the_parts_stand_one_behind_the_other(tmp_path: Path) -> None:
    write_whole(tmp_path / "out", ["one\n", "二\n"])

    assert (tmp_path / "out").read_text("utf-8") == "one\n二\n"
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


def test_nothing_to_write_is_an_empty_file(tmp_path: Path) -> None:
    write_whole(tmp_path / "out", [])

    assert (tmp_path / "out").read_text() == ""


def test_parts_that_break_off_leave_what_was_there(tmp_path: Path) -> None:
    def parts() -> Iterator[str]:
        yield "half"
        raise KeyError

    (tmp_path / "out").write_text("before")
    with pytest.raises(KeyError):
        write_whole(tmp_path / "out", parts())

    assert (tmp_path / "out").read_text() == "before"
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


def test_a_place_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "missing" / "out", ["x"])
