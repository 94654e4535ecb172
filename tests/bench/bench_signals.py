"""A million attendances, from files to released blocks, against reading the same bytes with the same parser and nothing else.

Run with `python -m tests.bench.bench_signals [PEOPLE]` (5,000 by default, 26 weeks); exits 1 where an aim is missed. Both
ways run in turn, twice, each in a process of its own; the shortest of each counts, for other work on the machine only
ever adds. Memory is the growth of the peak resident set over that of the same process before it reads.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from privacy.units_file import read_units
from signals.calendars.periods import Period
from signals.connectors.registry import get_connector
from signals.people_file import read_company
from signals.reduce.job import Terms, parse_only, reduce_source
from tests.factories import many_calendars
from tests.factories.signals import write_company

ROUNDS = 2
MOST_TIME, MOST_MEMORY = 1.5, 1.3
Facts = dict[str, float]


def measured(kind: str, folder: Path, size: int, way: str) -> Facts:
    """Run one way in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.bench_signals", "one", kind, str(folder), str(size), way]
    result = subprocess.run(command, capture_output=True, text=True, check=True)  # our own arguments
    facts: Facts = json.loads(result.stdout)
    return facts


def one(kind: str, folder: str, size: str, way: str) -> None:
    """Read, or read and reduce, and print seconds, peak memory and counts."""
    # As in the command: people.csv is read, and the holidays of its regions are loaded, whichever way follows.
    people = Path(folder).parent / f"people-{size}"
    who = read_company(people / "people.csv", read_units(people / "units.csv"))
    period = Period(many_calendars.FIRST, many_calendars.END)
    connector = get_connector(kind)
    before, started, busy = _peak(), time.perf_counter(), time.process_time()
    if way == "parse":
        tally, cells = parse_only(connector, Path(folder), company=who), 0
    else:
        reduced = reduce_source(connector, Path(folder), Terms(who, period, b"key"))
        tally, cells = reduced.tally, len(reduced.cells)
    seconds, peak = time.perf_counter() - started, _peak()
    facts = {
        "seconds": seconds,
        "busy": time.process_time() - busy,
        "peak": peak,
        "grown": peak - before,
        "events": tally.events,
        "occurrences": tally.occurrences,
        "cells": cells,
    }
    sys.stdout.write(json.dumps(facts))


def _peak() -> float:
    """Return the peak resident set in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def compared(kind: str, size: int, place: Path) -> bool:
    """Print the figures of one format; return whether both aims are reached."""
    small, large = place / kind / "small", place / kind / "large"
    for folder, people in ((small, size // 4), (large, size)):
        many_calendars.write(folder, people, kind)
        names = place / kind / f"people-{people}"
        names.mkdir()
        write_company(names, many_calendars.company(people))
    rounds = [
        (measured(kind, large, size, "parse"), measured(kind, large, size, "reduce")) for _ in range(ROUNDS)
    ]
    parse, reduce = (min(each[way]["seconds"] for each in rounds) for way in (0, 1))
    quarter, whole = measured(kind, small, size // 4, "reduce"), rounds[0][1]
    busy_parse, busy_all = (min(each[way]["busy"] for each in rounds) for way in (0, 1))
    ratio, memory = reduce / parse, whole["peak"] / quarter["peak"]
    say(
        f"{kind}: {size} people, {whole['occurrences']:.0f} attendances from {whole['events']:.0f} events, "
        f"{whole['cells']:.0f} cells; parse alone {parse:.1f} s, all of it {reduce:.1f} s: {ratio:.2f} x "
        f"(of the processor {busy_parse:.1f} and {busy_all:.1f} s: {busy_all / busy_parse:.2f} x); "
        f"peak {quarter['peak']:.0f} MiB at a quarter, {whole['peak']:.0f} MiB: {memory:.2f} x "
        f"(grown by {quarter['grown']:.0f} and {whole['grown']:.0f} MiB)"
    )
    return ratio <= MOST_TIME and memory < MOST_MEMORY


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main(size: int = 5000) -> int:
    """Print the figures of both formats."""
    with tempfile.TemporaryDirectory() as place:
        fine = [compared(kind, size, Path(place)) for kind in ("ics", "graph")]
    return 0 if all(fine) else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        one(*sys.argv[2:])
    else:
        sys.exit(main(*map(int, sys.argv[1:])))
