"""How a company is divided: whole units, some people each. Pure."""

import hashlib
from collections.abc import Iterator

from signals.connectors.base import Part
from signals.reduce.company import Company

PEOPLE = (
    100  # in a shard at least, but for the last: enough to be worth a message, few enough to share out evenly
)


def parts_of(company: Company, people: int = PEOPLE) -> list[Part]:
    """Return the shards of a company, at least one; the first takes what belongs to nobody, so that it is counted once."""
    groups = list(_groups(company, people)) or [[]]
    return [Part(frozenset(group), has_strangers=place == 0) for place, group in enumerate(groups)]


def _groups(company: Company, people: int) -> Iterator[list[int]]:
    by_unit: dict[str, list[int]] = {}
    for number, unit in enumerate(company.units):
        by_unit.setdefault(unit, []).append(number)
    group: list[int] = []
    for unit in sorted(by_unit):
        group += by_unit[unit]
        if len(group) >= people:
            yield group
            group = []
    if group:
        yield group


def fingerprint(company: Company) -> str:
    """Return what two workers compare, so that a number is the same person to both."""
    tree = sorted(company.tree.items(), key=lambda item: item[0])
    return hashlib.sha256(repr((list(company.members), tree)).encode()).hexdigest()
