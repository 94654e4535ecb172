from datetime import date

import pytest
import yaml
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from knox.models import AuthToken

from engagement.insights.models import Alert
from people.enums import Role
from people.models import Account, Unit
from privacy.models import LedgerEntry, ReleasedCell, ReleasedTable
from tests.factories import insights
from tests.factories import people as make

pytestmark = pytest.mark.django_db

LISTS = ["units", "waves", "cells", "refusals", "findings", "alerts", "plans"]


@pytest.fixture
def ward() -> Unit:
    root = make.unit("ROOT")
    make.unit("LAB", root)
    ward = make.unit("WARD", root)
    make.unit("W1", ward)
    make.unit("W2", ward)
    return ward


def release(*groups: tuple[str, list[str]]) -> None:
    table = ReleasedTable.objects.create(
        kind="wave", source="w", policy={}, policy_version="1", input_digest="0" * 64
    )
    for unit, covers in groups:
        ReleasedCell.objects.create(
            table=table, item="q1", unit=unit, covers=covers, n_band="10-14", mean=3.4, certificate={}
        )


def sign_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.mark.parametrize("name", LISTS)
def test_nobody_reads_without_signing_in(client: Client, name: str) -> None:
    assert client.get(f"/api/{name}/").status_code == 401


@pytest.mark.parametrize("name", LISTS)
def test_every_list_answers_hr(name: str, ward: Unit) -> None:
    assert sign_in(make.account(Role.HR)).get(f"/api/{name}/").status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_nothing_can_be_written(name: str, ward: Unit) -> None:
    assert sign_in(make.account(Role.HR)).post(f"/api/{name}/", {}).status_code == 405


def test_a_manager_reads_own_units_and_groups_wholly_inside(ward: Unit) -> None:
    release(
        ("ROOT", ["LAB", "W1", "W2"]),
        ("WARD", ["W1", "W2"]),
        ("W1+W2", ["W1", "W2"]),
        ("W2+LAB", ["W2", "LAB"]),
    )
    answer = sign_in(make.account(manages=ward)).get("/api/cells/").json()
    assert [cell["unit"] for cell in answer["results"]] == ["WARD", "W1+W2"]


def test_an_employee_without_units_reads_no_cell(ward: Unit) -> None:
    release(("ROOT", ["LAB", "W1", "W2"]))
    assert sign_in(make.account()).get("/api/cells/").json()["count"] == 0


def test_filters_select_by_equality(ward: Unit) -> None:
    release(("ROOT", ["LAB", "W1", "W2"]), ("WARD", ["W1", "W2"]))
    client = sign_in(make.account(Role.DPO))
    assert client.get("/api/cells/?unit=WARD&item=q1").json()["count"] == 1
    assert client.get("/api/cells/?unit=WARD&item=q2").json()["count"] == 0


def test_cells_are_found_by_wave_and_by_what_items_measure(ward: Unit) -> None:
    insights.questionnaire({"q1": "workload", "q2": "voice"})
    release(("ROOT", ["LAB", "W1", "W2"]), ("WARD", ["W1", "W2"]))
    client = sign_in(make.account(Role.HR))
    assert client.get("/api/cells/?construct=workload&wave=w").json()["count"] == 2
    assert client.get("/api/cells/?construct=voice").json()["count"] == 0
    assert client.get("/api/cells/?construct=unheard").json()["count"] == 0
    assert client.get("/api/cells/?wave=another").json()["count"] == 0


@pytest.mark.parametrize("named", ["unit=LAB", "wave=w", "item=q1", "construct=workload", "kind=wave"])
def test_no_filter_widens_what_a_manager_reads(ward: Unit, named: str) -> None:
    insights.questionnaire({"q1": "workload"})
    release(("ROOT", ["LAB", "W1", "W2"]), ("WARD", ["W1", "W2"]), ("LAB", ["LAB"]))
    answer = sign_in(make.account(manages=ward)).get(f"/api/cells/?{named}").json()
    assert {cell["unit"] for cell in answer["results"]} <= {"WARD"}


def test_the_schema_names_the_filters_of_cells(client: Client) -> None:
    schema = yaml.safe_load(client.get("/api/schema/").content)
    filters = {one["name"] for one in schema["paths"]["/api/cells/"]["get"]["parameters"]}
    assert filters >= {"kind", "source", "wave", "unit", "item", "construct"}


def test_a_cell_shows_what_was_released_and_its_certificate(ward: Unit) -> None:
    release(("WARD", ["W1", "W2"]))
    (cell,) = sign_in(make.account(Role.HR)).get("/api/cells/").json()["results"]
    assert (cell["kind"], cell["table_source"], cell["mean"], cell["n_band"]) == ("wave", "w", 3.4, "10-14")


def test_reading_cells_is_written_down_once_a_day(ward: Unit) -> None:
    release(("WARD", ["W1", "W2"]))
    client = sign_in(make.account(manages=ward))
    client.get("/api/cells/")
    client.get("/api/cells/")
    (entry,) = LedgerEntry.objects.filter(action="view")
    assert (entry.subject, entry.units) == ("api cells", ["WARD"])


def test_alerts_of_other_units_stay_hidden(ward: Unit) -> None:
    for unit in ("WARD", "LAB"):
        Alert.objects.create(
            unit=unit, theme="burnout", severity="watch", opened_on=date(2026, 5, 1), last_seen_on=date(2026, 5, 1),
            evidence=[],
        )  # fmt: skip
    answer = sign_in(make.account(manages=ward)).get("/api/alerts/").json()
    assert [alert["unit"] for alert in answer["results"]] == ["WARD"]


def test_a_token_opens_the_api_and_is_stored_as_a_digest_only() -> None:
    stored, token = AuthToken.objects.create(make.account(Role.HR))
    client = Client(headers={"Authorization": f"Token {token}"})
    assert client.get("/api/units/").status_code == 200
    assert token not in str(vars(stored))
    assert Client(headers={"Authorization": "Token wrong"}).get("/api/units/").status_code == 401


def test_reading_takes_the_same_number_of_queries_for_one_and_three_cells(ward: Unit) -> None:
    release(("ROOT", ["LAB"]), ("WARD", ["W1"]), ("LAB", ["LAB"]))
    client = sign_in(make.account(Role.HR))
    counts = []
    for limit in (1, 3):
        client.get(f"/api/cells/?limit={limit}")  # the first reading of a day is written down
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/api/cells/?limit={limit}")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8


def test_the_schema_names_every_list(client: Client) -> None:
    schema = client.get("/api/schema/").content.decode()
    assert all(f"/api/{name}/" in schema for name in LISTS)
