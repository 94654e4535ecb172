"""Google and Graph over HTTP when things go wrong: what can be read is read, and what was not is counted."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from signals.calendars.events import Tally
from signals.enums import Reason
from signals.exceptions import StoppedError
from signals.reduce.job import directory_of
from signals.sources.base import Window
from signals.sources.http import Client, Limits
from signals.sources.reader import LiveReader
from signals.sources.registry import SOURCES, get_source
from tests.factories import calendar_company
from tests.factories.calendar_servers import CalendarServer, serving

WHO = calendar_company.company()
WINDOW = Window(calendar_company.FIRST, calendar_company.END)
QUICK = Limits(
    silence_seconds=0.3, request_seconds=0.5, wait_seconds=2, attempts=2, body_bytes=1 << 20, pages=20
)
KINDS = ("google", "graph")


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def server(kind: str) -> Iterator[CalendarServer]:
    with serving(calendar_company.items(WHO, kind), page=7) as running:
        yield running


def read(server: CalendarServer, kind: str, **credential: str) -> tuple[int, Tally]:
    """Return how many people were read, and the counts."""
    known = server.google_credential if kind == "google" else server.graph_credential
    source = get_source(kind)(server.address, known | credential, Client(QUICK, lambda _: None))
    tally = Tally()
    people = LiveReader({"one": source}, WINDOW, QUICK).read(Path(), directory_of(WHO), tally)
    return sum(1 for _ in people), tally


def stopped(server: CalendarServer, kind: str, **credential: str) -> Reason:
    with pytest.raises(StoppedError, match="nothing was released") as raised:
        read(server, kind, **credential)
    return Reason(raised.value.cause.reason)


def test_an_expired_token_is_renewed_in_the_middle_of_a_calendar(server: CalendarServer, kind: str) -> None:
    server.token_lasts = 1
    assert read(server, kind)[0] == 24
    assert len(server.tokens) > 24


def test_a_page_token_that_is_gone_begins_the_calendar_again(server: CalendarServer, kind: str) -> None:
    whole = read(server, kind)[1].events
    server.asked.clear()
    server.faults.append((410, {}, b"{}"))
    people, tally = read(server, kind)
    assert (people, tally.events, tally.skipped) == (24, whole, {})


def test_short_waits_lose_nothing(server: CalendarServer, kind: str) -> None:
    server.faults.append((429, {"Retry-After": "1"}, b""))
    people, tally = read(server, kind)
    assert (people, tally.skipped) == (24, {})


def test_a_storm_stops_the_run(server: CalendarServer, kind: str) -> None:
    server.always = (429, {"Retry-After": "3600"}, b"")
    assert stopped(server, kind) == Reason.THROTTLED


def test_a_server_that_hangs_stops_the_run_after_five_calendars(server: CalendarServer, kind: str) -> None:
    server.hang = "silent"
    assert stopped(server, kind) == Reason.NO_ANSWER
    pages = [path for path in server.asked if "token" not in path]
    assert len(pages) == QUICK.in_a_row * QUICK.attempts


def test_a_credential_that_is_refused_stops_the_run(server: CalendarServer, kind: str) -> None:
    server.is_refusing = True
    assert stopped(server, kind) == Reason.ACCESS_REFUSED
    assert len(server.asked) == 1


def test_tokens_that_are_never_good_enough(server: CalendarServer, kind: str) -> None:
    server.token_lasts = 0
    assert stopped(server, kind) == Reason.ACCESS_REFUSED


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"items": 3, "value": 3}', b"[" * 100_000, b"\xff"])
def test_wrong_json_is_one_calendar_less(server: CalendarServer, kind: str, body: bytes) -> None:
    server.faults.append((200, {}, body))
    people, tally = read(server, kind)
    assert (people, tally.skipped) == (23, {"broken_file": 1})


def test_too_many_broken_calendars_stop_the_run(server: CalendarServer, kind: str) -> None:
    server.faults.extend([(200, {}, b"{")] * 3)
    assert stopped(server, kind) == Reason.TOO_MANY_UNREAD


def test_people_without_a_calendar_are_counted(server: CalendarServer, kind: str) -> None:
    server.calendars = {who: items for who, items in server.calendars.items() if who > "p2"}
    people, tally = read(server, kind)
    assert people + tally.skipped["no_calendar"] == 24


def test_a_calendar_with_too_many_pages(server: CalendarServer, kind: str) -> None:
    one = server.calendars["p0@x.example"][0]
    server.calendars = {**server.calendars, "p0@x.example": [one] * 300}
    people, tally = read(server, kind)
    assert (people, tally.skipped) == (23, {"too_large": 1})


def test_a_link_to_another_place_is_not_followed() -> None:
    away: dict[str, Any] = {"value": [], "@odata.nextLink": "http://localhost:1/steal"}
    with serving(calendar_company.items(WHO, "graph")) as server:
        server.faults.append((200, {}, json.dumps(away).encode()))
        people, tally = read(server, "graph")
    assert (people, tally.skipped) == (23, {"broken_file": 1})


@pytest.mark.parametrize("source", SOURCES)
def test_every_source_says_what_it_reads(source: str) -> None:
    made = get_source(source)
    assert made.scope
    assert made.read_fields
    assert not {"subject", "summary", "SUMMARY", "description"} & set(made.read_fields)
