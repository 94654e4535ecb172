"""Linking people to answers by order: what somebody who holds every copy and every log could try.

A clue puts the people, or the answers, of a group in an order: where a row lies, its id, its transaction, the line of
a log. The attacker lays a clue of the people beside a clue of the answers, forwards or backwards, and says that the
first belongs to the first. Which pair of clues works he learns in half of the groups, where somebody told him the
truth; what is counted is how often he is right in the other half, and the other way round.
"""

import random
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from scipy import stats

Clue = Mapping[Any, Any]
Clues = Mapping[str, Clue]
Group = Mapping[Hashable, Hashable]


@dataclass(frozen=True, slots=True)
class Pair:
    """One way to attack: a clue of the people laid beside a clue of the answers."""

    people: str
    answers: str
    backwards: bool


@dataclass(frozen=True, slots=True)
class Linked:
    """How often the attacker was right: hits of n people, the chance of guessing, and what he laid side by side."""

    hits: int
    people: int
    chance: float
    used: tuple[Pair, ...]

    @property
    def rate(self) -> float:
        """Share of people linked to their own answers; 0 where there is nobody."""
        return self.hits / self.people if self.people else 0.0

    @property
    def bound(self) -> float:
        """Chance of guessing plus three standard errors."""
        error = (self.chance * (1 - self.chance) / self.people) ** 0.5 if self.people else 0.0
        return self.chance + 3 * error


def _ordered(of: Sequence[Hashable], clue: Clue, rng: random.Random) -> list[Hashable]:
    """Return those who have a place, by their place; ties fall either way."""
    known = [one for one in of if one in clue]
    rng.shuffle(known)
    return sorted(known, key=lambda one: clue[one])


def hits(group: Group, people: Clue, answers: Clue, *, backwards: bool, rng: random.Random) -> int:
    """Count who of a group is linked to the right answer; `group` is the truth, person -> answer."""
    asked = _ordered(list(group), people, rng)
    given = _ordered(list(group.values()), answers, rng)
    if backwards:
        given.reverse()
    return sum(group[person] == answer for person, answer in zip(asked, given, strict=False))


def link(groups: Sequence[Group], people: Clues, answers: Clues) -> Linked:
    """Return how many are linked by an attacker who learns in one half of the groups what to do in the other."""
    rng = random.Random(0)
    pairs = [Pair(*one) for one in product(people, answers, (False, True))]

    def right(pair: Pair, among: Sequence[Group]) -> int:
        clues = people[pair.people], answers[pair.answers]
        return sum(hits(group, *clues, backwards=pair.backwards, rng=rng) for group in among)

    found, used = 0, []
    for known, attacked in ((groups[::2], groups[1::2]), (groups[1::2], groups[::2])):
        best = max(pairs, key=lambda pair: right(pair, known))
        found += right(best, attacked)
        used.append(best)
    number = sum(len(group) for group in groups)
    return Linked(found, number, len(groups) / number if number else 0.0, tuple(used))


def spearman(groups: Sequence[Group], entered: Clue, lying: Clue) -> tuple[float, float]:
    """Return the rank correlation of two orders of the same answers over all groups, and 3/sqrt(n), its bound."""
    both = [one for group in groups for one in group.values() if one in entered and one in lying]
    ranked = stats.spearmanr([entered[one] for one in both], [lying[one] for one in both])
    return float(ranked.statistic), 3 / len(both) ** 0.5
