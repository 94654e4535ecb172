"""Reads over units, people and memberships; nothing here writes.

Dates: a membership counts on `day` when `start <= day` and (`end` is empty or `end > day`).
"""

from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd
from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.db.models.expressions import RawSQL

from people.models import Membership, Person, Unit

PEOPLE_COLUMNS = [
    "person", "address", "unit", "is_manager", "time_zone", "region", "work_start", "work_end", "work_days",
]  # fmt: skip


def unit_tree() -> dict[str, str | None]:
    """Return unit code -> parent code, None for a root; empty without units."""
    return dict(Unit.objects.values_list("code", "parent__code"))


def children_of(tree: dict[str, str | None]) -> dict[str | None, list[str]]:
    """Return parent -> children of a tree, children in order of their codes."""
    children: dict[str | None, list[str]] = {}
    for code in sorted(tree):
        children.setdefault(tree[code], []).append(code)
    return children


# Walks along parents inside the database: a company of thousands of units is not read for a line of five.
ABOVE = """
WITH RECURSIVE line(id, code, parent_id, steps) AS (
    SELECT id, code, parent_id, 0 FROM people_unit WHERE code = %s
    UNION ALL
    SELECT up.id, up.code, up.parent_id, line.steps + 1 FROM people_unit up JOIN line ON up.id = line.parent_id
)
SELECT code FROM line WHERE steps > 0 ORDER BY steps"""
BELOW = """
WITH RECURSIVE found(id, code) AS (
    SELECT id, code FROM people_unit WHERE code = %s
    UNION ALL
    SELECT down.id, down.code FROM people_unit down JOIN found ON down.parent_id = found.id
)
SELECT code FROM found"""


def units_below(code: str) -> RawSQL:
    """Return the codes of a unit and of everything below it as a query inside a query: `filter(unit__in=...)`."""
    return RawSQL(BELOW, [code])  # noqa: S611  # a constant


def _walked(query: str, code: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(query, [code])
        return [str(found) for (found,) in cursor.fetchall()]


def subtree(code: str, tree: dict[str, str | None] | None = None) -> set[str]:
    """Return the codes of a unit and of everything below it; `tree` spares a query where it is known."""
    if tree is None:
        return {code, *_walked(BELOW, code)}
    children: dict[str | None, list[str]] = {}
    for below, above in tree.items():
        children.setdefault(above, []).append(below)
    found, waiting = set(), [code]
    while waiting:
        current = waiting.pop()
        found.add(current)
        waiting += children.get(current, [])
    return found


def ancestors(code: str, tree: Mapping[str, str | None] | None = None) -> list[str]:
    """Return the units above `code`, nearest first; `tree` spares a query where it is known."""
    if tree is None:
        return _walked(ABOVE, code)
    found: list[str] = []
    parent = tree.get(code)
    while parent is not None:
        found.append(parent)
        parent = tree.get(parent)
    return found


def unit_labels(codes: Iterable[str] | None = None) -> dict[str, str]:
    """Return unit code -> name in the language of the reader, for the named units or all."""
    units = Unit.objects.all() if codes is None else Unit.objects.filter(code__in=list(codes))
    return {unit.code: unit.label for unit in units}


def unit_label(code: str) -> str:
    """Return a unit's name in the language of the reader, or its code when it is not known."""
    return unit_labels([code]).get(code, code)


def memberships_on(day: date) -> QuerySet[Membership]:
    """Return the memberships in force on a day, person and unit loaded."""
    in_force = Q(start__lte=day) & (Q(end__isnull=True) | Q(end__gt=day))
    return Membership.objects.filter(in_force).select_related("person", "unit").order_by("person__code")


def headcount(on: date) -> dict[str, int]:
    """Return unit code -> own members on a day, without those of units below; a unit without members is absent."""
    return dict(memberships_on(on).order_by().values_list("unit__code").annotate(Count("pk")))


def leavers(start: date, end: date) -> list[Membership]:
    """Return the memberships with which people left the company in `start <= day < end`, in order of the day."""
    left = Membership.objects.filter(left_company=True, end__gte=start, end__lt=end)
    return list(left.select_related("person", "unit").order_by("end", "person__code"))


def people_frame(on: date) -> pd.DataFrame:
    """Return one row per person who works here on a day, in the columns of people.csv (`PEOPLE_COLUMNS`)."""
    rows = memberships_on(on).values_list(
        "person__code", "person__email", "unit__code", "is_manager", "person__time_zone", "person__region",
        "person__work_start", "person__work_end", "person__work_days",
    )  # fmt: skip
    frame = pd.DataFrame(list(rows), columns=PEOPLE_COLUMNS)
    for column in ("work_start", "work_end"):
        frame[column] = [value.strftime("%H:%M") for value in frame[column]]
    frame["is_manager"] = frame["is_manager"].astype(int)
    return frame


def roster_names() -> list[str]:
    """Return the names of everybody in the directory, those who left included, for redaction."""
    return list(Person.objects.order_by("name").values_list("name", flat=True).distinct())
