"""Four Celery workers against one, workers killed in the middle, and whether anything of an event is left behind.

Run with `python -m tests.bench.bench_shards [PEOPLE]` (2,000 by default) beside a PostgreSQL and a Redis; exits 1 where
blocks differ or a canary is found. Workers are real processes of Celery; the ratio is what this machine's cores give.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.shard_site import ROOT, Site, children, kill, overheard, site, until, workers
from tests.factories import many_calendars

FIRST, END = many_calendars.FIRST.isoformat(), many_calendars.END.isoformat()
PATIENCE = 500


def reduced(of: Site, calendars: Path, count: int, killing: float = 0) -> tuple[float, int]:
    """Run one reduction; return its seconds, and how many processes were killed at `killing` seconds and twice that."""
    with workers(of, count) as worker:
        of.send("engagement.reduce_signals", "ics", str(calendars), FIRST, END)
        until(lambda: of.ask("select 1 from signals_run"), PATIENCE)
        killed = 0
        if killing:
            killed = _hurt(of, worker, killing)
        try:
            waited = until(
                lambda: of.ask("select 1 from signals_run where finished_at is not null"), PATIENCE
            )
        except TimeoutError:
            sys.stderr.write((of.folder / f"worker-{count}.log").read_text()[-3000:])
            raise
    took = of.ask(
        "select extract(epoch from finished_at - started_at) from signals_run where finished_at is not null"
    )
    return float(str(took[0][0])) if not killing else waited, killed


def _hurt(of: Site, worker: "subprocess.Popen[bytes]", after: float) -> int:
    """Kill one process of the pool, then all of them: hands and the desk itself."""
    time.sleep(after)
    some = children(worker)[:1]
    kill(some)
    time.sleep(after)
    if of.ask("select 1 from signals_run where finished_at is not null"):
        return len(some)
    everybody = children(worker)
    kill(everybody)
    return len(some) + len(everybody)


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def prepared(of: Site, size: int) -> None:
    """Migrate, and fill the directory."""
    of.manage("migrate", "--verbosity", "0")
    command = [sys.executable, "-m", "tests.bench.shard_people", "files", str(size)]
    subprocess.run(command, cwd=ROOT, env=of.env, check=True, timeout=PATIENCE)


def main(size: int = 2000) -> int:
    """Print all figures."""
    with tempfile.TemporaryDirectory() as place:
        folder, calendars = Path(place) / "sites", Path(place) / "calendars"
        many_calendars.write(calendars, size, "ics")
        many_calendars.plant(calendars)
        with site(folder / "base") as base:
            prepared(base, size)
            seconds, expected = {}, list[str]()
            for count in (1, 4):
                with site(folder / str(count), base.database) as one, overheard() as heard:
                    seconds[count], _ = reduced(one, calendars, count)
                    results, left = one.results(), one.canaries(*heard)
                expected = expected or results
                same = "identical" if results == expected else "DIFFERENT"
                say(
                    f"{count} worker(s): {seconds[count]:.1f} s, {len(results)} cells and findings, {same}; canaries {left}"
                )
            ratio = seconds[1] / seconds[4]
            say(f"4 workers are {ratio:.2f} x as fast as 1 on {os.cpu_count()} cores ({size} people)")
            with site(folder / "killed", base.database) as one, overheard() as heard:
                _, killed = reduced(one, calendars, 4, killing=max(1.0, seconds[4] / 4))
                after, lost = one.results(), one.canaries(*heard)
            say(
                f"{killed} worker processes killed in the middle: {'identical' if after == expected else 'DIFFERENT'}; canaries {lost}"
            )
    fine = same == "identical" and after == expected and not any((*left.values(), *lost.values()))
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
