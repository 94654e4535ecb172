"""The tree of units, read from `organisation.yaml` and cut to the size of the company."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

HERE = Path(__file__).parent
SMALLEST, LARGEST = 3, 40
PEOPLE_A_UNIT = 10


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """One unit: where it is, how it works and how many people of its own it starts with."""

    code: str
    name: str
    name_zh: str
    parent: str | None
    place: str
    work: str
    depth: int
    has_children: bool
    size: int

    @property
    def has_calendars(self) -> bool:
        """Say whether its people plan their days in a calendar; shift and field crews do not."""
        return self.work == "office"


def organisation(people: int, rng: np.random.Generator) -> tuple[UnitPlan, ...]:
    """Return the units of a company of `people`, sizes between 3 and 40 that add up to `people`.

    Parameters
    ----------
    people
        120 units hold 1,200; a smaller company has a tenth as many units as people, the core at least.
    rng
        Draws the sizes that the story leaves open.
    """
    rows = _kept(list(_walk(yaml.safe_load((HERE / "organisation.yaml").read_text()))), people)
    parents = {row["parent"] for row in rows}
    sizes = _sizes(rows, parents, people, rng)
    return tuple(
        UnitPlan(
            code=row["code"],
            name=row["en"],
            name_zh=row["zh"],
            parent=row["parent"],
            place=row["place"],
            work=row["work"],
            depth=row["depth"],
            has_children=row["code"] in parents,
            size=size,
        )
        for row, size in zip(rows, sizes, strict=True)
    )


def _walk(unit: Mapping[str, Any], above: Mapping[str, Any] | None = None) -> Iterator[dict[str, Any]]:
    above = above or {"code": None, "depth": -1}
    inherited = {name: unit.get(name, above.get(name)) for name in ("place", "work")}
    row = {**unit, **inherited, "parent": above["code"], "depth": above["depth"] + 1}
    row.pop("children", None)
    yield row
    for child in unit.get("children", ()):
        yield from _walk(child, row)


def _kept(rows: list[dict[str, Any]], people: int) -> list[dict[str, Any]]:
    """Keep the core and, in the order of the file, as many more units as the company fills."""
    spare = max(0, people // PEOPLE_A_UNIT - sum(bool(row.get("core")) for row in rows))
    kept: set[str | None] = {None}
    chosen = []
    for row in rows:
        if row.get("core") or (spare > 0 and row["parent"] in kept):
            spare -= not row.get("core")
            kept.add(row["code"])
            chosen.append(row)
    return chosen


def _sizes(
    rows: Sequence[Mapping[str, Any]], parents: set[str | None], people: int, rng: np.random.Generator
) -> list[int]:
    """Draw sizes, then add or take one person at a time where the story leaves the size open."""
    drawn = np.clip(np.round(rng.lognormal(2.2, 0.55, len(rows))), SMALLEST, 34).astype(int)
    offices = rng.integers(SMALLEST, 7, len(rows))
    sizes = [
        int(row.get("size") or (offices[i] if row["code"] in parents else drawn[i]))
        for i, row in enumerate(rows)
    ]
    free = [i for i, row in enumerate(rows) if "size" not in row and row["code"] not in parents]
    pinned = [i for i, row in enumerate(rows) if "size" in row]
    while (missing := people - sum(sizes)) != 0:
        step = 1 if missing > 0 else -1
        places = (
            _movable(sizes, free, step)
            or _movable(sizes, pinned, step)
            or _movable(sizes, range(len(rows)), step)
        )
        if not places:
            message = f"{people} people do not fit into {len(rows)} units of {SMALLEST} to {LARGEST}"
            raise ValueError(message)
        sizes[places[int(rng.integers(len(places)))]] += step
    return sizes


def _movable(sizes: Sequence[int], places: Sequence[int] | range, step: int) -> list[int]:
    return [i for i in places if SMALLEST <= sizes[i] + step <= LARGEST]
