"""One company, six ways to its calendars: files of three formats, CalDAV, Google and Graph over HTTP give the same blocks."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from signals.calendars.events import Tally
from signals.calendars.periods import Period
from signals.connectors.ics import IcsConnector
from signals.connectors.registry import get_connector
from signals.reduce.job import Reduced, Terms, calendar_values, reduce_source
from signals.sources.base import CalendarSource, Window
from signals.sources.http import Client
from signals.sources.reader import LiveReader
from signals.sources.registry import get_source
from tests.factories import calendar_company
from tests.factories.calendar_servers import READER, radicale, serving
from tests.factories.signals import write_calendars

WHO = calendar_company.company()
PERIOD = Period(calendar_company.FIRST, calendar_company.END)
WINDOW = Window(PERIOD.first_day, PERIOD.end_day)
TERMS = Terms(WHO, PERIOD, b"key")


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Reduced:
    return from_files(tmp_path_factory.mktemp("ics"), "ics")


def from_files(folder: Path, kind: str) -> Reduced:
    ending = "ics" if kind == "ics" else "json"
    texts = calendar_company.calendars(WHO, kind)
    write_calendars(folder, {f"{address}.{ending}": text for address, text in texts.items()})
    return reduce_source(get_connector(kind), folder, TERMS)


@contextmanager
def source(kind: str) -> Iterator[CalendarSource]:
    with serving(calendar_company.items(WHO, kind), page=7) as server:
        credential = server.google_credential if kind == "google" else server.graph_credential
        yield get_source(kind)(server.address, credential, Client())


def test_the_company_has_something_to_compare(expected: Reduced) -> None:
    shown = {(cell.unit, cell.metric, cell.block_start) for cell in expected.cells}
    assert len(shown) > 80
    assert {unit for unit, _, _ in shown} == {"all", "a", "b"}
    assert expected.tally.occurrences > 500
    assert expected.tally.skipped == {}


@pytest.mark.parametrize("kind", ["google", "graph"])
def test_files_of_every_format(tmp_path: Path, expected: Reduced, kind: str) -> None:
    reduced = from_files(tmp_path, kind)
    assert reduced.cells == expected.cells
    assert reduced.findings == expected.findings


@pytest.mark.parametrize("kind", ["google", "graph"])
def test_every_server(expected: Reduced, kind: str) -> None:
    with source(kind) as server:
        reduced = reduce_source(LiveReader({"one": server}, WINDOW), Path(), TERMS)
    assert reduced.cells == expected.cells
    assert reduced.findings == expected.findings
    assert (reduced.tally.files, reduced.tally.skipped) == (24, {})


def test_radicale_gives_everybody_the_numbers_of_files(tmp_path: Path) -> None:
    """Four people; `python -m tests.bench.bench_caldav` does it with the company of the other tests."""
    few = calendar_company.company(4)
    texts = calendar_company.calendars(few, "ics")
    terms, counted, fetched = Terms(few, PERIOD, b"key"), Tally(), Tally()
    folder = write_calendars(tmp_path / "files", {f"{who}.ics": text for who, text in texts.items()})
    numbers = calendar_values(IcsConnector(), folder, terms, counted)
    with radicale(tmp_path, texts) as address:
        server = get_source("caldav")(
            address, dict(zip(("username", "password"), READER, strict=True)), Client()
        )
        served = calendar_values(LiveReader({"one": server}, WINDOW), Path(), terms, fetched)
    np.testing.assert_array_equal(served, numbers)
    assert np.isfinite(numbers).sum() > 50
    assert (fetched.files, fetched.skipped, fetched.occurrences) == (4, {}, counted.occurrences)


def test_two_connections_that_show_the_same_calendars_count_once(expected: Reduced) -> None:
    with serving(calendar_company.items(WHO, "graph")) as server:
        make = get_source("graph")
        sources = {name: make(server.address, server.graph_credential, Client()) for name in ("one", "two")}
        reduced = reduce_source(LiveReader(sources, WINDOW), Path(), TERMS)
    assert reduced.cells == expected.cells
    assert reduced.tally.events == 2 * sum(map(len, calendar_company.items(WHO, "graph").values()))
    assert isinstance(reduced.tally, Tally)
