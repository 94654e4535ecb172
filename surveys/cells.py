"""Merging units into ballot cells, so that no answer comes from a group that is too small; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from surveys.exceptions import LaunchError

MAX_CODE = 64


@dataclass(frozen=True, slots=True)
class CellPlan:
    """One ballot cell: its code, the units whose own members it holds, the node above it, and how many people."""

    code: str
    covers: tuple[str, ...]
    parent: str
    size: int


@dataclass(frozen=True, slots=True)
class _Group:
    """Units that answer together; `at` is the node under which they were brought together."""

    units: frozenset[str]
    size: int
    at: str

    def order(self) -> tuple[int, list[str]]:
        return self.size, sorted(self.units)


def _join(groups: Iterable[_Group], at: str) -> _Group:
    groups = list(groups)
    units: frozenset[str] = frozenset().union(*(group.units for group in groups))
    return _Group(units, sum(group.size for group in groups), at)


def _pack(small: list[_Group], at: str, minimum: int) -> tuple[list[_Group], list[_Group]]:
    """Join small groups, smallest first, into as many as reach the minimum; the second list is what is left."""
    packed: list[_Group] = []
    waiting = sorted(small, key=_Group.order)
    while sum(group.size for group in waiting) >= minimum:
        taken: list[_Group] = []
        while sum(group.size for group in taken) < minimum:
            taken.append(waiting.pop(0))
        packed.append(_join(taken, at))
    return packed, waiting


def _host(done: list[_Group], near: list[_Group], *, at_root: bool) -> _Group | None:
    """Return the group that takes in what is left: the smallest close by, or at the root the smallest of all."""
    choice = near or (done if at_root else [])
    return min(choice, key=_Group.order) if choice else None


class _Merger:
    def __init__(self, tree: Mapping[str, str | None], counts: Mapping[str, int], minimum: int) -> None:
        self.counts, self.minimum = counts, minimum
        self.children: dict[str | None, list[str]] = {}
        for unit in sorted(tree):
            self.children.setdefault(tree[unit], []).append(unit)

    def gather(self, unit: str, *, at_root: bool = False) -> tuple[list[_Group], list[_Group]]:
        """Return the finished groups below and in a unit, and the groups that are still too small."""
        own = _Group(frozenset([unit]), self.counts.get(unit, 0), unit)
        if unit not in self.children:
            return ([own], []) if own.size >= self.minimum else ([], [own] if own.size else [])
        done: list[_Group] = []
        near: list[_Group] = []
        small: list[_Group] = []
        for child in self.children[unit]:
            finished, left = self.gather(child)
            done += finished
            small += left
            near += finished if len(finished) == 1 and not left else []
        if own.size >= self.minimum:
            done.append(own)
            near.append(own)
        elif own.size:
            small.append(own)
        packed, left = _pack(small, unit, self.minimum)
        return self._settle(unit, done + packed, near + packed, left, at_root=at_root)

    def _settle(
        self, unit: str, done: list[_Group], near: list[_Group], left: list[_Group], *, at_root: bool
    ) -> tuple[list[_Group], list[_Group]]:
        host = _host(done, near, at_root=at_root) if left else None
        if host is None:
            return done, left
        done = [group for group in done if group is not host]
        return [*done, _join([host, *left], unit)], []


def _populated(tree: Mapping[str, str | None], counts: Mapping[str, int]) -> dict[str, set[str]]:
    """Return node -> the units with own members in and below it."""
    below: dict[str, set[str]] = {unit: set() for unit in tree}
    for unit, count in counts.items():
        node: str | None = unit if count else None
        while node is not None:
            below[node].add(unit)
            node = tree[node]
    return below


def _short(code: str) -> str:
    if len(code) <= MAX_CODE:
        return code
    return f"{code[: MAX_CODE - 9]}-{sha256(code.encode()).hexdigest()[:8]}"


def _line(units: frozenset[str], tree: Mapping[str, str | None]) -> list[str]:
    """Return one of the units and the nodes above it: only these can have all of them in or below."""
    found = [min(units)]
    while (parent := tree[found[-1]]) is not None:
        found.append(parent)
    return found


def _ancestor(units: frozenset[str], tree: Mapping[str, str | None], below: Mapping[str, set[str]]) -> str:
    """Return the lowest node that has all these units in or below it."""
    around = [node for node in _line(units, tree) if units <= below[node]]
    return min(around, key=lambda node: (len(below[node]), node))


def _plan(group: _Group, tree: Mapping[str, str | None], below: Mapping[str, set[str]]) -> CellPlan:
    """Name a group: after the node it fills, after its only unit, or after its units."""
    covers = tuple(sorted(group.units))
    if len(covers) == 1 and below[covers[0]] == group.units:
        return CellPlan(covers[0], covers, tree[covers[0]] or "", group.size)
    filled = [node for node in _line(group.units, tree) if below[node] == group.units]
    if filled:
        node = max(filled, key=lambda one: (_depth(one, tree), one))
        return CellPlan(node, covers, tree[node] or "", group.size)
    if len(covers) == 1:
        return CellPlan(_short(f"{covers[0]}/*"), covers, covers[0], group.size)
    return CellPlan(_short("+".join(covers)), covers, _ancestor(group.units, tree, below), group.size)


def _depth(node: str, tree: Mapping[str, str | None]) -> int:
    depth, parent = 0, tree[node]
    while parent is not None:
        depth, parent = depth + 1, tree[parent]
    return depth


def plan_cells(tree: Mapping[str, str | None], counts: Mapping[str, int], minimum: int) -> list[CellPlan]:
    """Return the ballot cells of a company: each with `minimum` people or more, and everybody in exactly one.

    A unit large enough stands alone. Smaller ones are joined with their siblings under the nearest node above, in
    as many groups as reach the minimum; a rest joins the smallest neighbour there, or is carried up when it has
    none. A group that fills a node takes its code.

    Parameters
    ----------
    tree
        Unit -> parent, None for the root.
    counts
        Unit -> people asked among its own members; absent is 0.
    minimum
        Smallest allowed cell, people.
    """
    counts = {unit: count for unit, count in counts.items() if count}
    people = sum(counts.values())
    if people < minimum:
        reason = f"{people} people are asked: expected {minimum} at least"
        raise LaunchError(reason)
    below = _populated(tree, counts)
    roots = [unit for unit, parent in tree.items() if parent is None and below[unit]]
    if len(roots) != 1:
        reason = f"the people asked belong to {len(roots)} separate trees of units: expected one"
        raise LaunchError(reason)
    done, _ = _Merger(tree, counts, minimum).gather(roots[0], at_root=True)
    return sorted((_plan(group, tree, below) for group in done), key=lambda cell: cell.code)
