"""The command that closes waves whose last day is over."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from surveys.enums import WaveState
from surveys.models import Nullifier
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

    assert run(make.CLOSES) == "closed 0 waves\n"
    assert run(AFTER) == "closed 1 wave\n"
    due.refresh_from_db()
    running.refresh_from_db()
    assert (due.state, running.state) == (WaveState.CLOSED, WaveState.OPEN)
    assert not Nullifier.objects.exists()
    assert run(AFTER) == "closed 0 waves\n"


def test_day_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="--on"):
        call_command("close_due_waves", "--on", "yesterday")


def test_help_shows_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call_command("close_due_waves", "--help")

    assert "python manage.py close_due_waves --on 2026-03-16" in capsys.readouterr().out
