"""Thousands of random organisations through `release_table`, attacked. Run by name, with the number to try:

    ATTACK_ORGANISATIONS=5000 .venv/bin/pytest tests/bench/bench_attack.py -n 2 -s

Seeds start where those of the suite end, so that the two together never try the same organisation twice.
"""

import os
from pathlib import Path
from time import perf_counter

import pytest

from tests.attacks.attacker import attack
from tests.attacks.organisations import attacked, random_organisation, released
from tests.attacks.test_organisations import SEEDS

ORGANISATIONS = int(os.environ.get("ATTACK_ORGANISATIONS", "2000"))
BATCH = 100
FIRST = SEEDS.stop


@pytest.mark.parametrize("start", range(FIRST, FIRST + ORGANISATIONS, BATCH))
def test_thousands_of_organisations_let_nothing_out(start: int, tmp_path: Path) -> None:
    leaks = {}
    for seed in range(start, start + BATCH):
        outcome = attacked(random_organisation(seed), tmp_path)
        if outcome:
            leaks[seed] = str(outcome)[:500]

    assert leaks == {}


@pytest.mark.parametrize("units", [60, 120, 240])
def test_attacking_a_large_table_takes_seconds(units: int, tmp_path: Path) -> None:
    organisation = random_organisation(1, units=units, waves=3, least=units - 1)
    lines = released(organisation, tmp_path)

    before = perf_counter()
    outcome = attack(lines, organisation.world(), across=organisation.time_mode == "strict")
    took = perf_counter() - before

    print(f"\n{units} units: {outcome.lines} lines attacked in {took:.1f} s")  # noqa: T201  # what a bench is for
    assert not outcome, str(outcome)
    assert took < 300
