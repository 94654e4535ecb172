import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test import Client
from django.urls import reverse

from engagement.dashboards.model_cards import model_cards
from people.models import DirectoryImport
from privacy.ledger import record
from privacy.models import ReleasedCell
from privacy.policy import DEFAULT
from signals.models import Run
from tests.factories import dashboards
from tests.factories.dashboards import World


def test_the_promise_names_the_numbers_of_the_policy(client: Client, world: World) -> None:
    text = client.get("/transparency/").content.decode()
    assert f"only for groups of at least {DEFAULT.k}" in text
    assert f"{DEFAULT.cell_roster} people or more" in text


def test_policy_and_model_cards_are_open_to_everybody(client: Client, world: World) -> None:
    text = client.get("/transparency/").content.decode()
    assert "Privacy rules in force" in text
    assert "Model cards" in text
    assert all(card.name in text for card in model_cards())


def test_choosing_a_unit_leads_to_its_page(client: Client, world: World) -> None:
    assert client.get("/transparency/", {"unit": "A"}).headers["Location"] == "/transparency/A/"


def test_who_opened_a_unit_can_be_read_without_an_account(client: Client, world: World) -> None:
    client.force_login(world.hr)
    client.get(reverse("dashboards:hr_wave", args=[world.wave.pk]))
    client.logout()
    text = client.get("/transparency/A/").content.decode()
    assert "HR, Ann Example" in text
    assert "Results of “Wave 0”" in text
    assert "Answers of “Wave 0”" in text


def test_a_view_of_another_unit_is_not_listed(client: Client, world: World) -> None:
    record(actor="hr Ann", action="view", subject=f"wave {world.wave.pk}", units=["B"])
    assert "Nobody has opened results" in client.get("/transparency/A/").content.decode()


def test_the_page_of_a_unit_shows_no_result(client: Client, world: World) -> None:
    text = client.get("/transparency/A/").content.decode()
    for cell in ReleasedCell.objects.filter(unit="A").exclude(favourable_low=None):
        assert f"{cell.favourable_low}%" not in text


@pytest.fixture
def dpo(client: Client, world: World) -> Client:
    client.force_login(world.dpo)
    return client


def test_privacy_office_shows_a_whole_ledger_policy_certificates_and_cards(dpo: Client, world: World) -> None:
    record(actor="hr Ann", action="launch_wave", subject=f"wave {world.wave.pk}")
    text = dpo.get("/privacy-office/").content.decode()
    for words in (
        "The ledger is whole",
        "HR, Ann",
        "launched a survey",
        "survey Wave 0",
        "tree: 6",
        "Reading comments",
        "People in a ballot cell",
    ):
        assert words in text


def test_a_changed_ledger_is_said_aloud(dpo: Client, world: World) -> None:
    entry = record(actor="hr Ann", action="view", subject="wave 1")
    with connection.cursor() as cursor:
        for trigger in _triggers(cursor):
            cursor.execute(trigger)
        cursor.execute("UPDATE privacy_ledgerentry SET actor = 'somebody' WHERE number = %s", [entry.number])
    assert "The ledger is not whole." in dpo.get("/privacy-office/").content.decode()


def _triggers(cursor: CursorWrapper) -> list[str]:
    """Return the statements that let a written-once table be changed, as somebody with the database's key could."""
    if connection.vendor != "sqlite":
        return ["ALTER TABLE privacy_ledgerentry DISABLE TRIGGER USER"]
    cursor.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'privacy_ledgerentry'"
    )
    return [f"DROP TRIGGER {name}" for (name,) in cursor.fetchall()]


def test_a_long_ledger_has_pages(dpo: Client, world: World) -> None:
    for number in range(60):
        record(actor="system", action="view", subject=f"wave {number}")
    assert "Page 1 of 2" in dpo.get("/privacy-office/").content.decode()
    assert "Page 2 of 2" in dpo.get("/privacy-office/", {"page": "2"}).content.decode()


def test_operations_shows_runs_by_reason_imports_and_health(client: Client, world: World) -> None:
    report = {"files": 7, "events": 9, "occurrences": 11, "skipped": {"broken_file": 2, "unknown_zone": 0}}
    Run.objects.create(source="ics", first_day="2026-01-05", last_day="2026-02-02", report=report)
    DirectoryImport.objects.create(ran_by="operator Otto", created=3, changed=2, deactivated=1)
    client.force_login(world.operator)
    text = client.get("/operations/").content.decode()
    for words in ("file cannot be read: 2", "operator Otto", "in order", "not finished"):
        assert words in text
    assert "time zone not known" not in text


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_language_stays_on_the_page(client: Client, world: World, language: str) -> None:
    response = client.post("/i18n/setlang/", {"language": language, "next": "/transparency/A/"})
    assert response.headers["Location"] == "/transparency/A/"
    text = client.get("/transparency/A/").content.decode()
    assert {"en": "Who opened results", "zh-hans": "谁打开过结果"}[language] in text


def test_a_merged_release_counts_for_the_units_in_it(client: Client, world: World) -> None:
    dashboards.merged_cell(world.wave)
    assert "Answers of “Wave 0”" in client.get("/transparency/C/").content.decode()
