"""Freezing who is asked."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction

from people.models import Person, Roster, RosterEntry, Unit
from people.selectors import memberships_on


def members_on(on: date, units: Collection[str] | None = None) -> list[tuple[Person, Unit]]:
    """Return who works in the named units (codes; all by default) on a day, with the unit each belongs to."""
    memberships = memberships_on(on)
    if units is not None:
        memberships = memberships.filter(unit__code__in=list(units))
    return [(membership.person, membership.unit) for membership in memberships]


@transaction.atomic
def freeze_roster(*, members: Iterable[tuple[Person, Unit]], on: date) -> Roster:
    """Store who is asked, and from which unit; a person named twice raises an `IntegrityError`."""
    roster = Roster.objects.create(frozen_on=on)
    RosterEntry.objects.bulk_create(
        [RosterEntry(roster=roster, person=person, unit=unit) for person, unit in members], batch_size=500
    )
    return roster
