"""What goes wrong on the way: every fault ends in bounded time and memory, with the reason that is counted."""

import time
import tracemalloc
from collections.abc import Iterator

import pytest

from signals.exceptions import InsecureAddressError, NoAnswerError, ThrottledError, TooLargeError
from signals.sources.http import Client, Limits, check_address, retry_after
from tests.factories.calendar_servers import CalendarServer, serving

QUICK = Limits(silence_seconds=0.5, request_seconds=1, body_bytes=1 << 20, wait_seconds=2, attempts=2)


@pytest.fixture
def server() -> Iterator[CalendarServer]:
    with serving({}) as running:
        yield running


def ask(server: CalendarServer, waits: list[float] | None = None) -> int:
    pauses = waits if waits is not None else []
    return Client(QUICK, pauses.append).request("GET", f"{server.address}/calendars/x/events").status


@pytest.mark.parametrize("hang", ["silent", "drip"])
def test_a_server_that_hangs_is_left(server: CalendarServer, hang: str) -> None:
    server.hang = hang
    started = time.monotonic()
    with pytest.raises(NoAnswerError, match=r"127\.0\.0\.1 does not answer"):
        ask(server)
    assert time.monotonic() - started < 4
    assert len(server.asked) == 2


def test_an_answer_without_end_is_cut_off(server: CalendarServer) -> None:
    server.hang = "endless"
    tracemalloc.start()
    with pytest.raises(TooLargeError):
        ask(server)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 << 20


def test_a_wait_is_obeyed(server: CalendarServer) -> None:
    server.faults.append((429, {"Retry-After": "2"}, b""))
    waits: list[float] = []
    assert ask(server, waits) == 401
    assert waits == [2]


def test_a_storm_ends(server: CalendarServer) -> None:
    server.always = (429, {"Retry-After": "1"}, b"")
    waits: list[float] = []
    with pytest.raises(ThrottledError):
        ask(server, waits)
    assert (waits, len(server.asked)) == ([1], 2)


def test_a_long_wait_ends_the_run_at_once(server: CalendarServer) -> None:
    server.always = (503, {"Retry-After": "7200"}, b"")
    with pytest.raises(ThrottledError) as raised:
        ask(server)
    assert raised.value.seconds == 7200
    assert len(server.asked) == 1


def test_a_failure_that_passes(server: CalendarServer) -> None:
    server.faults.append((500, {}, b""))
    assert ask(server) == 401


def test_redirects_are_not_followed(server: CalendarServer) -> None:
    server.faults.append((302, {"Location": "https://elsewhere.example/"}, b""))
    assert ask(server) == 302


def test_nobody_listens() -> None:
    with pytest.raises(NoAnswerError):
        Client(QUICK, lambda _: None).request("GET", "http://127.0.0.1:9/")


@pytest.mark.parametrize(
    "url",
    ["http://dav.example/", "ftp://x", "", "https://", "https://me:secret@x.example/", "http://[", "https://x.example:0/"],
)  # fmt: skip
def test_an_address_that_is_not_safe(url: str) -> None:
    with pytest.raises(InsecureAddressError):
        check_address(url)


@pytest.mark.parametrize("url", ["https://x.example/a?b", "http://127.0.0.1:80/", "http://localhost/"])
def test_a_safe_address(url: str) -> None:
    check_address(url)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("5", 5), ("", 0), ("soon", 0), ("-5", 0), ("Wed, 21 Oct 2015 07:28:00 GMT", 0)],
)
def test_retry_after(text: str, seconds: float) -> None:
    assert retry_after({"retry-after": text}) == seconds


def test_retry_after_a_date_to_come() -> None:
    assert retry_after({"retry-after": "Wed, 21 Oct 2099 07:28:00 GMT"}) > 1e9
