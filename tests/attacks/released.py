"""What the attacker has: released lines, and whom they can be about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Line:
    """One released line. `low` and `high` bound the favourable percent; None: not shown."""

    wave: str
    item: str
    units: frozenset[str]
    attribute: str
    chosen: frozenset[str]
    n_band: str
    mean: float | None
    low: int | None
    high: int | None
    coarse: bool
    trend: str

    @property
    def name(self) -> str:
        units = sorted(self.units)
        group = f"{units[0]}..{units[-1]} ({len(units)} units)" if len(units) > 3 else "+".join(units)
        return f"{group}[{self.attribute}={'/'.join(sorted(self.chosen))}]" if self.attribute else group


@dataclass(frozen=True)
class Scale:
    """Bounds of an item's values; answers are whole numbers."""

    minimum: int
    maximum: int
    favourable_from: int | None


@dataclass(frozen=True)
class World:
    """What the worst-case attacker knows beside the release.

    `answers`: wave, response, unit, item and attribute columns, one row per answer given; `roster`: wave, person, unit
    (both with inner units written as UNIT/*, as released lines write them). A `value` column in `answers` is never
    looked at by the attacks: `bounds` uses it as a witness, to skip programs whose outcome the truth already shows.
    """

    answers: pd.DataFrame
    roster: pd.DataFrame
    scales: Mapping[str, Scale]


def from_lines(rows: Iterable[Mapping[str, Any]]) -> list[Line]:
    """Read lines as `release_table` writes them (also the `released` lists of other reports)."""
    return [_line(row) for row in rows]


def _line(row: Mapping[str, Any]) -> Line:
    share = row["favourable_pct"]
    low, high = share if isinstance(share, list) else (share, share)
    part = row["slice"] or {"attribute": "", "values": []}
    return Line(
        wave=row["wave"],
        item=row["item"],
        units=frozenset(row["units"]),
        attribute=part["attribute"],
        chosen=frozenset(part["values"]),
        n_band=row["n_band"],
        mean=row["mean"],
        low=low,
        high=high,
        coarse=row["precision"] != "full",
        trend=str(row["trend"] if row["trend"] is not None else ""),
    )


def from_cells(cells: Iterable[Any], waves: Mapping[str, str] | None = None) -> list[Line]:
    """Read `ReleasedCell` rows; `waves` renames a table's source."""
    names = waves or {}
    return [
        Line(
            wave=names.get(cell.table.source, cell.table.source),
            item=cell.item,
            units=frozenset(cell.covers),
            attribute=cell.slice_attribute,
            chosen=frozenset(map(str, cell.slice_values)),
            n_band=cell.n_band,
            mean=cell.mean,
            low=cell.favourable_low,
            high=cell.favourable_high,
            coarse=cell.precision != "full",
            trend=str(cell.trend),
        )
        for cell in cells
    ]


def with_inner_leaves(frame: pd.DataFrame, tree: Mapping[str, str | None]) -> pd.DataFrame:
    """Write people of a unit that has children as `UNIT/*`, as released lines do."""
    inner = {parent for parent in tree.values() if parent is not None}
    return frame.assign(unit=[f"{unit}/*" if unit in inner else unit for unit in frame["unit"]])


@dataclass(frozen=True)
class Incidence:
    """Which groups of indistinguishable people enter which line.

    `lines[i]` covers atom `j` where `matrix[i, j]` is 1; atom `j` has `sizes[j]` people, `members[j]` are their rows in
    the frame the incidence was made from. People in no line are left out.
    """

    lines: tuple[Line, ...]
    matrix: Array
    sizes: Array
    members: tuple[Array, ...]

    @property
    def names(self) -> list[str]:
        """Return what each line is called, with its wave where there are several."""
        several = len({line.wave for line in self.lines}) > 1
        return [f"{line.wave}: {line.name}" if several else line.name for line in self.lines]

    def n(self, row: Array) -> int:
        """Return the number of people of a 0/1 row over atoms."""
        return int(row.astype(bool) @ self.sizes)


def incidence(lines: Iterable[Line], people: pd.DataFrame) -> Incidence:
    """Put lines over people: columns `unit`, `wave` and the attributes of the lines.

    Each line covers the people of its wave, units and slice.
    """
    kept = tuple(lines)
    return grouped(kept, np.array([_covers(line, people) for line in kept]).reshape(len(kept), len(people)))


def grouped(lines: tuple[Line, ...], covered: Array) -> Incidence:
    """Make atoms of people who are in the same lines; `covered` is (lines, people), true where a line has a person."""
    patterns: dict[bytes, list[int]] = {}
    for person in np.flatnonzero(covered.any(axis=0)):
        patterns.setdefault(covered[:, person].tobytes(), []).append(int(person))
    members = tuple(np.array(rows) for rows in patterns.values())
    columns = [rows[0] for rows in patterns.values()]
    sizes = np.array([len(rows) for rows in members], dtype=np.int64)
    return Incidence(lines, covered[:, columns].astype(np.int64), sizes, members)


def _covers(line: Line, people: pd.DataFrame) -> Array:
    covered = (people["wave"] == line.wave).to_numpy() & people["unit"].isin(line.units).to_numpy()
    if line.attribute:
        covered &= people[line.attribute].astype(str).isin(line.chosen).to_numpy()
    found: Array = covered
    return found
