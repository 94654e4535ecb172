"""What the published numbers leave possible: linear programs over the answers behind one item of one wave.

Unknowns: how many people of each atom gave each value. Known: the size of every atom (the worst-case attacker knows who
answered), and of every line the mean and the favourable percent within their rounding, or the band, or the rougher
rounding of a coarse line. A group is *pinned* when nobody, or everybody, in it must be favourable, or must have chosen
the lowest or the highest value: then the answer of each of them is known.

Rounding (`privacy.md`, section 2): full = mean to 0.1 and whole percent; coarse = the sum to the nearest multiple of
2 (max - min) inside [n min, n max], the count to the nearest multiple of 5 inside [0, n].
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.attacks.released import Array, Incidence, Line, Scale

SLACK = 1e-6
COUNT_STEP = 5


@dataclass(frozen=True)
class Pinned:
    """A group of `people` of whom `what` is certain: `all` of them or `none`."""

    wave: str
    item: str
    people: int
    what: str
    group: str

    def __str__(self) -> str:
        return f"{self.wave} {self.item}: {self.what} of {self.people} people: {self.group}"


def sum_range(line: Line, n: int, scale: Scale) -> tuple[int, int]:
    """Return the smallest and largest sum of n answers that the line's mean allows."""
    lowest, highest = n * scale.minimum, n * scale.maximum
    if line.mean is None:
        return lowest, highest
    half = 0.05 * n
    low, high = line.mean * n - half, line.mean * n + half
    if line.coarse:
        step = 2 * (scale.maximum - scale.minimum)
        low, high = _unrounded(low, high, step, lowest, highest)
    return max(lowest, ceil(low - SLACK)), min(highest, floor(high + SLACK))


def count_range(line: Line, n: int) -> tuple[int, int]:
    """Return the smallest and largest number of favourable answers among n that the line allows."""
    if line.low is None or line.high is None:
        return 0, n
    low, high = (line.low - 0.5) * n / 100, (line.high + 0.5) * n / 100
    if line.coarse:
        low, high = _unrounded(low, high, COUNT_STEP, 0, n)
    return max(0, ceil(low - SLACK)), min(n, floor(high + SLACK))


def _unrounded(low: float, high: float, step: int, lowest: int, highest: int) -> tuple[float, float]:
    """Return what a number was before it was rounded to a multiple of `step` within its bounds.

    The outermost multiple stands for everything up to the bound beyond it.
    """
    first, last = ceil(lowest / step) * step, floor(highest / step) * step
    return (
        lowest if low <= first else low - step / 2,
        highest if high >= last else high + step / 2,
    )


class Program:
    """The answers behind one item of one wave, as an integer program."""

    def __init__(self, found: Incidence, scale: Scale) -> None:
        self.found, self.scale = found, scale
        self.values = np.arange(scale.minimum, scale.maximum + 1)
        self.atoms = len(found.sizes)
        self.liked = (
            self.values >= scale.favourable_from
            if scale.favourable_from is not None
            else np.zeros(len(self.values), dtype=bool)
        )
        self.constraints = [LinearConstraint(*self._sizes()), LinearConstraint(*self._published())]

    def per_person(self, row: Array, weights: Array) -> Array:
        """Return the coefficients of the sum of `weights` (per value) over the atoms of a 0/1 row."""
        found: Array = np.outer(row, weights).ravel()
        return found

    def _sizes(self) -> tuple[Array, Array, Array]:
        each = np.kron(np.eye(self.atoms), np.ones(len(self.values)))
        return each, self.found.sizes, self.found.sizes

    def _published(self) -> tuple[Array, Array, Array]:
        rows, ranges = [], []
        for line, row in zip(self.found.lines, self.found.matrix, strict=True):
            n = self.found.n(row)
            rows += [self.per_person(row, self.values), self.per_person(row, self.liked)]
            ranges += [sum_range(line, n, self.scale), count_range(line, n)]
        low, high = zip(*ranges, strict=True)
        return np.array(rows), np.array(low), np.array(high)

    def largest(self, objective: Array, *, whole: bool) -> float:
        """Return the largest value of a sum of unknowns; with `whole`, over whole numbers of people."""
        outcome = milp(
            -objective,
            constraints=self.constraints,
            bounds=Bounds(0, np.inf),
            integrality=np.ones(len(objective), dtype=np.int64) if whole else None,
        )
        if not outcome.success:
            message = f"the published numbers contradict each other: {outcome.message}"
            raise ValueError(message)
        return float(-outcome.fun)

    def certainly_zero(self, row: Array, weights: Array) -> bool:
        """Say whether nobody in the group can have one of the weighted values."""
        objective = self.per_person(row, weights)
        relaxed = self.largest(objective, whole=False)
        if relaxed < 1 - SLACK:
            return True
        # The relaxation splits people; only a bound near one person leaves a doubt that whole numbers can settle.
        return relaxed < 2 and self.largest(objective, whole=True) < 1 - SLACK


def pinned(found: Incidence, scale: Scale, *, below: int = 30, truth: Array | None = None) -> list[Pinned]:
    """Return the groups with fewer than `below` people whose answers are certain.

    Groups: every line, every atom, and what a line keeps beside a line inside it. `truth` are the answers by person, in
    the order the incidence counts people; where somebody in a group truly differs nothing can be certain, and no
    program is solved.
    """
    program = Program(found, scale)
    wanted = {
        "none favourable": program.liked,
        "all favourable": ~program.liked,
        "all at the bottom": program.values > scale.minimum,
        "all at the top": program.values < scale.maximum,
    }
    if scale.favourable_from is None:
        del wanted["none favourable"], wanted["all favourable"]
    elif len(program.values) == 2:
        del wanted["all at the bottom"], wanted["all at the top"]  # the same two, in other words
    certain: list[Pinned] = []
    for name, row in _groups(found, below):
        answers = None if truth is None else _answers(found, row, truth) - scale.minimum
        for what, weights in wanted.items():
            if answers is not None and weights[answers].any():
                continue
            if program.certainly_zero(row, weights):
                line = found.lines[0]
                certain.append(Pinned(line.wave, line.item, found.n(row), what, name))
    return certain


def _answers(found: Incidence, row: Array, truth: Array) -> Array:
    people = np.concatenate([found.members[atom] for atom in np.flatnonzero(row)])
    chosen: Array = truth[people].astype(np.int64)
    return chosen


def _groups(found: Incidence, below: int) -> Iterator[tuple[str, Array]]:
    """Yield (name, 0/1 row over atoms) of every group that an attacker can name, each once."""
    seen: set[bytes] = set()
    for name, row in _all_groups(found):
        key = row.astype(bool).tobytes()
        if key not in seen and 0 < found.n(row) < below:
            seen.add(key)
            yield name, row


def _all_groups(found: Incidence) -> Iterator[tuple[str, Array]]:
    inside = found.matrix.astype(bool)
    for line, row in zip(found.lines, inside, strict=True):
        yield line.name, row.astype(np.int64)
    for large, line in enumerate(found.lines):
        for small, part in enumerate(found.lines):
            if large != small and not (inside[small] & ~inside[large]).any():
                yield f"{line.name} without {part.name}", (inside[large] & ~inside[small]).astype(np.int64)
    for atom in range(inside.shape[1]):
        names = " & ".join(found.lines[line].name for line in np.flatnonzero(inside[:, atom]))
        yield f"those in {names} alone", np.eye(inside.shape[1], dtype=np.int64)[atom]
