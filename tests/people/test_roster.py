from datetime import date

import pytest
from django.db import IntegrityError

from people.roster import freeze_roster, members_on
from tests.factories import people as make

pytestmark = pytest.mark.django_db


def test_members_on_gives_each_person_with_the_unit_of_that_day() -> None:
    ward, lab = make.unit("WARD"), make.unit("LAB")
    first = make.member(ward).person
    make.member(lab)
    make.member(ward, start=date(2026, 9, 1))
    assert members_on(date(2026, 6, 1), ["WARD"]) == [(first, ward)]
    assert len(members_on(date(2026, 9, 1))) == 3


def test_a_frozen_roster_keeps_the_unit_after_a_move() -> None:
    ward, lab = make.unit("WARD"), make.unit("LAB")
    membership = make.member(ward)
    roster = freeze_roster(members=members_on(date(2026, 6, 1)), on=date(2026, 6, 1))
    membership.unit = lab
    membership.save()
    assert [entry.unit for entry in roster.entries.select_related("unit")] == [ward]


def test_nobody_stands_twice_on_a_roster() -> None:
    person, ward = make.person(), make.unit()
    with pytest.raises(IntegrityError):
        freeze_roster(members=[(person, ward), (person, ward)], on=date(2026, 6, 1))
