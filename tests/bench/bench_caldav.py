"""A company of 24 from a real Radicale against the same from files: the same blocks, and how long it took.

Run with `python -m tests.bench.bench_caldav`; exits 1 where a cell differs.
"""

import sys
import tempfile
import time
from pathlib import Path

from signals.calendars.periods import Period
from signals.connectors.registry import get_connector
from signals.reduce.job import Terms, reduce_source
from signals.sources.base import Window
from signals.sources.http import Client
from signals.sources.reader import LiveReader
from signals.sources.registry import get_source
from tests.factories import calendar_company
from tests.factories.calendar_servers import READER, radicale
from tests.factories.signals import write_calendars


def main() -> int:
    """Compare and print."""
    who, period = calendar_company.company(), Period(calendar_company.FIRST, calendar_company.END)
    texts, terms = calendar_company.calendars(who, "ics"), Terms(who, period, b"key")
    with tempfile.TemporaryDirectory() as place:
        files = write_calendars(Path(place) / "files", {f"{one}.ics": text for one, text in texts.items()})
        expected = reduce_source(get_connector("ics"), files, terms)
        with radicale(Path(place), texts) as address:
            credential = dict(zip(("username", "password"), READER, strict=True))
            source = get_source("caldav")(address, credential, Client())
            started = time.perf_counter()
            window = Window(period.first_day, period.end_day)
            reduced = reduce_source(LiveReader({"one": source}, window), Path(), terms)
            seconds = time.perf_counter() - started
    same = reduced.cells == expected.cells and reduced.findings == expected.findings
    verdict = "equal" if same else "DIFFERENT"
    sys.stdout.write(f"{len(texts)} calendars, {len(reduced.cells)} cells, {seconds:.1f} s: {verdict}\n")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
