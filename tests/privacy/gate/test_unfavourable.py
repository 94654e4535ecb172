"""The second share of large groups: right where it is shown, and no small group pinned by it."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from privacy.gate import Item, Release, WaveInput, release_wave, unfavourable
from privacy.gate.unfavourable import SUFFIX
from privacy.policy import DEFAULT
from tests.factories.door import KEY, a_plan, a_roster, an_organisation, answers_of, people, random_answers

FIVE, TEN = Item("q1", 1, 5, 4), Item("enps", 0, 10, 9)


def shares(release: Release) -> dict[str, int]:
    return {
        cell.unit: cell.favourable[0]
        for cell in release.cells
        if cell.item.endswith(SUFFIX) and cell.favourable
    }


def through(wave: WaveInput, item: Item = FIVE, bad: float = 2) -> Release:
    plan = a_plan(items=(item,))
    release = release_wave(wave, plan=plan, key=KEY)
    return unfavourable(wave, release, plan=plan, bad={item.key: bad}, policy=DEFAULT)


def organisation(seed: int, teams: int = 60) -> WaveInput:
    tree, roster = an_organisation(seed, teams=teams, departments=2)
    return WaveInput("w", tree, roster, random_answers(roster, seed))


def test_share_of_a_large_group_is_the_share_of_its_answers() -> None:
    wave = organisation(3)
    answers = wave.answers.dropna()

    assert shares(through(wave))["company"] == round(100 * (answers["value"] <= 2).mean())


def test_enps_counts_0_to_6() -> None:
    tree = {"all": None}
    values = [10.0] * 60 + [7.0] * 50 + [6.0, 0.0] * 25
    wave = WaveInput(
        "w", tree, a_roster({"all": people("all", 160)}), answers_of({"all": values}, item="enps")
    )

    assert shares(through(wave, TEN, 6)) == {"all": round(100 * 50 / 160)}


def test_no_group_under_100_has_a_second_share() -> None:
    wave = organisation(2, teams=8)

    assert len(wave.answers) < DEFAULT.large_group
    assert shares(through(wave)) == {}


def test_what_a_large_group_stands_beside_is_0_or_100() -> None:
    roster = a_roster({"a": people("a", 130), "b": people("b", 60)})
    rng = np.random.default_rng(3)
    values = {unit: rng.integers(1, 6, size).tolist() for unit, size in (("a", 130), ("b", 60))}
    wave = WaveInput("w", {"all": None, "a": "all", "b": "all"}, roster, answers_of(values))

    assert set(shares(through(wave))) == {"all"}


def test_coarse_groups_have_none() -> None:
    wave = organisation(4)
    plan = a_plan()
    release = release_wave(wave, plan=plan, key=KEY)
    coarse = dataclasses.replace(
        release, cells=tuple(dataclasses.replace(cell, precision="coarse") for cell in release.cells)
    )

    assert shares(unfavourable(wave, coarse, plan=plan, bad={"q1": 2}, policy=DEFAULT)) == {}


def test_where_nobody_is_unfavourable_the_share_stays_behind() -> None:
    tree, roster = an_organisation(5, teams=60, departments=2)
    answers = random_answers(roster, 5)
    answers["value"] = answers["value"].clip(lower=3)

    assert shares(through(WaveInput("w", tree, roster, answers))) == {}


@pytest.mark.parametrize("seed", range(8))
def test_an_integer_program_pins_no_small_team_that_was_free(seed: int) -> None:
    """Everything shown as constraints; the number of people of each team is taken as known."""
    wave = organisation(100 + seed, teams=70)
    release = through(wave)
    assert shares(release), "nothing was released, so nothing was tested"
    teams = sorted(wave.roster["unit"].unique())
    answers = wave.answers.dropna()
    table = pd.crosstab(answers["unit"], answers["value"]).reindex(teams, fill_value=0)
    counted: np.ndarray = table.reindex(columns=[1.0, 2.0, 3.0, 4.0, 5.0], fill_value=0).to_numpy()
    plain = dataclasses.replace(
        release, cells=tuple(cell for cell in release.cells if not cell.item.endswith(SUFFIX))
    )
    before, constraints = (_constraints(each, teams, counted) for each in (plain, release))
    for team in np.flatnonzero((counted.sum(axis=1) >= 5) & (counted.sum(axis=1) < 30)).tolist():
        for side in ([0, 1], [2], [3, 4]):
            number = counted[team, side].sum()
            up = number == 0
            if number in (0, counted[team].sum()) and _can_differ(before, counted, team, side, up=up):
                assert _can_differ(constraints, counted, team, side, up=up), (teams[team], side)


def _constraints(release: Release, teams: list[str], counted: np.ndarray) -> LinearConstraint:
    size = counted.size
    rows, low, high = [], [], []
    for team in range(len(teams)):
        row = np.zeros(counted.shape)
        row[team] = 1
        rows.append(row.ravel())
        low.append(counted[team].sum())
        high.append(counted[team].sum())
    for cell in release.cells:
        inside = [teams.index(unit) for unit in cell.covers if unit in teams]
        n = counted[inside].sum()
        levels = {"": [3, 4], SUFFIX: [0, 1]}[SUFFIX if cell.item.endswith(SUFFIX) else ""]
        if cell.favourable is not None:
            row = np.zeros(counted.shape)
            row[np.ix_(inside, levels)] = 1
            half = 0.5 if cell.favourable[0] == cell.favourable[1] else 0.0
            rows.append(row.ravel())
            low.append((cell.favourable[0] - half) * n / 100)
            high.append((cell.favourable[1] + half) * n / 100)
        if cell.mean is not None:
            row = np.zeros(counted.shape)
            row[inside] = [1, 2, 3, 4, 5]
            rows.append(row.ravel())
            low.append((cell.mean - 0.05) * n)
            high.append((cell.mean + 0.05) * n)
    matrix = np.array(rows).reshape(len(rows), size)
    return LinearConstraint(matrix, np.array(low) - 1e-6, np.array(high) + 1e-6)


def _can_differ(
    constraints: LinearConstraint, counted: np.ndarray, team: int, side: list[int], *, up: bool
) -> bool:
    aim = np.zeros(counted.shape)
    aim[team, side] = -1 if up else 1
    answer = milp(
        aim.ravel(),
        constraints=constraints,
        bounds=Bounds(0, counted.sum()),
        integrality=np.ones(counted.size, dtype=np.int64),
        options={"time_limit": 10, "mip_rel_gap": 0.9},
    )
    now = counted[team, side].sum()
    assert answer.x is not None
    found = answer.x.reshape(counted.shape)[team, side].sum()
    return bool(found > now + 0.5 if up else found < now - 0.5)
