"""Every page at 100,000 people, 5,000 units and 12 waves on PostgreSQL: time and queries, beside the same with 3 waves.

    python -m tests.bench.bench_pages build [--people 100000] [--units 5000] [--waves 12]
    python -m tests.bench.bench_pages measure [--waves 12] [--only team]

`build` fills the database `telescope_pages_WAVES` through the real door (see `tests.bench.worlds.pages`) and keeps it; it is
made again only with `--again`. `measure` opens each page at many nodes, in English and Chinese, without a warm cache for
what depends on the node. Exit status 1 when a page takes more than 150 ms at the 95th percentile or 30 queries.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import psycopg
from psycopg import sql

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
class Page:
    """A page: who opens it, and its address with UNIT for a node."""

    name: str
    reader: str
    address: str


def pages() -> Iterator[Page]:
    """Yield every page that HR, managers, employees, data protection officers and operators open."""
    from django.urls import reverse  # noqa: PLC0415

    from engagement.actions.models import Plan  # noqa: PLC0415
    from engagement.insights.models import Alert  # noqa: PLC0415
    from surveys.models import Wave  # noqa: PLC0415
    from tests.bench.worlds.pages import LINK  # noqa: PLC0415

    waves = list(Wave.objects.filter(kind="pulse").order_by("opens_on"))
    newest, running = waves[-2], waves[-1]
    exit_wave = Wave.objects.filter(kind="exit").order_by("opens_on").last()
    alert, plan = Alert.objects.filter(unit="U1").first(), Plan.objects.first()
    assert exit_wave
    assert alert
    assert plan
    link = f"{LINK}-{newest.opens_on}"

    def at(name: str, *arguments: object, app: str = "dashboards") -> str:
        return reverse(f"{app}:{name}", args=arguments)

    hr = {
        "hr_home": at("hr_home"),
        "hr_wave": at("hr_wave", newest.pk) + "?unit=UNIT",
        "hr_wave, exit": at("hr_wave", exit_wave.pk),
        "hr_wave, open": at("hr_wave", running.pk),
        "hr_close": at("hr_close", running.pk),
        "hr_launch": at("hr_launch"),
        "hr_questionnaire": at("hr_questionnaire", newest.questionnaire_id),
        "hr_share": at("hr_share", newest.pk),
        "hr_works": at("hr_works"),
        "hr_said": at("hr_said"),
        "hr_templates": at("hr_templates"),
        "team, as HR": at("team", "UNIT"),
        "studio": at("home", app="studio"),
        "studio editor": at("editor", newest.questionnaire_id, app="studio"),
        "desk": at("desk", app="desk"),
        "health check": at("overview", app="health_check"),
    }
    yield from (Page(name, "hr", address) for name, address in hr.items())
    yield Page("team, leaf", "team", at("team", "OWN"))
    yield Page("team, division", "top", at("team", "U1"))
    yield Page("health check of a unit", "top", at("unit", "U1", app="health_check"))
    yield Page("alert", "top", at("alert", alert.pk))
    yield Page("adopt", "top", at("adopt", alert.pk, "no_meeting_friday"))
    yield Page("plan", "hr", at("plan", plan.pk))
    yield Page("transparency", "", at("transparency"))
    yield Page("transparency of a unit", "", at("transparency", "UNIT"))
    yield Page("we did", "", at("shared_plans", "UNIT"))
    yield Page("shared", "", at("shared", newest.pk))
    yield Page("shared, own group", "", at("shared", newest.pk, link))
    yield Page("ballot link", "", at("invitation", f"{LINK}-{running.opens_on}", app="surveys"))
    yield Page("manifest", "", at("manifest_page", running.pk, app="surveys"))
    yield Page("privacy office", "dpo", at("privacy_office"))
    yield Page("operations", "operator", at("operations"))


@dataclass(frozen=True)
class Timed:
    """Milliseconds of a page: 95th percentile and median on the clock, median of the processor's own; most queries."""

    p95: float
    median: float
    own: float
    queries: int

    @property
    def fits(self) -> bool:
        """Say whether the page keeps to the aims."""
        return self.p95 <= AIM_MS and self.queries <= AIM_QUERIES


def timed(get: Callable[[str], int], addresses: Sequence[str], first: str) -> Timed:
    """Open every address once, after one first visit of another node."""
    import numpy as np  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    get(first)
    took, own, queries = [], [], 0
    for address in addresses:
        started, worked = time.perf_counter(), time.process_time()
        status = get(address)
        took.append(1000 * (time.perf_counter() - started))
        own.append(1000 * (time.process_time() - worked))
        assert status == 200, (address, status)
    for address in addresses[:5]:
        with CaptureQueriesContext(connection) as captured:
            get(address)
        queries = max(queries, len(captured))
    return Timed(float(np.quantile(took, 0.95)), float(np.median(took)), float(np.median(own)), queries)


def opener(page: Page) -> Callable[[str], int]:
    """Return what opens an address as the reader of a page; managers read Chinese."""
    from django.test import Client  # noqa: PLC0415

    from people.models import Account  # noqa: PLC0415

    client = Client(headers={"accept-language": "zh-hans" if page.reader in ("team", "top") else "en"})
    if page.reader:
        client.force_login(Account.objects.get(email=f"{page.reader}@example.org"))
    return lambda address: int(client.get(address).status_code)


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

    cache.clear()
    nodes = released_nodes()
    own = RoleGrant.objects.filter(account__email="team@example.org").values_list("unit__code", flat=True)[0]
    good = True
    say(f"{database(waves)}: page, p95 ms, median, of which this process, queries")
    for page in pages():
        if only and only not in page.name:
            continue
        address = page.address.replace("OWN", str(own))
        visited = [address.replace("UNIT", node) for node in nodes]
        found = timed(opener(page), visited, address.replace("UNIT", "U0"))
        good = good and found.fits
        figures = f"{found.p95:7.0f} {found.median:7.0f} {found.own:7.0f} {found.queries:4d}"
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
