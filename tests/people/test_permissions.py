import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from people import permissions as may
from people.enums import Role
from people.models import Unit
from tests.factories import people as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward() -> Unit:
    root = make.unit("ROOT")
    ward = make.unit("WARD", root)
    make.unit("NIGHT", ward)
    make.unit("LAB", root)
    return ward


def test_a_manager_reads_the_own_unit_and_those_below_only(ward: Unit) -> None:
    manager = make.account(manages=ward)
    assert may.managed_units(manager) == {"WARD", "NIGHT"}
    assert may.top_managed_units(manager) == ["WARD"]
    assert may.can_read_unit(manager, "NIGHT")
    assert not may.can_read_unit(manager, "LAB")
    assert not may.can_read_unit(manager, "ROOT")


@pytest.mark.parametrize(
    ("role", "reads", "acts", "designs", "audits", "operates"),
    [
        (Role.HR, True, True, True, True, False),
        (Role.DPO, True, False, False, True, False),
        (Role.OPERATOR, False, False, False, False, True),
    ],
)
def test_what_each_role_may_do(
    ward: Unit, role: Role, reads: bool, acts: bool, designs: bool, audits: bool, operates: bool
) -> None:
    account = make.account(role)
    assert may.can_read_unit(account, "WARD") is reads
    assert may.can_act_for_unit(account, "WARD") is acts
    assert may.can_design_surveys(account) is designs
    assert may.can_audit(account) is audits
    assert may.can_operate(account) is operates


@pytest.mark.parametrize(
    "check", [may.check_design_surveys, may.check_audit, may.check_operate], ids=lambda check: check.__name__
)
def test_checks_refuse_an_employee(check: object) -> None:
    with pytest.raises(PermissionDenied):
        check(make.account())  # type: ignore[operator]


def test_unit_checks_refuse_the_manager_of_another_unit(ward: Unit) -> None:
    manager = make.account(manages=ward)
    may.check_read_unit(manager, "WARD")
    may.check_act_for_unit(manager, "WARD")
    with pytest.raises(PermissionDenied):
        may.check_read_unit(manager, "LAB")
    with pytest.raises(PermissionDenied):
        may.check_act_for_unit(manager, "LAB")


def test_nobody_signed_in_and_a_closed_account_may_nothing(ward: Unit) -> None:
    closed = make.account(Role.HR, manages=ward)
    closed.is_active = False
    for reader in (AnonymousUser(), closed):
        assert may.roles_of(reader) == frozenset()
        assert not may.can_read_unit(reader, "WARD")
