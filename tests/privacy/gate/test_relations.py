"""Correlations of constructs: right, rounded, of large groups only, and never where an item is vague."""

import dataclasses

import numpy as np
import pandas as pd

from privacy.gate import Item, Release, WaveInput, relation_item, relations, release_wave
from privacy.policy import DEFAULT
from tests.factories.door import KEY, a_plan, a_roster, people

ITEMS = (Item("e1", 1, 5, 4), Item("w1", 1, 5, 4), Item("w2", 0, 10, 9))
CONSTRUCTS = {"engagement": ["e1"], "workload": ["w1", "w2"]}
PAIR = relation_item("engagement", "workload")


def a_wave(sizes: dict[str, int], seed: int = 0) -> WaveInput:
    """Everybody answers three items that share a common part."""
    rng = np.random.default_rng(seed)
    rows = []
    for unit, size in sizes.items():
        for number in range(size):
            common = rng.normal()
            for item in ITEMS:
                level = (common + rng.normal() + 3) / 6 * (item.maximum - item.minimum) + item.minimum
                value = float(np.clip(round(level), item.minimum, item.maximum))
                rows.append((f"{unit}{number}", unit, item.key, value))
    tree: dict[str, str | None] = {"all": None, **dict.fromkeys(sizes, "all")}
    answers = pd.DataFrame(rows, columns=["response", "unit", "item", "value"])
    return WaveInput("w", tree, a_roster({unit: people(unit, size) for unit, size in sizes.items()}), answers)


def through(wave: WaveInput) -> Release:
    plan = a_plan(items=ITEMS)
    release = release_wave(wave, plan=plan, key=KEY)
    return relations(wave, release, plan=plan, constructs=CONSTRUCTS, policy=DEFAULT)


def found(release: Release) -> dict[str, float | None]:
    return {cell.unit: cell.value for cell in release.cells if cell.item == PAIR}


def test_correlation_is_that_of_the_construct_scores_to_a_hundredth() -> None:
    wave = a_wave({"a": 150})
    wide = wave.answers.pivot_table(index="response", columns="item", values="value")
    workload = (wide["w1"] - 1) / 4 / 2 + wide["w2"] / 10 / 2

    assert found(through(wave))["all"] == round(float(np.corrcoef(wide["e1"], workload)[0, 1]), 2)


def test_only_groups_of_100_that_stand_beside_0_or_100() -> None:
    assert set(found(through(a_wave({"a": 120, "b": 60})))) == {"all"}
    assert set(found(through(a_wave({"a": 120, "b": 100})))) == {"all", "a", "b"}
    assert found(through(a_wave({"a": 60}))) == {}


def test_a_vague_item_keeps_the_correlations_of_its_group_behind() -> None:
    wave = a_wave({"a": 150})
    plan = a_plan(items=ITEMS)
    release = release_wave(wave, plan=plan, key=KEY)
    vague = dataclasses.replace(
        release,
        cells=tuple(
            dataclasses.replace(cell, precision="coarse") if cell.item == "w2" else cell
            for cell in release.cells
        ),
    )

    assert found(relations(wave, vague, plan=plan, constructs=CONSTRUCTS, policy=DEFAULT)) == {}


def test_incomplete_responses_do_not_count() -> None:
    wave = a_wave({"a": 110})
    skipped = wave.answers[~((wave.answers["item"] == "w1") & wave.answers["response"].str.endswith("5"))]

    assert found(through(dataclasses.replace(wave, answers=skipped))) == {}


def test_a_construct_that_everybody_answers_alike_is_left_out() -> None:
    wave = a_wave({"a": 150})
    wave.answers.loc[wave.answers["item"] == "e1", "value"] = 4.0

    assert found(through(wave)) == {}
