"""The role of the web pages reads no answer, and everything that people do on pages works with it; on real PostgreSQL."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from engagement import pipeline
from engagement.celery import app as celery
from people.enums import Role
from privacy.models import LedgerEntry, ReleasedTable
from privacy.roles import rights, withheld
from surveys.enums import WaveState
from surveys.invitations import invite
from surveys.models import Wave
from surveys.models.answers import Answer
from tests.attacks.surface import visit
from tests.factories import people
from tests.factories import surveys as make

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
PASSWORD = secrets.token_hex(16)
ANSWERS = ("surveys_answer", "surveys_comment")


@pytest.fixture
def role(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A role of this test alone; made twice, because that must be harmless."""
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL knows roles")
    name = f"web_{secrets.token_hex(4)}"
    monkeypatch.setenv("WEB_DB_PASSWORD", PASSWORD)
    for _ in range(2):
        call_command("database_roles", web=name, verbosity=0)
    yield name
    with connection.cursor() as cursor:
        cursor.execute(f"DROP OWNED BY {name}")
        cursor.execute(f"DROP ROLE {name}")


@contextmanager
def connected_as(role: str) -> Iterator[None]:
    """Everything that Django does in between, it does as this role."""
    kept = {name: connection.settings_dict[name] for name in ("USER", "PASSWORD")}
    connection.close()
    connection.settings_dict.update(USER=role, PASSWORD=PASSWORD)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(kept)


def web_connection(role: str) -> "psycopg.Connection[tuple[object, ...]]":
    known = connection.settings_dict
    return psycopg.connect(
        host=known["HOST"],
        port=known["PORT"] or None,
        dbname=known["NAME"],
        user=role,
        password=PASSWORD,
        autocommit=True,
    )


def test_every_answer_table_is_refused_and_released_ones_are_read_only(role: str) -> None:
    with web_connection(role) as web:
        for table in ANSWERS:
            for statement in (
                f"SELECT * FROM {table}",
                f"SELECT count(*) FROM {table}",
                f"DELETE FROM {table}",
                f"COPY {table} TO STDOUT",
                f"INSERT INTO {table} (id) VALUES (gen_random_uuid())",
            ):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    web.execute(statement)
        assert web.execute("SELECT count(*) FROM privacy_releasedcell").fetchone() == (0,)
        for statement in (
            "INSERT INTO privacy_releasedtable DEFAULT VALUES",
            "UPDATE privacy_ledgerentry SET actor = ''",
            "CREATE TABLE mine (id int)",
            f"ALTER TABLE {ANSWERS[0]} DISABLE TRIGGER ALL",
            "SET ROLE postgres",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute(statement)


def test_what_is_withheld_follows_the_classes_of_fields() -> None:
    assert withheld() == set(ANSWERS)
    assert rights("privacy_releasedcell") == "SELECT"
    assert "UPDATE" in rights("surveys_invitation")


def _open_wave() -> tuple[Wave, list[str]]:
    make.company({"A": 12, "B": 12})
    today = timezone.localdate()
    wave = make.wave(opens_on=today, closes_on=today + timedelta(days=3))
    return wave, [link for _, link in invite(wave=wave)]


def _answer(link: str) -> None:
    browser = Client()
    ballot = browser.post(reverse("surveys:invitation", args=[link]))["Location"]
    sent = browser.post(ballot, {"q1": "4", "q2": "7", "why": "Too many meetings"})
    assert (sent.status_code, browser.get(sent["Location"]).status_code) == (303, 200)


@pytest.fixture
def queued() -> Iterator[None]:
    """Tasks wait for a worker, as in production."""
    celery.conf.task_always_eager = False
    yield
    celery.conf.task_always_eager = True


@pytest.mark.usefixtures("queued")
def test_launch_ballots_pages_and_the_stop_work_as_the_web_role_and_the_worker_closes(role: str) -> None:
    hr, desk = people.account(Role.HR), Client()
    with connected_as(role):
        wave, links = _open_wave()
        desk.force_login(hr)
        for link in links[:10]:
            _answer(link)
        with pytest.raises(ProgrammingError, match="permission denied"):
            Answer.objects.exists()
        candidates = {"": [str(wave.pk), "A"], "wave_id": [str(wave.pk)]}
        statuses = {
            page.address: page.status for page in visit(desk, "hr", candidates, skip=["account_logout"])
        }
        desk.post(reverse("dashboards:hr_close", args=[wave.pk]), {"sure": "on"})
        wave.refresh_from_db()
        stopped = wave.state
    assert [address for address, status in statuses.items() if status >= 500] == []
    assert statuses[reverse("dashboards:hr_wave", args=[wave.pk])] == 200
    assert LedgerEntry.objects.filter(action="close_wave").count() == 1
    assert stopped == WaveState.CLOSED

    pipeline.wave_closed(wave.pk, on=timezone.localdate())

    assert Answer.objects.count() == 10
    assert ReleasedTable.objects.filter(source=str(wave.pk)).count() == 3  # scores, topics, emergent topics
    with connected_as(role):
        assert desk.get(reverse("dashboards:hr_wave", args=[wave.pk])).status_code == 200


def test_the_owner_is_no_web_role() -> None:
    with pytest.raises(CommandError, match="expected another role"):
        call_command("database_roles", web=connection.settings_dict["USER"])
