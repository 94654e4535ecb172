"""The command that closes waves whose last day is over and forgets what was kept long enough."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from privacy.models import LedgerEntry, ReleasedCell
from surveys.enums import WaveState
from surveys.models import Nullifier
from surveys.models.answers import Answer, Comment
from tests.factories import surveys as make

AFTER = make.CLOSES + timedelta(days=1)


def run(on: date) -> str:
    out = StringIO()
    call_command("close_due_waves", on=on, stdout=out)
    return out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_closes_what_is_due_and_nothing_else() -> None:
    make.company()
    due, running = make.wave(), make.wave(closes_on=AFTER)
    make.answer(due, {"q1": 4}, 3)

    assert run(make.CLOSES).startswith("closed 0 waves,")
    assert run(AFTER).startswith("closed 1 wave,")
    due.refresh_from_db()
    running.refresh_from_db()
    assert (due.state, running.state) == (WaveState.RELEASED, WaveState.OPEN)
    assert not Nullifier.objects.exists()
    assert run(AFTER).startswith("closed 0 waves,")


@pytest.mark.django_db(transaction=True)
def test_raw_answers_are_forgotten_when_their_time_is_over_and_results_stay() -> None:
    make.company()
    wave = make.wave()
    make.answer(wave, {"q1": 4, "why": "Too many meetings"}, 12)
    run(AFTER)
    cells = ReleasedCell.objects.count()

    assert run(make.CLOSES + timedelta(days=90)).endswith("forgot the raw answers of 0\n")
    assert Answer.objects.count() == 12
    assert run(make.CLOSES + timedelta(days=91)).endswith("forgot the raw answers of 1\n")
    assert not Answer.objects.exists()
    assert not Comment.objects.exists()
    assert ReleasedCell.objects.count() == cells > 0
    assert LedgerEntry.objects.filter(action="forget_raw_answers").count() == 1


def test_day_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="--on"):
        call_command("close_due_waves", "--on", "yesterday")


def test_help_shows_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call_command("close_due_waves", "--help")

    assert "python manage.py close_due_waves --on 2026-03-16" in capsys.readouterr().out
