"""Pages of results at 100,000 people, 5,000 units and 12 waves on PostgreSQL: time, queries, and the export of everything.

    python -m tests.bench.bench_pages [--units 5000] [--waves 12]

Released tables are seeded directly, as the door would have left them; no answer is involved. Each page is opened at many
nodes; the first opening of a node counts too. Exit status 1 when a page takes more than 150 ms at the 95th percentile or
30 queries, or the export more than 20 s.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

# ruff: noqa: E402  # Django must be ready before models are imported
import django

django.setup()

import numpy as np
from django.db import connection
from django.test import Client
from django.test.runner import DiscoverRunner
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from engagement.dashboards.everything import export_everything
from people.enums import Role
from people.models import Unit
from privacy.gate.bands import n_band
from privacy.models import ReleasedCell, ReleasedTable
from surveys.models import Cell, Wave
from tests.factories import insights, people

PEOPLE, REPEATS = 100_000, 60
AIM_MS, AIM_QUERIES, AIM_EXPORT = 150, 30, 20
CONSTRUCTS = (
    "engagement", "workload", "recovery", "meetings", "autonomy", "manager_support", "recognition", "team", "voice",
    "fairness", "growth", "intent_to_stay",
)  # fmt: skip
PROOF = {"rule": "tree, standard", "minimum_support": 5, "digest": "0" * 64, "policy": "1"}


def a_tree(units: int) -> dict[str, str | None]:
    """Return a company of divisions, departments and teams, about fifteen below each."""
    tree: dict[str, str | None] = {"U0": None}
    for number in range(1, units):
        tree[f"U{number}"] = f"U{(number - 1) // 15}"
    return tree


def sizes_of(tree: dict[str, str | None]) -> dict[str, int]:
    """Return answers per node, everything below included."""
    sizes = dict.fromkeys(tree, max(5, 7 * PEOPLE // 10 // len(tree)))
    for unit in reversed(tree):
        above = tree[unit]
        if above is not None:
            sizes[above] += sizes[unit]
    return sizes


def cells_of(
    table: ReleasedTable, tree: dict[str, str | None], sizes: dict[str, int], seed: int
) -> Iterator[ReleasedCell]:
    rng = np.random.default_rng(seed)
    covers = {unit: [unit] for unit in tree}
    for unit, size in sizes.items():
        shares = np.clip(rng.normal(60, 12, len(CONSTRUCTS)), 5, 95).round().astype(int).tolist()
        for construct, share in zip(CONSTRUCTS, shares, strict=True):
            plain = {
                "table": table,
                "unit": unit,
                "covers": covers[unit],
                "n_band": n_band(size),
                "certificate": PROOF,
            }
            yield ReleasedCell(
                item=construct, mean=1 + share / 25, favourable_low=share, favourable_high=share, **plain
            )
            if size >= 100:
                bad = (100 - share) // 3
                yield ReleasedCell(
                    item=f"{construct}:unfavourable", favourable_low=bad, favourable_high=bad, **plain
                )


def batches(cells: Iterable[ReleasedCell], size: int = 5000) -> Iterator[list[ReleasedCell]]:
    waiting = iter(cells)
    while batch := list(islice(waiting, size)):
        yield batch


def seed(units: int, waves: int) -> list[Wave]:
    """Fill the database and return the waves, oldest first."""
    tree = a_tree(units)
    ids = {code: place for place, code in enumerate(tree, start=1)}
    Unit.objects.bulk_create(
        (
            Unit(
                id=ids[code],
                code=code,
                name=f"Unit {code}",
                name_zh=f"{code}部",
                parent_id=ids.get(above or ""),
            )
            for code, above in tree.items()
        ),
        batch_size=2000,
    )
    asked = insights.questionnaire({construct: construct for construct in CONSTRUCTS})
    sizes, found = sizes_of(tree), []
    for number in range(waves):
        opens = date(2025, 1, 6) + timedelta(days=28 * number)
        wave = insights.wave(asked, number, tree=tree, opens_on=opens, closes_on=opens + timedelta(days=9))
        leaves = set(tree) - set(tree.values())
        Cell.objects.bulk_create(
            Cell(wave=wave, code=unit, covers=[unit], parent=tree[unit] or "", roster_size=20)
            for unit in leaves
        )
        table = insights.table("wave", str(wave.pk), released_on=wave.closes_on)
        for batch in batches(cells_of(table, tree, sizes, number)):
            ReleasedCell.objects.bulk_create(batch)
        found.append(wave)
        sys.stdout.write(f"\rseeded wave {number + 1} of {waves}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    sys.stdout.write(f"\n{ReleasedCell.objects.count():,} released cells\n")
    return found


def timed(client: Client, address: str, units: list[str]) -> tuple[float, int]:
    """Return the 95th percentile in milliseconds and the most queries of one page at many nodes."""
    took, queries = [], 0
    for unit in units:
        with CaptureQueriesContext(connection) as captured:
            started = time.perf_counter()
            response = client.get(address.replace("UNIT", unit))
            took.append(1000 * (time.perf_counter() - started))
        assert response.status_code == 200, (address, unit, response.status_code)
        queries = max(queries, len(captured))
    return float(np.quantile(took, 0.95)), queries


def measure(waves: list[Wave], units: int) -> bool:
    client = Client()
    client.force_login(people.account(Role.HR, email="bench@example.org"))
    nodes = [f"U{number}" for number in np.random.default_rng(0).integers(0, units, REPEATS)]
    newest = reverse("dashboards:hr_wave", args=[waves[-1].pk])
    good = True
    for name, address in (
        ("results of a wave", f"{newest}?unit=UNIT"),
        ("team", reverse("dashboards:team", args=["UNIT"])),
        ("transparency of a unit", reverse("dashboards:transparency", args=["UNIT"])),
        ("HR home", reverse("dashboards:hr_home")),
    ):
        slowest, queries = timed(client, address, nodes)
        good = good and slowest <= AIM_MS and queries <= AIM_QUERIES
        sys.stdout.write(f"{name:26} p95 {slowest:7.0f} ms  {queries:3d} queries  ({len(waves)} waves)\n")
    return good


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--units", type=int, default=5000)
    arguments.add_argument("--waves", type=int, default=12)
    given = arguments.parse_args()
    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    before = runner.setup_databases()
    try:
        waves = seed(given.units, given.waves)
        good = measure(waves, given.units)
        with tempfile.TemporaryDirectory() as folder:
            started = time.perf_counter()
            for _ in export_everything(Path(folder) / "all.zip"):
                pass
            took = time.perf_counter() - started
        sys.stdout.write(f"export of everything       {took:.1f} s\n")
        return int(not (good and took <= AIM_EXPORT))
    finally:
        runner.teardown_databases(before)


if __name__ == "__main__":
    sys.exit(main())
