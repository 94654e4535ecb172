"""Ballots on a site of their own: own PostgreSQL cluster, Redis, production web server and Celery worker, clients over HTTP.

    python -m tests.bench.bench_ballots linkage [--people 10000] [--group 25]
    python -m tests.bench.bench_ballots kill [--people 2000] [--kills 10]
    python -m tests.bench.bench_ballots office [--people 1000] [--seconds 60]
    python -m tests.bench.bench_ballots guess [--guesses 100000] [--people 600] [--seconds 60]
    python -m tests.bench.bench_ballots speed [--people 32000] [--rate 30] [--pages 300] [--seconds 900]

Every client does what the browser does: it checks the key against the manifest, covers its ballot, has it signed and
hands it in. Exit status 1 when a figure misses its aim.
"""

import argparse
import signal
import sys
from collections.abc import Callable

from tests.bench.own_site import prepare

SITE = prepare()

# ruff: noqa: E402  # Django must know the site's database before models are imported
import django

django.setup()

from tests.bench import ballots_kill, ballots_linkage, ballots_load, ballots_speed

MEASURED: dict[str, tuple[Callable[..., bool], dict[str, int]]] = {
    "linkage": (ballots_linkage.run, {"people": 10_000, "group": 25}),
    "kill": (ballots_kill.run, {"people": 2_000, "group": 25, "kills": 10}),
    "office": (ballots_load.office, {"people": 1_000, "group": 25, "seconds": 60}),
    "guess": (ballots_load.guess, {"guesses": 100_000, "people": 600, "group": 25, "seconds": 60}),
    "speed": (
        ballots_speed.speed,
        {"people": 32_000, "group": 25, "rate": 30, "pages": 300, "seconds": 900},
    ),
}


def main() -> int:
    """Run one measurement on a fresh site."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    kinds = arguments.add_subparsers(dest="kind", required=True)
    for name, (_, defaults) in MEASURED.items():
        one = kinds.add_parser(name)
        for option, default in defaults.items():
            one.add_argument(f"--{option}", type=int, default=default)
    given = vars(arguments.parse_args())
    measure, _ = MEASURED[given.pop("kind")]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the site is thrown away even then
    try:
        SITE.begin()
        return int(not measure(SITE, **given))
    finally:
        SITE.end()


if __name__ == "__main__":
    sys.exit(main())
