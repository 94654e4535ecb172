"""Every server of calendars, the reader killed in the middle: the same blocks afterwards, and nothing of an event left behind.

Run with `python -m tests.bench.bench_live_shards`; CalDAV is a real Radicale, Google and Graph speak over HTTP. Exits 1 where
a cell differs or a canary is found in the database file, temporary files or logs.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.shard_site import CANARIES, ROOT, SECRET
from tests.factories import calendar_company
from tests.factories.calendar_servers import READER, radicale, serving

WHO = calendar_company.company()
KILL_AFTER = 0.5  # seconds from the first request on
QUERY = (
    "select t.source, c.unit, c.item, c.n_band, c.value, c.band_low, c.band_high, c.precision from privacy_releasedcell c "
    "join privacy_releasedtable t on t.id = c.table_id where t.kind = 'block' order by 1, 2, 3"
)


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a site with a file for a database."""
    (folder / "tmp").mkdir(parents=True, exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPYCACHEPREFIX") if name in os.environ}
    return kept | {
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}", "SECRET_KEY": SECRET, "EMAIL_URL": "memorymail://",
        "REDIS_URL": "", "TMPDIR": str(folder / "tmp"), "OMP_NUM_THREADS": "1",
    }  # fmt: skip


@contextmanager
def serve(kind: str, folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Run the server of a source; give its address and a credential for it."""
    if kind == "caldav":
        with radicale(folder, calendar_company.calendars(WHO, "ics")) as address:
            yield address, dict(zip(("username", "password"), READER, strict=True))
        return
    with serving(calendar_company.items(WHO, kind), page=2) as server:
        yield server.address, dict(server.google_credential if kind == "google" else server.graph_credential)


def started(folder: Path, kind: str, address: str, credential: dict[str, str]) -> "subprocess.Popen[bytes]":
    """Begin one run."""
    command = [sys.executable, "-m", "tests.bench.live_reader", kind, address, json.dumps(credential)]
    log = (folder / "log.txt").open("ab")
    return subprocess.Popen(command, cwd=ROOT, env=environment(folder), stdout=log, stderr=log)


def asked(folder: Path, table: str, wanted: str) -> list[tuple[object, ...]]:
    """Return rows of a site's database."""
    with sqlite3.connect(folder / "site.sqlite3") as site:
        return site.execute(wanted if wanted else f"select * from {table}").fetchall()


def left(folder: Path) -> int:
    """Return how many canaries stand in any file of a site."""
    data = b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file()).lower()
    return sum(data.count(one.lower()) for one in (*CANARIES, b"zeppelin-title"))


def compared(kind: str, base: Path, place: Path) -> bool:
    """Print how one source fares."""
    whole, hurt = place / f"{kind}-whole", place / f"{kind}-hurt"
    for folder in (whole, hurt):
        shutil.copytree(base, folder)
    (place / f"{kind}-server").mkdir()
    with serve(kind, place / f"{kind}-server") as (address, credential):
        code = started(whole, kind, address, credential).wait(600)
        process = started(hurt, kind, address, credential)
        while not asked(hurt, "signals_run", "") and process.poll() is None:
            time.sleep(0.02)
        time.sleep(KILL_AFTER)
        process.kill()
        killed = process.wait() == -9
        between, stray = len(asked(hurt, "", QUERY)), left(hurt)
        again = started(hurt, kind, address, credential).wait(600)
    same = asked(whole, "", QUERY) == asked(hurt, "", QUERY) and bool(asked(whole, "", QUERY))
    canaries = (left(whole), stray, left(hurt))
    sys.stdout.write(
        f"{kind:7} killed in the middle: {killed}, {between} cells then; {len(asked(hurt, '', QUERY))} cells after the next run: "
        f"{'identical' if same else 'DIFFERENT'}; canaries {canaries}\n"
    )
    sys.stdout.flush()
    return same and killed and not between and not any(canaries) and not code and not again


def main() -> int:
    """Prepare a site and try every source on a copy of it."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        base = place / "base"
        env = environment(base)
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, env=env, check=True
        )
        command = [sys.executable, "-m", "tests.bench.shard_people", "live", str(len(WHO.members))]
        subprocess.run(command, cwd=ROOT, env=env, check=True)
        fine = [compared(kind, base, place) for kind in ("google", "graph", "caldav")]
    return 0 if all(fine) else 1


if __name__ == "__main__":
    sys.exit(main())
