"""What the published numbers leave possible: linear programs over the answers behind one item of one wave.

Unknowns: the favourable answers and the sum of each atom. Known: the size of every atom (the worst-case attacker knows who
answered), and of every line the mean and the favourable percent within their rounding, or the band, or the rougher
rounding of a coarse line. A group is *pinned* when nobody, or everybody, in it must be favourable, or must have chosen
the lowest or the highest value: then the answer of each of them is known.

Rounding (`privacy.md`, section 2): full = mean to 0.1 and whole percent; coarse = the sum to the nearest multiple of
2 (max - min) inside [n min, n max], the count to the nearest multiple of 5 inside [0, n].
"""

from collections.abc import Callable, Iterator
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
    """The answers behind one item of one wave: favourable answers and sum of every atom, whole numbers.

    Given f favourable answers among n, exactly the whole sums from f x favourable_from + (n - f) x minimum to
    f x maximum + (n - f) x (favourable_from - 1) can occur, so that two unknowns an atom say as much as one a value.
    """

    def __init__(self, found: Incidence, scale: Scale) -> None:
        self.found, self.scale = found, scale
        likes, sums = self._published()
        each = np.eye(len(found.sizes))
        n, lowest, highest = found.sizes, scale.minimum, scale.maximum
        edge = highest if scale.favourable_from is None else scale.favourable_from
        self.liked_at_most = np.zeros_like(n) if scale.favourable_from is None else n
        # sum - f (edge - lowest) >= n lowest;  sum - f (highest - edge + 1) <= n (edge - 1)
        below = highest if scale.favourable_from is None else edge - 1
        none = np.zeros_like(found.matrix)
        self.rows = np.vstack(
            [
                np.hstack([found.matrix, none]),
                np.hstack([none, found.matrix]),
                np.hstack([-(edge - lowest) * each, each]),
                np.hstack([-(highest - below) * each, each]),
            ]
        )
        free = np.full(len(n), np.inf)
        self.low = np.concatenate([likes[0], sums[0], n * lowest, -free])
        self.high = np.concatenate([likes[1], sums[1], free, n * below])
        self.bounds = Bounds(
            np.concatenate([np.zeros_like(n), n * lowest]), np.concatenate([self.liked_at_most, n * highest])
        )

    def _published(self) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
        sizes = [self.found.n(row) for row in self.found.matrix]
        pairs = list(zip(self.found.lines, sizes, strict=True))
        likes = np.array([count_range(line, n) for line, n in pairs])
        sums = np.array([sum_range(line, n, self.scale) for line, n in pairs])
        return (likes[:, 0], likes[:, 1]), (sums[:, 0], sums[:, 1])

    def possible(self, objective: Array, low: float, high: float) -> bool:
        """Say whether the published numbers leave room for low <= objective <= high, in whole people."""
        outcome = milp(
            np.zeros(len(objective)),
            constraints=LinearConstraint(
                np.vstack([self.rows, objective]), np.append(self.low, low), np.append(self.high, high)
            ),
            bounds=self.bounds,
            integrality=np.ones(len(objective), dtype=np.int64),
        )
        if outcome.status not in (0, 2):
            raise ProgramError(str(outcome.message))
        return bool(outcome.status == 0)


class ProgramError(Exception):
    """The solver gave up: neither safe nor unsafe."""


def pinned(found: Incidence, scale: Scale, *, below: int = 30, truth: Array | None = None) -> list[Pinned]:
    """Return the groups with fewer than `below` people whose answers are certain.

    Groups: every line, every atom, and what a line keeps beside a line inside it. `truth` are the answers by person, in
    the order the incidence counts people; where somebody in a group truly differs nothing can be certain, and no
    program is solved.
    """
    program: Program | None = None
    certain: list[Pinned] = []
    for name, row in _groups(found, below):
        answers = None if truth is None else _answers(found, row, truth)
        for what, differs in _questions(scale).items():
            if answers is not None and differs(answers).any():
                continue
            program = program or Program(found, scale)
            if not program.possible(*_differently(what, row, found.n(row), scale)):
                line = found.lines[0]
                certain.append(Pinned(line.wave, line.item, found.n(row), what, name))
    return certain


def _questions(scale: Scale) -> dict[str, Callable[[Array], Array]]:
    """Return what may be certain of a group -> which of its answers contradict it."""
    edge = scale.favourable_from
    agreed: dict[str, Callable[[Array], Array]] = {}
    if edge is not None:
        agreed["none favourable"] = lambda values: values >= edge
        agreed["all favourable"] = lambda values: values < edge
    if edge is None or scale.maximum - scale.minimum > 1:
        agreed["all at the bottom"] = lambda values: values > scale.minimum
        agreed["all at the top"] = lambda values: values < scale.maximum
    return agreed


def _differently(what: str, row: Array, n: int, scale: Scale) -> tuple[Array, float, float]:
    """Return the condition under which at least one of the n people of a 0/1 row contradicts `what`."""
    nobody = np.zeros_like(row)
    liked, total = np.concatenate([row, nobody]), np.concatenate([nobody, row])
    return {
        "none favourable": (liked, 1.0, np.inf),
        "all favourable": (liked, -np.inf, n - 1.0),
        "all at the bottom": (total, n * scale.minimum + 1.0, np.inf),
        "all at the top": (total, -np.inf, n * scale.maximum - 1.0),
    }[what]


def _answers(found: Incidence, row: Array, truth: Array) -> Array:
    people = np.concatenate([found.members[atom] for atom in np.flatnonzero(row)])
    chosen: Array = truth[people]
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
