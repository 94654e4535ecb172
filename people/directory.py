"""Bringing the directory up to date: units, people, memberships with dates, managers' accounts.

A file is the whole truth of a day: who is missing from it has left. A file that would deactivate more than
`LEAVER_LIMIT` of the active people is refused, because a truncated export is likelier than such a day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from people.directory_file import PersonRow, UnitRow
from people.enums import Role
from people.exceptions import TooManyLeaversError
from people.models import Account, DirectoryImport, Membership, Person, RoleGrant, Unit

LEAVER_LIMIT = 0.40


@dataclass(frozen=True, slots=True)
class Difference:
    """What an import would do, by person code."""

    created: list[str]
    changed: list[str]
    moved: list[str]
    deactivated: list[str]


def _remaining(people: Sequence[PersonRow], on: date) -> list[PersonRow]:
    return [row for row in people if row.left is None or row.left > on]


def compare(*, people: Sequence[PersonRow], on: date) -> Difference:
    """Return what the file would change; raise `TooManyLeaversError` over the limit."""
    stored = {person.code: person for person in Person.objects.all()}
    current = {
        membership.person.code: (membership.unit.code, membership.is_manager)
        for membership in Membership.objects.filter(end__isnull=True).select_related("person", "unit")
    }
    rows = {row.code: row for row in _remaining(people, on)}
    deactivated = [code for code in current if code not in rows]
    if current and len(deactivated) > LEAVER_LIMIT * len(current):
        raise TooManyLeaversError(len(deactivated), len(current), LEAVER_LIMIT)
    known = [row for code, row in rows.items() if code in current]
    return Difference(
        created=[code for code in rows if code not in current],
        changed=[row.code for row in known if _differs(stored[row.code], row)],
        moved=[row.code for row in known if current[row.code] != (row.unit, row.is_manager)],
        deactivated=deactivated,
    )


def _differs(person: Person, row: PersonRow) -> bool:
    return any(getattr(person, name) != value for name, value in row.fields.items())


@transaction.atomic
def apply_directory(
    *, people: Sequence[PersonRow], units: Sequence[UnitRow], ran_by: str, on: date
) -> DirectoryImport:
    """Make the directory equal to the rows, as of `on`; all of it or nothing.

    Parameters
    ----------
    people
        Everybody who works here on that day.
    units
        Units to create or rename; units that are not named stay as they are.
    ran_by
        Who imports, kept with the counts.
    on
        The day from which new memberships count and on which vanished people have left; `joined` and `left` of a
        row are kept where they are given.
    """
    difference = compare(people=people, on=on)
    _save_units(units)
    stored = _save_people(people, on)
    moved = set(difference.moved)
    _end_memberships(people, moved=moved, left=set(difference.deactivated), on=on)
    _start_memberships(people, stored, started=set(difference.created) | moved, on=on)
    link_managers()
    return DirectoryImport.objects.create(
        ran_by=ran_by,
        created=len(difference.created),
        changed=len(set(difference.changed) | moved),
        deactivated=len(difference.deactivated),
    )


def _save_units(rows: Sequence[UnitRow]) -> None:
    stored = {unit.code: unit for unit in Unit.objects.all()}
    new = [Unit(code=row.code, name=row.name or row.code) for row in rows if row.code not in stored]
    stored |= {unit.code: unit for unit in Unit.objects.bulk_create(new, batch_size=500)}
    changed: list[Unit] = []
    for row in rows:
        unit = stored[row.code]
        before = (unit.name, unit.name_zh, unit.parent_id)
        unit.name, unit.name_zh = row.name or unit.name, row.name_zh or unit.name_zh
        unit.parent = stored[row.parent] if row.parent else None
        if before != (unit.name, unit.name_zh, unit.parent_id):
            changed.append(unit)
    Unit.objects.bulk_update(changed, ["name", "name_zh", "parent"], batch_size=500)


def _save_people(rows: Sequence[PersonRow], on: date) -> dict[str, Person]:
    stored = {person.code: person for person in Person.objects.all()}
    staying = {row.code for row in _remaining(rows, on)}
    new: list[Person] = []
    changed: list[Person] = []
    for row in rows:
        person = stored.get(row.code) or Person(code=row.code, name=row.code)
        active = row.code in staying
        if row.code not in stored:
            new.append(person)
        elif person.is_active != active or _differs(person, row):
            changed.append(person)
        for name, value in {**row.fields, "is_active": active}.items():
            setattr(person, name, value)
    names = [
        "name",
        "email",
        "language",
        "time_zone",
        "region",
        "work_start",
        "work_end",
        "work_days",
        "is_active",
    ]
    Person.objects.bulk_update(changed, names, batch_size=500)
    stored |= {person.code: person for person in Person.objects.bulk_create(new, batch_size=500)}
    Person.objects.filter(is_active=True).exclude(code__in=staying).update(is_active=False)
    return stored


def _end_memberships(rows: Sequence[PersonRow], *, moved: set[str], left: set[str], on: date) -> None:
    days = {row.code: row.left for row in rows if row.left is not None and row.left <= on}
    ended: list[Membership] = []
    empty: list[Membership] = []
    for membership in Membership.objects.filter(end__isnull=True).select_related("person"):
        code = membership.person.code
        if code not in moved | left:
            continue
        membership.end = days.get(code, on)
        membership.left_company = code in left
        # Somebody who moves on the day he or she came never was in the first unit.
        (ended if membership.end > membership.start else empty).append(membership)
    Membership.objects.bulk_update(ended, ["end", "left_company"], batch_size=500)
    Membership.objects.filter(pk__in=[membership.pk for membership in empty]).delete()


def _start_memberships(
    rows: Sequence[PersonRow], stored: dict[str, Person], *, started: set[str], on: date
) -> None:
    units = {unit.code: unit for unit in Unit.objects.all()}
    returning = set(Membership.objects.values_list("person__code", flat=True))
    Membership.objects.bulk_create(
        [
            Membership(
                person=stored[row.code],
                unit=units[row.unit],
                is_manager=row.is_manager,
                start=on if row.code in returning or row.joined is None else row.joined,
            )
            for row in rows
            if row.code in started
        ],
        batch_size=500,
    )


def link_managers() -> None:
    """Give each manager with an address an account and the grant for the unit; take back what ended."""
    managing = Membership.objects.filter(end__isnull=True, is_manager=True).exclude(person__email="")
    accounts = {account.email: account for account in Account.objects.all()}
    wanted: dict[tuple[object, int], RoleGrant] = {}
    for membership in managing.select_related("person"):
        person = membership.person
        account = accounts.get(person.email) or Account.objects.create_user(
            person.email, display_name=person.name, language=person.language
        )
        accounts[person.email] = account
        if person.account_id != account.pk:
            Person.objects.filter(pk=person.pk).update(account=account)
        wanted[account.pk, membership.unit_id] = RoleGrant(
            account=account, role=Role.MANAGER, unit_id=membership.unit_id
        )
    stored = RoleGrant.objects.filter(role=Role.MANAGER, account__person__isnull=False)
    for grant in stored:
        if grant.unit_id is None or wanted.pop((grant.account_id, grant.unit_id), None) is None:
            grant.delete()
    RoleGrant.objects.bulk_create(wanted.values(), batch_size=500)
