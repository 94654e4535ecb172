"""Every page at 100,000 people, 5,000 units and 12 waves on PostgreSQL: time and queries, beside the same with 3 waves.

    python -m tests.bench.bench_pages build [--people 100000] [--units 5000] [--waves 12]
    python -m tests.bench.bench_pages measure [--waves 12] [--only team]

`build` fills the database `telescope_pages_WAVES` through the real door (see `tests.bench.worlds.pages`) and keeps it; it is
made again only with `--again`. `measure` opens each page at many nodes, in English and Chinese in turn, without a warm
cache for what depends on the node, and says which address of the site it did not open. "work" is the processor's time
in this process and in its process of the database, where that runs on the same machine: what the clock would show on a
machine with nothing else to do. Exit status 1 when a page takes more than 150 ms at the 95th percentile or 30 queries.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from tests.bench.worlds.pages_list import Page

SERVER = os.environ.get("BENCH_SERVER", "postgres://postgres@127.0.0.1:5432")
AIM_MS, AIM_QUERIES, REPEATS = 150, 30, 40


def database(waves: int) -> str:
    """Return the name of the database with so many waves."""
    return os.environ.get("BENCH_DATABASE", f"telescope_pages_{waves}")


def connect(name: str) -> None:
    """Let Django use a database; nothing of the project may be imported before."""
    os.environ["DATABASE_URL"] = f"{SERVER}/{name}"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django  # noqa: PLC0415  # reads the environment when it is set up

    django.setup()
    from django.conf import settings  # noqa: PLC0415

    settings.ALLOWED_HOSTS.append("testserver")


def say(text: str) -> None:
    """Write a line at once."""
    sys.stdout.write(f"{time.strftime('%H:%M:%S')} {text}\n")
    sys.stdout.flush()


def build(people: int, units: int, waves: int, *, again: bool) -> None:
    """Make and fill the database, unless it is there."""
    name = database(waves)
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        there = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if there and not again:
            say(f"{name} is there")
            return
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    connect(name)
    from tests.bench.worlds import pages  # noqa: PLC0415

    pages.migrate()
    started = time.perf_counter()
    pages.build(people_count=people, units=units, waves=waves, say=say)
    say(f"{name} filled in {time.perf_counter() - started:.0f} s")


@dataclass(frozen=True)
class Timed:
    """Milliseconds of a page: 95th percentile and median on the clock, and of the processors' own; most queries."""

    p95: float
    median: float
    work95: float
    work: float
    queries: int

    @property
    def fits(self) -> bool:
        """Say whether the page keeps to the aims."""
        return self.p95 <= AIM_MS and self.queries <= AIM_QUERIES


def worked() -> float:
    """Return the milliseconds that processors worked so far: here, and in the database's process for this connection."""
    from django.db import connection  # noqa: PLC0415

    pid = connection.connection.info.backend_pid if connection.connection else 0
    where = Path(f"/proc/{pid}/schedstat")
    there = int(where.read_text().split()[0]) / 1e6 if where.exists() else 0.0
    return 1000 * time.process_time() + there


def timed(get: Callable[[str], int], addresses: Sequence[str], first: str) -> Timed:
    """Open every address once, after two first visits of another node."""
    import numpy as np  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    get(first)
    get(first)
    took, own, queries = [], [], 0
    for address in addresses:
        started, before = time.perf_counter(), worked()
        status = get(address)
        took.append(1000 * (time.perf_counter() - started))
        own.append(worked() - before)
        assert status == 200, (address, status)
    for address in addresses[:4]:
        with CaptureQueriesContext(connection) as captured:
            get(address)
        queries = max(queries, len(captured))
    (p95, median), (work95, work) = (np.quantile(times, [0.95, 0.5]).tolist() for times in (took, own))
    return Timed(p95, median, work95, work, queries)


def opener(page: "Page") -> Callable[[str], int]:
    """Return what opens an address as the reader of a page, in English and Chinese in turn."""
    from django.test import Client  # noqa: PLC0415

    from people.models import Account  # noqa: PLC0415

    clients = [Client(headers={"accept-language": language}) for language in ("en", "zh-hans")]
    if page.reader:
        for client in clients:
            client.force_login(Account.objects.get(email=f"{page.reader}@example.org"))
    turns = cycle(clients)
    return lambda address: int(next(turns).get(address).status_code)


def released_nodes() -> list[str]:
    """Return some units that the newest wave shows, drawn at random."""
    import numpy as np  # noqa: PLC0415

    from privacy.models import ReleasedCell, ReleasedTable  # noqa: PLC0415

    table = (
        ReleasedTable.objects.filter(kind="wave", cells__item="engagement-1").order_by("released_on").last()
    )
    cells = ReleasedCell.objects.filter(table=table, item="engagement-1", is_remainder=False)
    units = list(cells.order_by("unit").values_list("unit", flat=True))
    return [str(unit) for unit in np.random.default_rng(0).permutation(units)[:REPEATS]]


def measure(waves: int, only: str) -> bool:
    """Print a line per page; return whether all keep to the aims."""
    connect(database(waves))
    from django.core.cache import cache  # noqa: PLC0415

    from people.models import RoleGrant  # noqa: PLC0415
    from tests.bench.worlds.pages_list import not_opened, pages  # noqa: PLC0415

    import_module(
        "engagement.wsgi"
    )  # as a worker of the site starts, its objects left out of full collections
    cache.clear()
    nodes, listed = released_nodes(), list(pages())
    own = RoleGrant.objects.filter(account__email="team@example.org").values_list("unit__code", flat=True)[0]
    if forgotten := not_opened(listed):
        say(f"never opened here: {', '.join(forgotten)}")
    good = not forgotten
    say(f"{database(waves)}: page, p95 ms, median, work p95, work median, queries")
    for page in listed:
        if only and only not in page.name:
            continue
        address = page.address.replace("OWN", str(own))
        found = timed(
            opener(page), [address.replace("UNIT", node) for node in nodes], address.replace("UNIT", "U0")
        )
        good = good and found.fits
        figures = (
            f"{found.p95:7.0f} {found.median:7.0f} {found.work95:7.0f} {found.work:7.0f} {found.queries:4d}"
        )
        say(f"{page.name:26} {figures} {'' if found.fits else '  MISSES'}")
    return good


def main() -> int:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["build", "measure"])
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--units", type=int, default=5_000)
    parser.add_argument("--waves", type=int, default=12)
    parser.add_argument("--only", default="")
    parser.add_argument("--again", action="store_true")
    given = parser.parse_args()
    if given.what == "build":
        build(given.people, given.units, given.waves, again=given.again)
        return 0
    return int(not measure(given.waves, given.only))


if __name__ == "__main__":
    sys.exit(main())
