from datetime import date

import pytest

from people.directory import apply_directory, compare
from people.directory_file import PersonRow, UnitRow
from people.enums import Role
from people.exceptions import TooManyLeaversError
from people.models import Account, DirectoryImport, Membership, Person, RoleGrant, Unit

pytestmark = pytest.mark.django_db

UNITS = [UnitRow("ROOT", None, "Company"), UnitRow("A", "ROOT", "Ward A", "A病区"), UnitRow("B", "ROOT")]
JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)


def row(
    code: str, unit: str = "A", *, manager: bool = False, left: date | None = None, **fields: object
) -> PersonRow:
    return PersonRow(
        code, unit, is_manager=manager, left=left, fields={"email": f"{code}@example.org", **fields}
    )


def bring_in(people: list[PersonRow], on: date = JANUARY) -> DirectoryImport:
    return apply_directory(people=people, units=UNITS, ran_by="test", on=on)


def test_a_first_import_creates_units_people_and_memberships() -> None:
    done = bring_in([row("p1"), row("p2", "B")])
    assert (done.created, done.changed, done.deactivated) == (2, 0, 0)
    assert Unit.objects.get(code="A").parent == Unit.objects.get(code="ROOT")
    assert list(Membership.objects.values_list("person__code", "unit__code", "start")) == [
        ("p1", "A", JANUARY),
        ("p2", "B", JANUARY),
    ]


def test_the_same_file_again_changes_nothing() -> None:
    people = [row("p1"), row("p2")]
    bring_in(people)
    done = bring_in(people, FEBRUARY)
    assert (done.created, done.changed, done.deactivated) == (0, 0, 0)
    assert Membership.objects.count() == 2


def test_a_move_ends_one_membership_and_starts_the_next() -> None:
    bring_in([row("p1"), row("p2")])
    bring_in([row("p1", "B"), row("p2")], FEBRUARY)
    assert list(
        Membership.objects.filter(person__code="p1").values_list("unit__code", "start", "end", "left_company")
    ) == [("A", JANUARY, FEBRUARY, False), ("B", FEBRUARY, None, False)]


def test_who_is_missing_has_left_and_is_inactive() -> None:
    bring_in([row(f"p{n}") for n in range(5)])
    done = bring_in([row(f"p{n}") for n in range(4)], FEBRUARY)
    assert done.deactivated == 1
    gone = Membership.objects.get(person__code="p4")
    assert (gone.end, gone.left_company) == (FEBRUARY, True)
    assert not Person.objects.get(code="p4").is_active


def test_a_row_with_a_day_of_leaving_ends_on_that_day() -> None:
    people = [row(f"p{n}") for n in range(4)]
    bring_in(people)
    bring_in([*people[:3], row("p3", left=date(2026, 1, 20))], FEBRUARY)
    gone = Membership.objects.get(person__code="p3")
    assert (gone.end, gone.left_company) == (date(2026, 1, 20), True)


def test_over_forty_percent_missing_is_refused_and_nothing_changes() -> None:
    bring_in([row(f"p{n}") for n in range(10)])
    with pytest.raises(TooManyLeaversError, match="5 of 10"):
        bring_in([row(f"p{n}") for n in range(5)], FEBRUARY)
    assert Membership.objects.filter(end__isnull=True).count() == 10


def test_exactly_forty_percent_missing_is_taken() -> None:
    bring_in([row(f"p{n}") for n in range(10)])
    assert bring_in([row(f"p{n}") for n in range(6)], FEBRUARY).deactivated == 4


def test_somebody_who_comes_back_gets_a_second_membership() -> None:
    staying = [row(f"p{n}") for n in range(4)]
    bring_in([*staying, row("p9")])
    bring_in(staying, FEBRUARY)
    bring_in([*staying, row("p9")], date(2026, 3, 1))
    assert list(Membership.objects.filter(person__code="p9").values_list("start", "end")) == [
        (JANUARY, FEBRUARY),
        (date(2026, 3, 1), None),
    ]


def test_a_manager_gets_an_account_for_the_unit_and_loses_it_again() -> None:
    bring_in([row("p1", manager=True), row("p2")])
    account = Account.objects.get(email="p1@example.org")
    assert not account.has_usable_password()
    assert RoleGrant.objects.get(account=account).unit == Unit.objects.get(code="A")
    bring_in([row("p1"), row("p2", manager=True)], FEBRUARY)
    assert not RoleGrant.objects.filter(account=account).exists()
    assert RoleGrant.objects.get(role=Role.MANAGER).account.email == "p2@example.org"


def test_compare_names_what_would_change_without_changing_it() -> None:
    bring_in([row("p1"), row("p2"), row("p3")])
    difference = compare(people=[row("p1", "B"), row("p2", name="New name"), row("p4")], on=FEBRUARY)
    assert (difference.created, difference.changed) == (["p4"], ["p2"])
    assert (difference.moved, difference.deactivated) == (["p1"], ["p3"])
    assert Person.objects.count() == 3
