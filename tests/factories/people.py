"""Units, people, memberships and accounts for tests."""

from datetime import date
from itertools import count
from typing import Any

from people.enums import Role
from people.models import Account, Membership, Person, RoleGrant, Unit

NUMBERS = count(1)


def unit(code: str | None = None, parent: Unit | None = None, **fields: Any) -> Unit:
    code = code or f"U{next(NUMBERS)}"
    return Unit.objects.create(code=code, name=fields.pop("name", code), parent=parent, **fields)


def person(code: str | None = None, **fields: Any) -> Person:
    code = code or f"p{next(NUMBERS)}"
    defaults: dict[str, Any] = {"name": f"Person {code}", "email": f"{code}@example.org"}
    return Person.objects.create(code=code, **(defaults | fields))


def member(of: Unit, start: date = date(2026, 1, 1), **fields: Any) -> Membership:
    who = fields.pop("person", None) or person()
    return Membership.objects.create(person=who, unit=of, start=start, **fields)


def members(of: Unit, number: int, start: date = date(2026, 1, 1)) -> list[Membership]:
    return [member(of, start) for _ in range(number)]


def account(*roles: Role, manages: Unit | None = None, email: str | None = None) -> Account:
    created = Account.objects.create_user(
        email or f"account{next(NUMBERS)}@example.org", display_name="Ann Example"
    )
    RoleGrant.objects.bulk_create([RoleGrant(account=created, role=role) for role in roles])
    if manages is not None:
        RoleGrant.objects.create(account=created, role=Role.MANAGER, unit=manages)
    return created
