"""Every comparison that a page of results makes, judged together: against the wave before, the group above, the company."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from engagement.results.chance import Reading, marked, p_of_change, p_of_gap
from engagement.results.readings import CellLike, together
from surveys.comparability import comparable
from surveys.models import Question

BEFORE, ABOVE, COMPANY = "before", "above", "company"
ITEM = "item:"

Cells: TypeAlias = Mapping[tuple[str, str], CellLike]
Key: TypeAlias = tuple[str, str, str]


def item_measure(question: Question) -> str:
    """Return the name under which a single question is compared, apart from constructs of the same name."""
    return f"{ITEM}{question.key}"


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference in percentage points (None: only the direction can be said) and whether it survives chance."""

    points: int | None
    direction: str
    marked: bool


@dataclass(frozen=True)
class Side:
    """One wave's cells and its questions by measure: construct, or a single item."""

    cells: Cells
    measures: Mapping[str, Sequence[Question]]

    def reading(self, node: str, measure: str) -> Reading | None:
        """Return what was released of a measure for a node."""
        return together([self.cells.get((node, question.key)) for question in self.measures.get(measure, [])])


@dataclass
class Compared:
    """The comparisons of one page; `judge` first, then look up."""

    now: Side
    before: Side | None = None
    _pairs: dict[Key, tuple[Reading, Reading]] = field(default_factory=dict)
    _found: dict[Key, Difference] = field(default_factory=dict)

    def with_before(self, node: str, measures: Iterable[str]) -> None:
        """Compare a node with itself in the wave before, where the questions and the people's units are the same."""
        if self.before is None:
            return
        for measure in measures:
            if self._comparable(self.before, node, measure):
                self._add((BEFORE, node, measure), self.before.reading(node, measure))

    def with_group(self, kind: str, node: str, around: str, measures: Iterable[str]) -> None:
        """Compare a node with a larger group that includes it."""
        for measure in measures:
            self._add((kind, node, measure), self.now.reading(around, measure))

    def _add(self, key: Key, other: Reading | None) -> None:
        own = self.now.reading(key[1], key[2])
        if own is not None and other is not None:
            self._pairs[key] = (own, other)

    def _comparable(self, before: Side, node: str, measure: str) -> bool:
        now, then = self.now.measures[measure], before.measures.get(measure, [])
        return len(now) == len(then) and all(
            comparable(one, other) and self._covers(self.now, node, one) == self._covers(before, node, other)
            for one, other in zip(now, then, strict=True)
        )

    @staticmethod
    def _covers(side: Side, node: str, question: Question) -> object:
        return getattr(side.cells.get((node, question.key)), "group", None)

    def judge(self) -> "Compared":
        """Decide over all comparisons at once which to mark."""
        tests = [
            (p_of_change if kind == BEFORE else p_of_gap)(*pair) for (kind, _, _), pair in self._pairs.items()
        ]
        for (key, (own, other)), keep in zip(self._pairs.items(), marked(tests), strict=True):
            self._found[key] = _difference(own, other, keep)
        return self

    def get(self, kind: str, node: str, measure: str) -> Difference | None:
        """Return one comparison; None where there was nothing to compare with."""
        return self._found.get((kind, node, measure))

    def marks(self, kinds: Iterable[str]) -> list[tuple[Key, Difference]]:
        """Return the marked comparisons of some kinds, the largest first."""
        wanted = set(kinds)
        found = [(key, one) for key, one in self._found.items() if one.marked and key[0] in wanted]
        return sorted(found, key=lambda pair: (-abs(pair[1].points or 0), pair[0]))


def _difference(own: Reading, other: Reading, keep: bool) -> Difference:
    """Return the difference of two readings: points where both are exact, else only its direction."""
    points = round(own.middle - other.middle)
    direction = "up" if points > 0 else "down" if points < 0 else "flat"
    return Difference(points if own.exact and other.exact else None, direction, keep)
