import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from engagement.dashboards.opened import VIEW, note_opening, reader_name, signed_in
from people.enums import Role
from privacy.models import LedgerEntry
from tests.factories import people

pytestmark = pytest.mark.django_db


def openings() -> int:
    return LedgerEntry.objects.filter(action=VIEW).count()


def test_reader_name_is_the_role_and_the_name() -> None:
    assert reader_name(people.account(Role.HR)) == "hr Ann Example"
    assert reader_name(people.account()) == "employee Ann Example"


def test_an_opening_is_written_down_once_a_day() -> None:
    reader = people.account(Role.HR)
    for _ in range(3):
        note_opening(reader, subject="wave 1", units=["A"])
    assert openings() == 1


def test_another_unit_reader_or_subject_is_another_opening() -> None:
    reader = people.account(Role.HR)
    note_opening(reader, subject="wave 1", units=["A"])
    note_opening(reader, subject="wave 1", units=["B"])
    note_opening(reader, subject="wave 2", units=["A"])
    note_opening(people.account(Role.HR), subject="wave 1", units=["A"])
    assert openings() == 4


def test_nobody_signed_in_leaves_no_line_and_may_not_act() -> None:
    note_opening(AnonymousUser(), subject="wave 1", units=["A"])
    assert openings() == 0
    with pytest.raises(PermissionDenied):
        signed_in(AnonymousUser())
