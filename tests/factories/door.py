"""Small organisations, answers and released cells for tests of the pure door."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from privacy.gate import Cell, Item, Plan, Published, Refused, Release, WaveInput, certificate

KEY = b"only-for-tests"
Q1 = Item("q1", 1, 5, 4)


def a_plan(
    *, k: int = 5, time_mode: str = "standard", items: Sequence[Item] = (Q1,), slices: tuple[str, ...] = ()
) -> Plan:
    return Plan(k, time_mode, {item.key: item for item in items}, slices)


def a_roster(people: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Return a roster from unit -> people."""
    rows = [(person, unit) for unit, names in people.items() for person in names]
    return pd.DataFrame(rows, columns=["person", "unit"], dtype=object)


def people(unit: str, size: int) -> list[str]:
    return [f"{unit}{number}" for number in range(size)]


def answers_of(
    values: Mapping[str, Sequence[float]], *, item: str = "q1", **attributes: Sequence[str]
) -> pd.DataFrame:
    """Return answers from unit -> values; attributes are one value per row, in the same order."""
    rows = [
        (f"{unit}-{i}", unit, item, value) for unit, given in values.items() for i, value in enumerate(given)
    ]
    frame = pd.DataFrame(rows, columns=["response", "unit", "item", "value"])
    for name, column in attributes.items():
        frame[name] = list(column)
    return frame


def a_wave(
    tree: Mapping[str, str | None],
    values: Mapping[str, Sequence[float]],
    *,
    name: str = "w1",
    **attributes: Any,
) -> WaveInput:
    """Return a wave in which everybody on the roster answered q1."""
    roster = a_roster({unit: people(unit, len(given)) for unit, given in values.items()})
    return WaveInput(name, tree, roster, answers_of(values, **attributes))


def an_organisation(
    seed: int, *, teams: int = 12, low: int = 5, high: int = 12, departments: int = 0
) -> tuple[dict[str, str | None], pd.DataFrame]:
    """Return a tree of departments of about four teams, and a roster."""
    rng = np.random.default_rng(seed)
    departments = departments or max(1, teams // 4)
    tree: dict[str, str | None] = {"company": None}
    tree.update({f"d{d}": "company" for d in range(departments)})
    tree.update({f"t{t}": f"d{t % departments}" for t in range(teams)})
    sizes = rng.integers(low, high + 1, teams)
    return tree, a_roster({f"t{t}": people(f"t{t}-", int(size)) for t, size in enumerate(sizes)})


def random_answers(
    roster: pd.DataFrame, seed: int, *, items: Sequence[str] = ("q1",), rate: float = 0.75, level: float = 3.6
) -> pd.DataFrame:
    """Return believable answers: teams differ, most people answer, some skip an item."""
    rng = np.random.default_rng(seed)
    came = roster[rng.random(len(roster)) < rate]
    mood = {unit: rng.normal(level, 0.5) for unit in roster["unit"].unique()}
    frames = []
    for item in items:
        value = np.clip(np.round(rng.normal(came["unit"].map(mood).to_numpy(float), 0.9)), 1, 5)
        frame = pd.DataFrame({"response": came["person"], "unit": came["unit"], "item": item, "value": value})
        frames.append(frame[rng.random(len(frame)) >= 0.03])
    return pd.concat(frames, ignore_index=True)


def a_cell(**changes: Any) -> Cell:
    fields: dict[str, Any] = {
        "item": "q1",
        "unit": "A",
        "covers": ("A",),
        "is_remainder": False,
        "slice_attribute": "",
        "slice_values": (),
        "n_band": "5-9",
        "mean": 3.4,
        "favourable": (60, 60),
        "precision": "full",
        "trend": "",
        "certificate": certificate(rule="tree", support=5, digest="0" * 64, policy_version="1"),
    }
    return Cell(**fields | changes)


def a_release(cells: Sequence[Cell] = (), refusals: Sequence[Refused] = ()) -> Release:
    given = tuple(cells) or (a_cell(), a_cell(unit="B", covers=("B",)))
    named = tuple(refusals) or (Refused("q1", "C", "few", "A"),)
    return Release(given, named, "0" * 64, Published("w1", a_roster({}), given))
