"""Ballots on a site of their own: own PostgreSQL cluster, Redis, production web server and Celery worker, clients over HTTP.

    python -m tests.bench.bench_ballots linkage [--people 10000] [--group 25]

Every client does what the browser does: it checks the key against the manifest, covers its ballot, has it signed and
hands it in. Exit status 1 when a figure misses its aim.
"""

import argparse
import sys

from tests.bench.own_site import prepare

SITE = prepare()

# ruff: noqa: E402  # Django must know the site's database before models are imported
import django

django.setup()

from tests.bench import ballots_linkage


def main() -> int:
    """Run one measurement on a fresh site."""
    arguments = argparse.ArgumentParser(description=__doc__)
    kinds = arguments.add_subparsers(dest="kind", required=True)
    linkage = kinds.add_parser("linkage")
    linkage.add_argument("--people", type=int, default=10_000)
    linkage.add_argument("--group", type=int, default=25)
    given = arguments.parse_args()
    try:
        SITE.begin()
        return int(not ballots_linkage.run(SITE, people=given.people, group=given.group))
    finally:
        SITE.end()


if __name__ == "__main__":
    sys.exit(main())
