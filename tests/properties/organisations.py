"""Random companies small enough for brute force: nested units, own members, people who come, go and move."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from privacy.gate import Item, Plan, Published, Release, WaveInput, release_wave
from tests.factories.door import KEY

ITEMS = (Item("q1", 1, 5, 4), Item("flag", 1, 5, 4))


@dataclass
class Company:
    """Rosters and answers of consecutive waves over one tree."""

    tree: dict[str, str | None]
    rosters: list[pd.DataFrame]
    answers: list[pd.DataFrame]
    slices: tuple[str, ...]

    def plan(self, mode: str) -> Plan:
        return Plan(5, mode, {item.key: item for item in ITEMS}, self.slices)

    def released(self, mode: str) -> list[Release]:
        earlier: list[Published] = []
        found = []
        for number, (roster, answers) in enumerate(zip(self.rosters, self.answers, strict=True)):
            wave = WaveInput(f"w{number}", self.tree, roster[["person", "unit"]], answers)
            found.append(release_wave(wave, earlier=earlier, plan=self.plan(mode), key=KEY))
            earlier.append(found[-1].published)
        return found


def company(seed: int, *, waves: int, slices: bool = True, everybody: bool = False) -> Company:
    """Return a company of up to 8 units and about 60 people (`everybody` answers everything); the same for the same seed."""
    rng = np.random.default_rng(seed)
    tree: dict[str, str | None] = {"co": None}
    for number in range(int(rng.integers(2, 9))):
        names = list(tree)
        tree[f"u{number}"] = names[int(rng.integers(max(0, len(names) - 4), len(names)))]
    attributes = ("tenure",) if slices and rng.random() < 0.6 else ()
    rosters = _rosters(rng, tree, waves)
    answers = [_answers(rng, roster, everybody) for roster in rosters]
    kept = [frame if attributes else frame.drop(columns="tenure") for frame in answers]
    return Company(tree, rosters, kept, attributes)


def _rosters(rng: np.random.Generator, tree: dict[str, str | None], waves: int) -> list[pd.DataFrame]:
    inner = set(tree.values())
    people: dict[str, tuple[str, str]] = {}
    for unit in tree:
        for _ in range(int(rng.integers(0, 4) if unit in inner else rng.integers(0, 15))):
            people[f"p{len(people)}"] = (unit, str(rng.choice(["new", "old", "oldest"], p=[0.2, 0.5, 0.3])))
    people = people or {"p0": ("co", "old")}
    churn, seen, found = float(rng.choice([0, 0.03, 0.15])), len(people), []
    for _ in range(waves):
        rows = [(person, *place) for person, place in people.items()]
        found.append(pd.DataFrame(rows, columns=["person", "unit", "tenure"], dtype=object))
        for person in list(people):
            if rng.random() < churn:
                _, tenure = people.pop(person)
                if rng.random() < 0.7:
                    name = person if rng.random() < 0.4 else f"p{(seen := seen + 1)}"
                    people[name] = (str(rng.choice(list(tree))), tenure)
    return found


def _answers(rng: np.random.Generator, roster: pd.DataFrame, everybody: bool) -> pd.DataFrame:
    rate, skipped = (1.0, 0.0) if everybody else (rng.uniform(0.5, 1), rng.uniform(0, 0.3))
    came = roster[rng.random(len(roster)) < rate]
    frames = []
    for item in ITEMS:
        mood = {unit: rng.uniform(1, 5.5) for unit in roster["unit"].unique()}
        value = np.clip(np.round(rng.normal(came["unit"].map(mood).to_numpy(float), 0.9)), 1, 5)
        frame = came.assign(response=came["person"], item=item.key, value=value).drop(columns="person")
        frames.append(frame[rng.random(len(frame)) >= skipped])
    return pd.concat(frames, ignore_index=True)
