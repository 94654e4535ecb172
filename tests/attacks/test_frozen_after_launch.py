"""Somebody who wants other rules after people have begun to answer: refused, on record, told to everybody who is invited.

And somebody who then wants the record to say something else: the chain names the entry.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.roster import freeze_roster
from privacy import write_once
from privacy.ledger import verify
from privacy.models import LedgerEntry
from privacy.policy import DEFAULT
from surveys.exceptions import FrozenError
from surveys.invitations import invite
from surveys.models import Wave
from tests.factories import surveys as make

pytestmark = pytest.mark.django_db
Values = dict[str, object]

# What is changed: how, the column, and the words in which the invited are told.
CHANGES: dict[str, tuple[Callable[[], Values], str, str]] = {
    "k": (lambda: {"policy": DEFAULT.raised(k=9).as_json()}, "the rules of privacy (k)", "隐私规则 (k)"),
    "mode": (
        lambda: {"policy": DEFAULT.as_json() | {"time_mode": "strict"}},
        "the rules of privacy (time_mode)",
        "隐私规则 (time_mode)",
    ),
    "roster": (
        lambda: {"roster_id": freeze_roster(members=[], on=make.OPENS).pk},
        "the list of those who are asked",
        "受邀人员名单",
    ),
    "plan": (lambda: {"questionnaire_id": make.questionnaire(key="other").pk}, "the questions", "问题"),
    "purpose": (lambda: {"kind": "exit"}, "the purpose", "目的"),
}


@pytest.fixture
def wave() -> Wave:
    make.company({"A": 12, "B": 12})
    today = timezone.localdate()
    return make.wave(opens_on=today, closes_on=today + timedelta(days=3))


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_after_launch_is_refused_recorded_and_told(wave: Wave, what: str) -> None:
    made, english, chinese = CHANGES[what]
    link = reverse("surveys:invitation", args=[invite(wave=wave)[0][1]])
    for name, value in made().items():
        setattr(wave, name, value)
    with pytest.raises(FrozenError):
        wave.save()

    assert LedgerEntry.objects.filter(action="refused_change", subject=f"wave {wave.pk}").count() == 1
    pages = {lang: Client().get(f"{link}?lang={lang}").content.decode() for lang in ("en", "zh-hans")}
    assert f"An attempt to change {english} after the start was refused" in pages["en"]
    assert chinese in pages["zh-hans"]


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_round_the_application_is_refused_by_the_database(wave: Wave, what: str) -> None:
    values = CHANGES[what][0]()

    with pytest.raises(IntegrityError, match="frozen at launch"), transaction.atomic():
        Wave.objects.filter(pk=wave.pk).update(**values)


@pytest.mark.parametrize("what", CHANGES)
def test_the_record_of_the_attempt_cannot_be_rewritten_unseen(
    wave: Wave, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in CHANGES[what][0]().items():
        setattr(wave, name, value)
    with pytest.raises(FrozenError):
        wave.save()
    entry = LedgerEntry.objects.get(action="refused_change")
    assert verify() == []
    with connection.cursor() as cursor:  # the owner of the database can do this, and nobody else
        for statement in write_once.drop(connection.vendor):
            cursor.execute(statement)
        cursor.execute("UPDATE privacy_ledgerentry SET detail = '{}' WHERE number = %s", [entry.number])

    with pytest.raises(SystemExit) as stopped:
        call_command("verify_ledger")
    assert stopped.value.code == 2
    assert f"entry {entry.number} was changed" in capsys.readouterr().err
