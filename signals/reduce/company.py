"""Who belongs where: people, units, managers and their reports; numbers only from here on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from signals.calendars.workdays import Schedule


@dataclass(frozen=True, slots=True)
class Member:
    """One line of people.csv."""

    person: str
    address: str
    unit: str
    is_manager: bool
    schedule: Schedule


@dataclass(frozen=True)
class Company:
    """People by number (their place in `members`) and the tree of units (unit -> parent, the root -> None)."""

    members: Sequence[Member]
    tree: Mapping[str, str | None]

    @cached_property
    def units(self) -> list[str]:
        """Units by number of the person."""
        return [member.unit for member in self.members]

    @cached_property
    def unit_names(self) -> list[str]:
        """Names of the units, sorted: a unit's number is its place here."""
        return sorted(self.tree)

    @cached_property
    def unit_numbers(self) -> list[int]:
        """Numbers of units by number of the person."""
        numbers = {name: number for number, name in enumerate(self.unit_names)}
        return [numbers[unit] for unit in self.units]

    @cached_property
    def managers(self) -> dict[str, frozenset[int]]:
        """Unit -> numbers of its managers; a unit without one is absent."""
        found: dict[str, set[int]] = {}
        for number, member in enumerate(self.members):
            if member.is_manager:
                found.setdefault(member.unit, set()).add(number)
        return {unit: frozenset(numbers) for unit, numbers in found.items()}

    @cached_property
    def reports(self) -> dict[str, frozenset[int]]:
        """Managed unit -> its other people, and the managers of units whose nearest managed ancestor it is."""
        found: dict[str, set[int]] = {unit: set() for unit in self.managers}
        for number, member in enumerate(self.members):
            above = self.nearest_managed(member.unit) if member.is_manager else member.unit
            if above in found:
                found[above].add(number)
        return {unit: frozenset(numbers) for unit, numbers in found.items()}

    def nearest_managed(self, unit: str) -> str | None:
        """Return the nearest ancestor of a unit, itself not included, that has a manager."""
        above = self.tree[unit]
        while above is not None and above not in self.managers:
            above = self.tree[above]
        return above

    def bosses(self, number: int) -> frozenset[int]:
        """Return a person's own managers; empty when nobody is."""
        member = self.members[number]
        unit = self.nearest_managed(member.unit) if member.is_manager else member.unit
        return frozenset() if unit is None else self.managers.get(unit, frozenset())

    def reports_of(self, number: int) -> frozenset[int]:
        """Return whom a person manages; empty for everybody who is no manager."""
        member = self.members[number]
        return self.reports[member.unit] if member.is_manager else frozenset()

    def span(self, number: int) -> float | None:
        """Return reports per manager of the person's unit; None for everybody who is no manager."""
        member = self.members[number]
        return len(self.reports[member.unit]) / len(self.managers[member.unit]) if member.is_manager else None
