"""git: lines of a log, or a repository that is asked for them."""

import os
import subprocess
from pathlib import Path

import pytest

from signals.connectors import git
from signals.exceptions import NothingReadableError
from tests.factories.signals import Values, values_of


def repository(folder: Path, *commits: tuple[str, str]) -> Path:
    """Make a repository with commits of (address, date)."""
    folder.mkdir(parents=True)
    call(folder, "init", "--quiet", "--initial-branch=main")
    for address, at in commits:
        environment = {
            "GIT_AUTHOR_NAME": "Zeppelin", "GIT_AUTHOR_EMAIL": address, "GIT_AUTHOR_DATE": at,
            "GIT_COMMITTER_NAME": "Robot", "GIT_COMMITTER_EMAIL": "robot@x.example",
        }  # fmt: skip
        call(folder, "commit", "--allow-empty", "--quiet", "--message", "Zeppelin", **environment)
    return folder


def call(folder: Path, *arguments: str, **environment: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, env=os.environ | environment)


def read(folder: Path) -> Values:
    return values_of(folder, {}, source="git")


def test_lines_of_a_log(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text(
        "Ann@x.example\t2025-01-28T21:00:00+01:00\r\nann@x.example\t2025-01-29T10:00:00+01:00"
    )
    values = read(tmp_path)
    assert values["after_hours_hours"] * 4 == 0.25
    assert values.tally.as_json() == {"files": 1, "events": 2, "occurrences": 2, "skipped": {}}


@pytest.mark.parametrize(
    "line", ["ann@x.example", "ann@x.example\tsoon", "\xff", "ann@x.example\t2025-01-28 10:00"]
)
def test_a_broken_line_is_counted(tmp_path: Path, line: str) -> None:
    text = f"{line}\nann@x.example\t2025-01-28T21:00:00Z\n"
    (tmp_path / "a.txt").write_bytes(text.encode("latin-1"))
    assert read(tmp_path).tally.skipped == {"broken_event": 1}


def test_a_repository_is_asked(tmp_path: Path) -> None:
    commits = [("ann@x.example", "2025-01-28T21:00:00+0100"), ("old@x.example", "2025-02-01T10:00:00+0100")]
    where = repository(tmp_path / "one", *commits)
    (where / ".mailmap").write_text("Ann <ann@x.example> <old@x.example>\n")
    values = read(where)
    assert (values["after_hours_hours"] * 4, values["weekend_hours"] * 4) == (0.25, 0.25)
    assert values.tally.skipped == {}


def test_a_folder_of_repositories(tmp_path: Path) -> None:
    for name in ("one", "two"):
        repository(tmp_path / name, ("ann@x.example", "2025-01-28T21:00:00+0100"))
    values = read(tmp_path)
    assert (values.tally.files, values.tally.events, values["after_hours_hours"] * 4) == (2, 2, 0.25)


@pytest.mark.parametrize("broken", ["empty", "damaged"])
def test_a_repository_that_says_nothing_is_counted(tmp_path: Path, broken: str) -> None:
    where = repository(tmp_path / "one")
    if broken == "damaged":
        (where / ".git" / "HEAD").write_text("nothing")
    with pytest.raises(NothingReadableError, match="1 broken_file"):
        read(tmp_path)


def test_a_git_that_does_not_come_back_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "git").write_text("#!/bin/sh\necho 'ann@x.example\t2025-01-28T21:00:00Z'\nexec sleep 60\n")
    (tools / "git").chmod(0o755)
    where = repository(tmp_path / "one" / "r")
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    monkeypatch.setattr(git, "MOST_SECONDS", 1)
    with pytest.raises(NothingReadableError, match="1 broken_file"):
        read(where.parent)
