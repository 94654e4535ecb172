from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from engagement.demo.files import CAUSES
from engagement.demo.models import Playthrough
from tests.factories.people import person

TODAY = date(2026, 11, 24)


def run(*arguments: str) -> int:
    """Return the exit status of `manage.py demo`."""
    try:
        call_command("demo", *arguments)
    except SystemExit as stopped:
        return int(stopped.code or 0)
    return 0


@pytest.mark.django_db
def test_files_alone(tmp_path: Path) -> None:
    out = tmp_path / "company"

    assert run("--stage", "files", "--people", "150", "--today", "2026-11-24", "--out", str(out)) == 0
    assert (out / CAUSES).exists()
    assert not Playthrough.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("arguments", [("--people", "149"), ("--people", "3001"), ("--seed", "-1")])
def test_impossible_settings_are_refused_in_one_sentence(
    arguments: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments, "--out", str(tmp_path / "no")) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "no").exists()


@pytest.mark.django_db
def test_a_real_company_is_not_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    person()

    assert run("--people", "150", "--out", str(tmp_path / "no")) == 2
    assert "the demo did not make" in capsys.readouterr().err
    assert not (tmp_path / "no").exists()


@pytest.mark.django_db
def test_a_finished_demo_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Playthrough.objects.create(seed=1, people=160, today=TODAY, finished=True)

    assert run("--out", str(tmp_path / "no")) == 0
    assert "there already" in capsys.readouterr().out
    assert not (tmp_path / "no").exists()


@pytest.mark.django_db
def test_another_day_than_the_one_that_was_played_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Playthrough.objects.create(seed=1, people=160, today=TODAY, finished=True)

    assert run("--people", "160", "--today", "2026-11-25", "--out", str(tmp_path / "no")) == 2
    assert "2026-11-24" in capsys.readouterr().err
