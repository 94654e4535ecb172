"""Operators add, renew, pause and try connections; nothing of a credential or of an event is ever shown."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from engagement.dashboards.ledger_words import ACTIONS
from engagement.dashboards.selectors_office import SKIPPED
from engagement.health_check.words import FIELDS, OUTCOMES, SOURCES
from privacy.models import LedgerEntry
from signals.enums import Outcome, Reason, Source
from signals.models import Connection
from signals.sources.registry import SOURCES as LIVE
from tests.factories import calendar_company, people
from tests.factories.calendar_servers import CalendarServer, serving
from tests.factories.dashboards import World

pytestmark = pytest.mark.django_db
WHO = calendar_company.company(6)


@pytest.fixture
def server() -> Iterator[CalendarServer]:
    with serving(calendar_company.items(WHO, "graph")) as running:
        yield running


@pytest.fixture
def operator(world: World) -> Client:
    client = Client()
    client.force_login(world.operator)
    return client


def add(client: Client, server: CalendarServer, **other: str) -> str:
    entered = {"name": "Graph", "address": server.address, **server.graph_credential, **other}
    answer = client.post(reverse("health_check:connection_add", args=["graph"]), entered, follow=True)
    return answer.content.decode()


def test_a_connection_is_added_renewed_paused_and_resumed(operator: Client, server: CalendarServer) -> None:
    page = add(operator, server)
    connection = Connection.objects.get()
    assert "not read yet" in page
    assert server.graph_credential["client_secret"] not in page
    renew = reverse("health_check:connection_renew", args=[connection.pk])
    operator.post(renew, server.graph_credential | {"client_secret": "another"})
    assert "another" not in operator.get(renew).content.decode()
    for wanted in ("1", "0"):
        operator.post(reverse("health_check:connection_pause", args=[connection.pk]), {"pause": wanted})
    actions = LedgerEntry.objects.filter(subject=f"connection {connection.pk}").order_by("pk")
    written = list(actions.values_list("action", flat=True))
    assert written == ["connection_added", "connection_renewed", "connection_paused", "connection_resumed"]
    assert set(written) <= set(ACTIONS)


def test_a_dry_run_shows_counts_and_no_content(operator: Client, server: CalendarServer) -> None:
    unit = people.unit("a")
    for each in WHO.members:
        someone = people.person(each.person, email=each.address, time_zone="Europe/Berlin")
        people.member(unit, date(2020, 1, 1), person=someone)
    add(operator, server)
    connection = Connection.objects.get()
    page = operator.post(reverse("health_check:connection_try", args=[connection.pk])).content.decode()
    assert "Calendars read" in page
    assert "Calendars.ReadBasic.All" in page
    assert [
        word for word in (calendar_company.SECRET, calendar_company.GUEST, "p1@x.example") if word in page
    ] == []
    connection.refresh_from_db()
    assert (connection.outcome, connection.runs.count()) == ("never", 0)


def test_a_field_that_cannot_be_right(operator: Client, server: CalendarServer) -> None:
    assert "This cannot be right" in add(operator, server, address="http://elsewhere.example")
    add(operator, server)
    assert "This cannot be right" in add(operator, server)
    assert Connection.objects.count() == 1


def test_only_operators(world: World, server: CalendarServer) -> None:
    client = Client()
    client.force_login(world.hr)
    assert client.get(reverse("health_check:connections")).status_code == 403
    assert client.get(reverse("health_check:connection_add", args=["graph"])).status_code == 403
    assert client.post(reverse("health_check:connection_add", args=["graph"])).status_code == 403


def test_a_source_that_does_not_exist(operator: Client) -> None:
    assert operator.get("/connections/add/nothing/").status_code == 404


def test_everything_has_words() -> None:
    assert set(Reason) <= set(SKIPPED)
    assert set(Outcome) <= set(OUTCOMES)
    assert set(Source) <= set(SOURCES)
    assert {field.name for source in LIVE.values() for field in source.credential_fields} <= set(FIELDS)
