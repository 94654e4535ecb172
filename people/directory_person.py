"""One person of the directory at a time, as an identity provider sends them; a file of everybody is `directory`."""

from datetime import date

from django.db import transaction

from people.directory import LEAVER_LIMIT, link_managers
from people.exceptions import KnownPersonError, ResourceError, TooManyInADayError
from people.models import Membership, Person, Unit
from people.scim.resource import Entry

FEW = 20  # a company so small may see half of its people leave on a day


def entry_of(person: Person) -> Entry:
    """Return what the directory keeps of a person."""
    current = _current(person)
    return Entry(
        code=person.code,
        email=person.email,
        name=person.name,
        is_active=person.is_active,
        language=person.language,
        time_zone=person.time_zone,
        unit=current.unit.code if current else "",
    )


@transaction.atomic
def add_person(given: Entry, *, on: date) -> Person:
    """Take a new person in, from `on`.

    Raises
    ------
    KnownPersonError
        Somebody has the code, or works here with the address.
    ResourceError
        `department` is no unit.
    """
    if Person.objects.filter(code=given.code).exists():
        raise KnownPersonError(attribute="externalId")
    person = Person(code=given.code)
    _save(person, given, on)
    return person


@transaction.atomic
def change_person(person: Person, given: Entry, *, on: date) -> Person:
    """Make a person what was given: a move counts from `on`, and so does leaving or coming back.

    The code stays. A manager who moves is no manager of the new unit until `import_people` says so.

    Raises
    ------
    KnownPersonError, ResourceError
        As in `add_person`.
    TooManyInADayError
        More than the limit of a file would have left on this day.
    """
    locked = Person.objects.select_for_update().get(pk=person.pk)
    if locked.is_active and not given.is_active:
        _check_day(on)
    _save(locked, given, on)
    return locked


def _save(person: Person, given: Entry, on: date) -> None:
    others = Person.objects.filter(email=given.email, is_active=True).exclude(code=given.code)
    if given.is_active and others.exists():
        raise KnownPersonError(attribute="userName")
    person.email, person.name, person.is_active = given.email, given.name, given.is_active
    person.language, person.time_zone = given.language, given.time_zone
    person.save()
    _place(person, _unit(given), on)
    link_managers()
    person.refresh_from_db()
    if person.account is not None and person.account.is_active != given.is_active:
        person.account.is_active = given.is_active
        person.account.save(update_fields=["is_active"])


def _unit(given: Entry) -> Unit | None:
    """Return where somebody belongs; without a unit a person is kept and asked nothing, and one that left is in none."""
    if not given.is_active or not given.unit:
        return None
    found = Unit.objects.filter(code=given.unit).first()
    if found is None:
        raise ResourceError(
            attribute="department", expected="the code of a unit; units come from import_people"
        )
    return found


def _place(person: Person, unit: Unit | None, on: date) -> None:
    current = _current(person)
    if current is not None and unit == current.unit:
        return
    if current is not None and current.start >= on:
        current.delete()  # who moves on the day he or she came never was in the first unit
    elif current is not None:
        current.end, current.left_company = on, not person.is_active
        current.save(update_fields=["end", "left_company"])
    if unit is not None:
        Membership.objects.create(person=person, unit=unit, start=on)


def _current(person: Person) -> Membership | None:
    return Membership.objects.filter(person=person, end__isnull=True).select_related("unit").first()


def _check_day(on: date) -> None:
    gone = Membership.objects.filter(end=on, left_company=True).count() + 1
    active = Person.objects.filter(is_active=True).count() + gone - 1
    if active >= FEW and gone > LEAVER_LIMIT * active:
        raise TooManyInADayError(gone, active, LEAVER_LIMIT)
