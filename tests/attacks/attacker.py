"""One call that tries everything on everything released."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from tests.attacks.bounds import Pinned, pinned
from tests.attacks.combinations import Thin, differences, small_groups, thin_combinations
from tests.attacks.released import Array, Incidence, Line, World, grouped, incidence


@dataclass(frozen=True)
class Outcome:
    """What the attacks found, and how much they were run on."""

    lines: int = 0
    groups: int = 0
    thin: list[Thin] = field(default_factory=list)
    across: list[Thin] = field(default_factory=list)
    certain: list[Pinned] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Say whether anything leaks."""
        return bool(self.thin or self.across or self.certain)

    def __str__(self) -> str:
        leaks = [*map(str, self.thin), *map(str, self.across), *map(str, self.certain)]
        return f"{self.lines} lines, {self.groups} wave-items: " + ("; ".join(leaks) or "nothing")


def attack(
    lines: Sequence[Line], world: World, *, k: int = 5, across: bool = False, programs: bool = True
) -> Outcome:
    """Attack everything released.

    Parameters
    ----------
    lines
        Everything released, of all waves.
    world
        Who answered what when, rosters and scales.
    k
        The promised smallest group.
    across
        Also combine the waves: a full-precision line is taken as a sum over its roster, as if everybody on it had
        answered and answers had not changed. `strict` promises that nothing is found.
    programs
        Also solve the programs of `bounds`.
    """
    thin: list[Thin] = []
    certain: list[Pinned] = []
    groups = list(_groups(lines, world.answers))
    seen: dict[bytes, list[Thin]] = {}
    for (wave, item), found, people in groups:
        # Items that the same people answered have the same rows: the search is about people, not about values.
        key = found.matrix.tobytes() + found.sizes.tobytes()
        if key not in seen:
            seen[key] = [*small_groups(found, k), *differences(found, k), *thin_combinations(found, k)]
        thin += [replace(leak, wave=wave, item=item) for leak in seen[key]]
        if programs:
            truth = _truth(people)
            certain += pinned(found, world.scales[item], truth=truth)
    return Outcome(len(lines), len(groups), thin, over_waves(lines, world, k) if across else [], certain)


def _groups(
    lines: Sequence[Line], answers: pd.DataFrame
) -> Iterator[tuple[tuple[str, str], Incidence, pd.DataFrame]]:
    by_key = {key: part.reset_index(drop=True) for key, part in answers.groupby(["wave", "item"])}
    kept: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        kept.setdefault((line.wave, line.item), []).append(line)
    for key, some in kept.items():
        yield key, incidence(some, by_key[key]), by_key[key]


def _truth(people: pd.DataFrame) -> Array | None:
    return np.asarray(people["value"].to_numpy(), dtype=np.int64) if "value" in people else None


def over_waves(lines: Sequence[Line], world: World, k: int) -> list[Thin]:
    """Return the thin combinations of full-precision lines of all waves, item by item, over the rosters.

    Slices are left out: a roster does not say who would have answered in which slice.
    """
    thin: list[Thin] = []
    for item in dict.fromkeys(line.item for line in lines):
        some = [line for line in lines if line.item == item and not line.coarse and not line.attribute]
        found = _over_rosters(some, world.roster)
        leaks = [*small_groups(found, k), *differences(found, k), *thin_combinations(found, k)]
        thin += [replace(leak, wave="all waves", item=item) for leak in leaks]
    return thin


def _over_rosters(lines: Sequence[Line], roster: pd.DataFrame) -> Incidence:
    """Put lines over persons, whatever the wave: a person counts in a line of a wave that he or she was on."""
    persons = {person: place for place, person in enumerate(roster["person"].unique())}
    covered = np.zeros((len(lines), len(persons)), dtype=bool)
    for row, line in enumerate(lines):
        there = roster[(roster["wave"] == line.wave) & roster["unit"].isin(line.units)]
        covered[row, [persons[person] for person in there["person"]]] = True
    return grouped(tuple(lines), covered)
