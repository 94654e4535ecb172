"""The ledger is whole, or the page says where it is not; a long one is not read whole on every look."""

import pytest
from django.db import connection

from engagement.dashboards import ledger_check
from engagement.dashboards.ledger_check import check_ledger, checked
from privacy import write_once
from privacy.ledger import record
from privacy.models import LedgerEntry

pytestmark = pytest.mark.django_db


def entries(count: int) -> None:
    for number in range(count):
        record(actor="system", action="view", subject=f"wave {number}")


def alter(number: int) -> None:
    with connection.cursor() as cursor:
        for statement in write_once.drop(connection.vendor):
            cursor.execute(statement)
    LedgerEntry.objects.filter(number=number).update(actor="somebody else")


def test_a_short_ledger_is_read_whole_and_an_altered_entry_is_named() -> None:
    entries(3)
    assert checked() == ledger_check.Checked([], None)
    alter(2)
    assert [one.number for one in checked().broken] == [2]


def test_of_a_long_ledger_the_newest_entries_are_read_on_every_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_check, "NEWEST", 4)
    entries(8)
    check_ledger()
    assert checked().broken == []
    assert checked().whole_at is not None
    alter(7)
    assert [one.number for one in checked().broken] == [7]
    alter(1)
    assert [one.number for one in checked().broken] == [7]
    check_ledger()
    assert [one.number for one in checked().broken] == [1, 7]
