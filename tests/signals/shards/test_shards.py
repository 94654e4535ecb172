"""Many workers give what one gives: with hands that help, die, hang, know nothing of the secret or of the company."""

from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
from django.test import override_settings

from signals.calendars.events import Tally
from signals.calendars.periods import Period
from signals.connectors.base import Part
from signals.connectors.ics import IcsConnector
from signals.exceptions import NothingReadableError
from signals.reduce.company import Company
from signals.reduce.job import Terms, calendar_values, reduce_source
from signals.reduce.network import Network
from signals.reduce.person import Numbers
from signals.shards import desk, hand, line, parts
from tests.factories import calendar_company
from tests.factories.signals import write_calendars

WHO = calendar_company.company(24)
PERIOD = Period(calendar_company.FIRST, calendar_company.END)
TERMS = Terms(WHO, PERIOD, b"key")
Hand = Callable[[int], object]


@pytest.fixture(autouse=True)
def _small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts.parts_of, "__defaults__", (6,))
    monkeypatch.setattr(hand, "company_over", lambda period: WHO)
    monkeypatch.setattr(desk, "PATIENCE_SECONDS", 0.2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {f"{who}.ics": text for who, text in calendar_company.calendars(WHO, "ics").items()}
    return write_calendars(tmp_path, texts | {"stranger@x.example.ics": "BEGIN:VCALENDAR", "notes.txt": ""})


@pytest.fixture
def alone(folder: Path) -> tuple[Numbers, Tally]:
    tally = Tally()
    return calendar_values(IcsConnector(), folder, TERMS, tally), tally


def together(folder: Path, *hands: Hand) -> tuple[Numbers, Tally, int]:
    """Reduce with a thread for each hand, all there before the desk begins; return how many shards hands did."""
    tally, threads, done = Tally(), [], list[int]()

    def invite(address: str, port: int, most: int) -> None:
        for each in hands:
            threads.append(Thread(target=lambda each=each: done.append(int(each(port) or 0))))
            threads[-1].start()
        for thread in threads:
            thread.join(1.5)

    values = desk.values_together(IcsConnector(), folder, TERMS, tally, None, invite)
    return values, tally, sum(done)


def helping(port: int) -> int:
    return hand.lend_hand("127.0.0.1", port)


def dying(port: int) -> None:
    """Take a shard and go."""
    with _line(port) as open_line:
        line.hear(open_line)
        assert line.hear(open_line)[0]["shard"] is not None


def hanging(port: int) -> None:
    """Take a shard and keep it; the line stays open."""
    open_line = _line(port)
    line.hear(open_line)
    line.hear(open_line)
    HELD.append(open_line)


HELD: list[Connection] = []


def _line(port: int) -> Connection:
    found = line.called("127.0.0.1", port)
    assert found is not None
    return found


@pytest.fixture(autouse=True)
def _let_go() -> Iterator[None]:
    yield
    while HELD:
        HELD.pop().close()


@pytest.mark.parametrize(
    "hands", [(), (helping,), (helping, helping), (dying,), (hanging,), (dying, hanging, helping)]
)
def test_the_same_numbers_whoever_helps(
    folder: Path, alone: tuple[Numbers, Tally], hands: tuple[Hand, ...]
) -> None:
    values, tally, _ = together(folder, *hands)
    np.testing.assert_array_equal(values, alone[0])
    assert tally.as_json() == alone[1].as_json()
    assert tally.skipped == {"unknown_owner": 1, "unknown_file": 1}


def test_a_hand_does_work(folder: Path) -> None:
    assert together(folder, helping)[2] == len(parts.parts_of(WHO)) >= 2


def test_the_same_cells_and_findings(folder: Path) -> None:
    terms = Terms(WHO, PERIOD, b"key", wants_ties=True)
    helpers: list[Thread] = []

    def invite(address: str, port: int, most: int) -> None:
        helpers.append(Thread(target=helping, args=(port,)))
        helpers[0].start()

    def read(tally: Tally, network: Network | None) -> Numbers:
        return desk.values_together(IcsConnector(), folder, terms, tally, network, invite)

    shared = reduce_source(IcsConnector(), folder, terms, read=read)
    helpers[0].join()
    assert shared == reduce_source(IcsConnector(), folder, terms)
    assert shared.ties


def test_whoever_does_not_know_the_secret_gets_nothing(folder: Path, alone: tuple[Numbers, Tally]) -> None:
    def stranger(port: int) -> None:
        with override_settings(SECRET_KEY="another"):
            assert line.called("127.0.0.1", port) is None

    values, _, _ = together(folder, stranger)
    np.testing.assert_array_equal(values, alone[0])


def test_another_directory_gives_no_help(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hand, "company_over", lambda period: calendar_company.company(23))
    assert together(folder, helping)[2] == 0


def test_a_desk_that_is_gone_is_no_error() -> None:
    with line.listener() as door:
        port = door.address[1]
    assert hand.lend_hand("127.0.0.1", port) == 0


def test_nothing_on_the_line_can_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[bytes] = []
    send = Connection.send_bytes

    def noted(self: Connection, data: bytes) -> None:
        said.append(bytes(data))
        send(self, data)

    monkeypatch.setattr(Connection, "send_bytes", noted)
    together(folder, helping)
    assert sum(map(len, said)) > 1000
    assert not any(word in each for each in said for word in (b"people", b"tally", b"x.example", b"Zeppelin"))


def test_shards_are_whole_units_and_hold_everybody_once() -> None:
    found = parts.parts_of(WHO, 6)
    assert sorted(number for part in found for number in part.people) == list(range(24))
    assert [part.has_strangers for part in found] == [True, *[False] * (len(found) - 1)]
    assert all(
        len({part for part in found if set(part.people) & {n for n, u in enumerate(WHO.units) if u == unit}})
        == 1
        for unit in set(WHO.units)
    )
    assert parts.parts_of(Company([], {})) == [Part(frozenset(), has_strangers=True)]


def test_nothing_readable_is_said_as_by_one_worker(tmp_path: Path) -> None:
    with pytest.raises(NothingReadableError):
        together(tmp_path)
