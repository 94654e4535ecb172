from threading import Thread

import pytest
from django.core.management import call_command
from django.db import close_old_connections, connection, transaction

from privacy import write_once
from privacy.ledger import GENESIS, head, record, verify
from privacy.models import LedgerEntry
from privacy.selectors import entries


def fill(count: int = 5) -> None:
    for number in range(count):
        record(
            actor="system", action="released", subject=f"wave {number}", units=["A"], detail={"cells": number}
        )


def behind_the_back(sql: str, *values: str) -> None:
    """Change rows as an operator with the owner's password could: without the triggers."""
    with connection.cursor() as cursor:
        for statement in write_once.drop(connection.vendor):
            cursor.execute(statement)
        cursor.execute(sql, list(values))


@pytest.mark.django_db
def test_entries_are_numbered_and_chained() -> None:
    fill(3)
    numbers = list(LedgerEntry.objects.values_list("number", flat=True))
    first, second, third = LedgerEntry.objects.all()
    assert numbers == [1, 2, 3]
    assert (first.previous, second.previous, third.previous) == (GENESIS, first.digest, second.digest)
    assert verify() == []


@pytest.mark.django_db
def test_details_of_any_kind_survive_the_database() -> None:
    record(
        actor="HR",
        action="tried",
        subject="k",
        detail={"set": (1, 2), "share": 0.1, "词": {"深": None}, "yes": True},
    )
    assert verify() == []


@pytest.mark.django_db
def test_an_empty_ledger_is_whole() -> None:
    assert verify() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", "somebody else"),
        ("subject", "wave 9"),
        ("units", "[]"),
        ("detail", '{"cells": 7}'),
        ("digest", "f" * 64),
    ],
)
def test_a_changed_entry_is_named(column: str, value: str) -> None:
    fill()
    behind_the_back(f"UPDATE privacy_ledgerentry SET {column} = %s WHERE number = 3", value)
    assert verify()[0].number == 3


@pytest.mark.django_db
def test_a_removed_entry_is_named() -> None:
    fill()
    behind_the_back("DELETE FROM privacy_ledgerentry WHERE number = 2")
    assert [(entry.number, entry.why) for entry in verify()] == [(2, "is missing")]


@pytest.mark.django_db
def test_a_changed_entry_with_a_digest_made_to_fit_breaks_the_next_one() -> None:
    fill()
    third = LedgerEntry.objects.get(number=3)
    third.actor = "somebody else"
    behind_the_back(
        "UPDATE privacy_ledgerentry SET actor = %s, digest = %s WHERE number = 3",
        third.actor,
        third.fitting_digest(),
    )
    assert [(entry.number, entry.why) for entry in verify()] == [(4, "does not follow the entry before it")]


@pytest.mark.django_db
def test_verify_ledger_says_that_the_chain_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    fill(2)
    call_command("verify_ledger")
    assert capsys.readouterr().out == f"2 entries, the chain is whole; newest {head()}\n"


@pytest.mark.django_db
def test_verify_ledger_names_the_entry_and_exits_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    fill()
    behind_the_back("UPDATE privacy_ledgerentry SET actor = 'nobody' WHERE number = 4")
    with pytest.raises(SystemExit) as stopped:
        call_command("verify_ledger")
    assert stopped.value.code == 2
    assert capsys.readouterr().err == "entry 4 was changed after it was written\n"


@pytest.mark.django_db
def test_a_rolled_back_change_leaves_no_entry() -> None:
    with transaction.atomic():
        record(actor="system", action="released", subject="wave 1")
        transaction.set_rollback(True)
    assert LedgerEntry.objects.count() == 0


@pytest.mark.django_db
def test_entries_of_a_unit_include_those_of_the_company() -> None:
    record(actor="HR", action="released", subject="wave 1")
    record(actor="HR", action="opened", subject="team A", units=["A", "B"])
    record(actor="HR", action="opened", subject="team C", units=["C"])
    assert [entry.subject for entry in entries(["B"])] == ["team A", "wave 1"]
    assert [entry.subject for entry in entries()] == ["team C", "team A", "wave 1"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_make_one_chain() -> None:
    def work() -> None:
        fill(10)
        close_old_connections()
        connection.close()

    writers = [Thread(target=work) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert LedgerEntry.objects.count() == 40
    assert verify() == []


@pytest.mark.django_db
def test_a_noted_head_shows_that_the_newest_entries_were_cut_off() -> None:
    fill()
    noted = head()
    assert verify(noted) == []
    fill(1)
    assert verify(noted) == []
    behind_the_back("DELETE FROM privacy_ledgerentry WHERE number >= 5")
    assert verify() == []
    assert [entry.number for entry in verify(noted)] == [5]


@pytest.mark.django_db
def test_the_head_of_an_empty_ledger_fits_any_ledger() -> None:
    noted = head()
    fill(1)
    assert verify(noted) == []


@pytest.mark.django_db
@pytest.mark.parametrize("noted", ["", "5", "five:" + "0" * 64, "5:abc"])
def test_verify_ledger_refuses_what_is_no_head(noted: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        call_command("verify_ledger", noted=noted)
    assert stopped.value.code == 2
    assert "is not NUMBER:DIGEST" in capsys.readouterr().err
