"""A small simulated year; `python -m tests.bench.bench_rotation` runs it in full."""

import numpy as np
import pytest

from surveys.campaigns.fatigue import Cap
from tests.bench.bench_rotation import WAVES, items, simulate


@pytest.mark.parametrize("people", [8, 20])
@pytest.mark.parametrize("seed", range(3))
def test_every_construct_reaches_k_and_nobody_is_asked_more_than_the_cap(people: int, seed: int) -> None:
    year = simulate(np.random.default_rng(seed), f"U{seed}", people, items(), Cap(), spread=False)
    assert all(year.reached.values())
    assert year.most_items <= Cap().items
    assert year.most_surveys <= Cap().surveys


def test_a_unit_too_small_for_k_never_reaches_it_and_a_low_cap_is_obeyed() -> None:
    year = simulate(np.random.default_rng(1), "U", 4, items(), Cap(items=15, surveys=3), spread=False)
    assert not any(year.reached.values())
    assert (year.most_items <= 15, year.most_surveys <= 3, year.skipped > WAVES) == (True, True, True)
