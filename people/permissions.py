"""Who may do what: pairs of `can_x` (answers) and `check_x` (raises `PermissionDenied`).

This is about the person alone. Whether a state allows it (a wave that is still open, a unit too small to show) is
decided elsewhere; in particular no role reads anything that the door did not release.
"""

from collections.abc import Mapping

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, prefetch_related_objects

from people.enums import Role
from people.models import Account, RoleGrant
from people.selectors import ancestors, subtree, unit_tree

Reader = Account | AnonymousUser


def remember_grants(account: Reader) -> None:
    """Read what an account was granted once for the rest of a request that asks several times and grants nothing."""
    if isinstance(account, Account):
        with_units = Prefetch("grants", RoleGrant.objects.select_related("unit"))
        prefetch_related_objects([account], with_units)


def _grants(account: Account) -> list[RoleGrant]:
    known = getattr(account, "_prefetched_objects_cache", {}).get("grants")
    return list(account.grants.select_related("unit") if known is None else known)


def roles_of(account: Reader) -> frozenset[Role]:
    """Return the roles of an account; a linked person is an employee, nobody signed in has none."""
    if not isinstance(account, Account) or not account.is_active:
        return frozenset()
    granted = {Role(grant.role) for grant in _grants(account)}
    return frozenset(granted | {Role.EMPLOYEE})


def managed_units(account: Reader) -> set[str]:
    """Return the codes of the units an account manages, everything below them included."""
    own = _own_units(account)
    tree = unit_tree() if len(own) > 1 else None
    return set().union(*(subtree(code, tree) for code in own))


def _own_units(account: Reader) -> list[str]:
    if not isinstance(account, Account) or not account.is_active:
        return []
    managing = [grant for grant in _grants(account) if grant.role == Role.MANAGER]
    return [grant.unit.code for grant in managing if grant.unit]


def manages(account: Reader, unit: str, tree: Mapping[str, str | None] | None = None) -> bool:
    """Say whether a unit is one that an account manages, or lies below one; `tree` spares a query where it is known."""
    own = _own_units(account)
    return bool(own) and not {unit, *ancestors(unit, tree)}.isdisjoint(own)


def top_managed_units(account: Reader) -> list[str]:
    """Return the units named in an account's own grants, without those below another of them."""
    own = set(_own_units(account))
    tree = unit_tree() if len(own) > 1 else {}
    return sorted(code for code in own if own.isdisjoint(ancestors(code, tree)))


def can_read_unit(account: Reader, unit: str, tree: Mapping[str, str | None] | None = None) -> bool:
    """HR and data protection officers read every unit, managers their own and those below."""
    return bool(roles_of(account) & {Role.HR, Role.DPO}) or manages(account, unit, tree)


def can_act_for_unit(account: Reader, unit: str, tree: Mapping[str, str | None] | None = None) -> bool:
    """Say whether an account may acknowledge a unit's alerts and own its plans: its manager, or HR."""
    return Role.HR in roles_of(account) or manages(account, unit, tree)


def can_design_surveys(account: Reader) -> bool:
    """HR designs, launches and closes surveys."""
    return Role.HR in roles_of(account)


def can_audit(account: Reader) -> bool:
    """Say whether an account reads ledger, policy and certificates: data protection officer, HR."""
    return bool(roles_of(account) & {Role.DPO, Role.HR})


def can_operate(account: Reader) -> bool:
    """Operators see imports, runs and health."""
    return Role.OPERATOR in roles_of(account)


def _check(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


def check_read_unit(account: Reader, unit: str, tree: Mapping[str, str | None] | None = None) -> None:
    """Raise `PermissionDenied` unless `can_read_unit`."""
    _check(can_read_unit(account, unit, tree))


def check_act_for_unit(account: Reader, unit: str) -> None:
    """Raise `PermissionDenied` unless `can_act_for_unit`."""
    _check(can_act_for_unit(account, unit))


def check_design_surveys(account: Reader) -> None:
    """Raise `PermissionDenied` unless `can_design_surveys`."""
    _check(can_design_surveys(account))


def check_audit(account: Reader) -> None:
    """Raise `PermissionDenied` unless `can_audit`."""
    _check(can_audit(account))


def check_operate(account: Reader) -> None:
    """Raise `PermissionDenied` unless `can_operate`."""
    _check(can_operate(account))
