"""Connections: credentials are encrypted, a run releases what files would, and nothing fetched is stored."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.test import override_settings

from signals.connections import add_connection, dry_run, due_period, next_complete, pause, read_connections
from signals.exceptions import ConnectionFieldError, CredentialLostError
from signals.models import Connection, Run
from signals.sealing import locked, opened
from signals.selectors import released_blocks
from signals.sources.http import Limits
from tests.factories import calendar_company
from tests.factories.calendar_servers import CalendarServer, serving
from tests.factories.people import member as membership
from tests.factories.people import person as a_person
from tests.factories.people import unit as a_unit

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 3, 26, 4, tzinfo=UTC)
WHO = calendar_company.company()
QUICK = Limits(silence_seconds=1, request_seconds=2, wait_seconds=1, attempts=1)


def company() -> None:
    root = a_unit("all")
    teams = {code: a_unit(code, parent=root) for code in ("a", "b")}
    for each in WHO.members:
        someone = a_person(each.person, email=each.address, region="DE", time_zone="Europe/Berlin")
        membership(teams[each.unit], date(2024, 1, 1), person=someone)


def connect(server: CalendarServer) -> Connection:
    return add_connection(
        source="graph",
        name="Graph",
        address=server.address,
        credential=server.graph_credential,
        actor="operator",
    )


def stored() -> str:
    models = [model for label in ("signals", "privacy") for model in apps.get_app_config(label).get_models()]
    return "".join(repr(list(model._default_manager.values())) for model in models)


def test_a_run_releases_blocks_and_stores_nothing_fetched() -> None:
    company()
    with serving(calendar_company.items(WHO, "graph")) as server:
        connection = connect(server)
        tried = dry_run(connection, on=NOW.date(), limits=QUICK)
        assert (tried.people, tried.tried, tried.why, released_blocks()) == (24, 10, "", [])
        assert read_connections(now=NOW, limits=QUICK) is not None
        assert read_connections(now=NOW, limits=QUICK) is None
    connection.refresh_from_db()
    assert connection.outcome == "read"
    assert released_blocks()[-1] == date(2025, 2, 24)
    text = stored().lower()
    assert "meeting_hours" in text
    for canary in ("zeppelin", "p1@x.example", "outside.example", "m1-0"):
        assert canary not in text


def test_a_storm_releases_nothing_and_waits() -> None:
    company()
    with serving({}) as server:
        server.always = (429, {"Retry-After": "7200"}, b"")
        connection = connect(server)
        assert read_connections(now=NOW, limits=QUICK) is None
    connection.refresh_from_db()
    assert (connection.outcome, connection.why, released_blocks()) == ("waiting", "throttled", [])
    assert connection.next_run_at == datetime(2025, 3, 26, 6, tzinfo=UTC)
    assert Run.objects.get().finished_at is None


def test_a_paused_connection_is_left_out() -> None:
    with serving({}) as server:
        pause(connect(server), is_paused=True, actor="operator")
        assert read_connections(now=NOW, limits=QUICK) is None
        assert server.asked == []


def test_a_field_that_cannot_be_right() -> None:
    with pytest.raises(ConnectionFieldError) as raised:
        add_connection(
            source="caldav", name="x", address="https://dav.example/", credential={}, actor="operator"
        )
    assert raised.value.field == "address"


def test_which_blocks_are_due() -> None:
    period = due_period(NOW.date())
    assert period is not None
    assert (period.first_day, period.end_day) == (date(2024, 12, 30), date(2025, 3, 24))
    assert next_complete(NOW.date()) == date(2025, 4, 22)


def test_another_secret_opens_nothing() -> None:
    data = locked({"password": "zeppelin"})
    assert b"zeppelin" not in data
    assert opened(data) == {"password": "zeppelin"}
    with override_settings(SECRET_KEY="another"), pytest.raises(CredentialLostError):
        opened(data)
