"""The real `release_table` over random organisations: nothing thin comes out, where a bare threshold leaks at once."""

from pathlib import Path

import pytest

from tests.attacks.attacker import attack
from tests.attacks.naive import bare_threshold
from tests.attacks.organisations import attacked, random_organisation

SEEDS = range(200)
BATCHES = [SEEDS[start : start + 20] for start in range(0, len(SEEDS), 20)]


@pytest.mark.parametrize("seeds", BATCHES, ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_release_table_lets_nothing_thin_out(seeds: range, tmp_path: Path) -> None:
    for seed in seeds:
        outcome = attacked(random_organisation(seed), tmp_path)

        assert not outcome, f"seed {seed}: {outcome}"


def test_a_bare_threshold_leaks_in_most_of_the_same_organisations() -> None:
    leaking = 0
    for seed in SEEDS[:20]:
        organisation = random_organisation(seed)
        outcome = attack(bare_threshold(organisation), organisation.world(), programs=False)
        leaking += bool(outcome.thin)

    assert leaking >= 15


def test_organisations_are_the_same_for_the_same_seed() -> None:
    one, other = random_organisation(7), random_organisation(7)

    assert one.tree == other.tree
    assert one.answers.equals(other.answers)
    assert one.roster.equals(other.roster)


def test_organisations_have_what_leaks_are_made_of() -> None:
    all_of_them = [random_organisation(seed) for seed in SEEDS[:40]]

    assert {organisation.time_mode for organisation in all_of_them} == {"strict", "standard"}
    assert any(organisation.slices for organisation in all_of_them)
    assert any(organisation.roster["wave"].nunique() == 3 for organisation in all_of_them)
    assert any(organisation.answers.groupby("unit").size().min() < 5 for organisation in all_of_them)
