"""A company whose people answer over HTTP, for the benches of ballots; Django has to be set up before."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from people.models import Membership, Person, Unit
from surveys.invitations import invite
from surveys.models import Wave
from tests.factories import surveys

SPREAD = 11


@dataclass(frozen=True, slots=True)
class Invited:
    """One person with a link, the group, and what he or she will answer: no two of a group answer alike."""

    person: int
    cell: int
    link: str
    answers: tuple[int, int]

    @property
    def form(self) -> dict[str, str]:
        """The filled form; the comment names its writer's answers, so that it can be told from every other."""
        first, second = self.answers
        return {"a": str(first), "b": str(second), "why": f"Comment {first} and {second} of {self.cell}"}


def company(people: int, group: int, prefix: str = "") -> Wave:
    """Return an open wave for so many people in units of `group`, nobody invited yet."""
    start = timezone.localdate() - timedelta(days=400)
    root, _ = Unit.objects.get_or_create(code="ROOT", name="Acme")
    units = Unit.objects.bulk_create(
        Unit(code=f"{prefix}U{number}", name=f"Unit {number}", parent=root)
        for number in range(people // group)
    )
    staff = Person.objects.bulk_create(
        Person(
            code=f"{prefix}p{number}", name=f"Person {number}", email=f"{prefix}canary.{number}@example.org"
        )
        for number in range(people)
    )
    Membership.objects.bulk_create(
        Membership(person=person, unit=units[number % len(units)], start=start)
        for number, person in enumerate(staff)
    )
    asked = surveys.questionnaire(
        surveys.question("a", "scale10"), surveys.question("b", "scale10"), surveys.question("why", "text")
    )
    today = timezone.localdate()
    return surveys.wave(asked, opens_on=today, closes_on=today + timedelta(days=13))


def invited(wave: Wave) -> list[Invited]:
    """Invite everybody; answers are dealt in each group in an order that has nothing to do with the roster."""
    dealt: dict[int, Iterator[int]] = {}
    found = []
    for invitation, link in invite(wave=wave):
        deck = dealt.setdefault(invitation.cell_id, iter(_deck()))
        number = next(deck)
        answers = (number // SPREAD, number % SPREAD)
        found.append(Invited(invitation.person_id, invitation.cell_id, link, answers))
    return found


def _deck() -> list[int]:
    deck = list(range(SPREAD * SPREAD))
    random.shuffle(deck)
    return deck
