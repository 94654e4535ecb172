"""Random organisations that could leak: small units, non-response, people who come and go, teams that agree.

Every organisation is written to the four files of `release_table`, released by the real command and attacked.
"""

import json
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from django.core.management import call_command

from tests.attacks.attacker import Outcome, attack
from tests.attacks.released import Line, Scale, World, from_lines, with_inner_leaves

ITEMS = {"q1": Scale(1, 5, 4), "flag": Scale(0, 1, 1), "enps": Scale(0, 10, 9)}
TENURES = ["short", "middle", "long"]


@dataclass
class Organisation:
    """A unit tree, rosters and answers of several waves, and what was declared before launch."""

    tree: dict[str, str | None]
    roster: pd.DataFrame
    answers: pd.DataFrame
    time_mode: str
    slices: tuple[str, ...]
    k: int = 5
    scales: dict[str, Scale] = field(default_factory=lambda: dict(ITEMS))

    def plan(self) -> dict[str, Any]:
        items = {
            key: {"min": scale.minimum, "max": scale.maximum, "favourable_from": scale.favourable_from}
            for key, scale in self.scales.items()
        }
        return {"k": self.k, "time_mode": self.time_mode, "items": items, "slices": list(self.slices)}

    def world(self) -> World:
        return World(
            with_inner_leaves(self.answers, self.tree), with_inner_leaves(self.roster, self.tree), self.scales
        )


def random_organisation(
    seed: int, *, least: int = 3, units: int = 14, waves: int | None = None
) -> Organisation:
    """Return an organisation of `least` to `units` - 1 units; the same for the same seed."""
    rng = np.random.default_rng(seed)
    tree = _tree(rng, int(rng.integers(least, units)))
    slices = ("tenure",) if rng.random() < 0.5 else ()
    rosters = _rosters(rng, tree, int(rng.integers(1, 4)) if waves is None else waves)
    answers = _answers(rng, rosters, list(tree))
    return Organisation(
        tree=tree,
        roster=rosters[["wave", "person", "unit"]],
        answers=answers if slices else answers.drop(columns="tenure"),
        time_mode="strict" if rng.random() < 0.5 else "standard",
        slices=slices,
    )


def _tree(rng: np.random.Generator, units: int) -> dict[str, str | None]:
    tree: dict[str, str | None] = {"co": None}
    for number in range(units):
        # Mostly below a recent unit, so that there are both wide and deep trees.
        names = list(tree)
        tree[f"u{number:02}"] = names[int(rng.integers(max(0, len(names) - 6), len(names)))]
    return tree


def _rosters(rng: np.random.Generator, tree: dict[str, str | None], waves: int) -> pd.DataFrame:
    """Return wave, person, unit, tenure: one organisation with joiners, leavers and movers between the waves."""
    inner = set(tree.values())
    sizes = {unit: int(rng.integers(0, 5) if unit in inner else rng.integers(1, 19)) for unit in tree}
    now = [(unit, str(rng.choice(TENURES))) for unit, size in sizes.items() for _ in range(size)]
    people = {f"p{number}": place for number, place in enumerate(now)}
    seen = len(people)
    frames = []
    churn = float(rng.choice([0.0, 0.02, 0.1]))
    for wave in range(1, waves + 1):
        frames.append(
            pd.DataFrame([(f"w{wave}", who, *place) for who, place in people.items()],
                         columns=["wave", "person", "unit", "tenure"])
        )  # fmt: skip
        for who in list(people):
            if rng.random() < churn:
                place = people.pop(who)
                if rng.random() < 0.7:
                    unit = str(rng.choice(list(tree))) if rng.random() < 0.5 else place[0]
                    people[f"p{seen}" if rng.random() < 0.7 else who] = (unit, place[1])
                    seen += 1
    return pd.concat(frames, ignore_index=True)


def _answers(rng: np.random.Generator, rosters: pd.DataFrame, units: list[str]) -> pd.DataFrame:
    """Return long answers; some units agree with each other entirely, and questions are skipped."""
    rate, skipped = rng.uniform(0.4, 1.0), rng.uniform(0.0, 0.3)
    united = {unit: rng.random() for unit in units if rng.random() < 0.3}
    rows = []
    for place, (wave, unit, tenure) in enumerate(rosters[["wave", "unit", "tenure"]].itertuples(index=False)):
        if rng.random() > rate:
            continue
        for item, scale in ITEMS.items():
            if rng.random() >= skipped:
                level = united.get(unit)
                share = rng.random() if level is None else round(level)
                value = scale.minimum + int(share * (scale.maximum - scale.minimum + 0.999))
                rows.append((wave, f"r{place}", unit, item, value, tenure))
    return pd.DataFrame(rows, columns=["wave", "response", "unit", "item", "value", "tenure"])


def write(organisation: Organisation, folder: Path) -> list[str]:
    """Write the four files and return the arguments of `release_table`."""
    units = pd.DataFrame(
        [(unit, parent or "") for unit, parent in organisation.tree.items()], columns=["unit", "parent"]
    )
    units.to_csv(folder / "units.csv", index=False)
    organisation.roster.to_csv(folder / "roster.csv", index=False)
    organisation.answers.to_csv(folder / "answers.csv", index=False)
    (folder / "plan.json").write_text(json.dumps(organisation.plan()))
    arguments = []
    for name in ("units.csv", "roster.csv", "answers.csv", "plan.json"):
        arguments += [f"--{name.split('.')[0]}", str(folder / name)]
    return [*arguments, "--out", str(folder / "released.jsonl")]


def released(organisation: Organisation, folder: Path) -> list[Line]:
    """Release an organisation by the real command."""
    call_command("release_table", *write(organisation, folder), stdout=StringIO(), stderr=StringIO())
    lines = (folder / "released.jsonl").read_text("utf-8").splitlines()
    return from_lines(json.loads(line) for line in lines)


def attacked(organisation: Organisation, folder: Path) -> Outcome:
    """Release an organisation and attack everything that came out."""
    lines = released(organisation, folder)
    return attack(lines, organisation.world(), k=organisation.k, across=organisation.time_mode == "strict")
