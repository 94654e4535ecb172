"""Whom one can be in the demo: a role as it stands in an address, and the account behind it."""

from collections.abc import Callable

from engagement.actions.models import Plan
from engagement.insights.models import Alert
from people.enums import Role
from people.models import Account, RoleGrant


def _office(role: Role) -> Callable[[], Account | None]:
    def find() -> Account | None:
        grant = RoleGrant.objects.filter(role=role).select_related("account").order_by("pk").first()
        return grant.account if grant else None

    return find


def _manager_of(unit: str | None) -> Account | None:
    grants = RoleGrant.objects.filter(role=Role.MANAGER, unit__code=unit or "").select_related("account")
    grant = grants.order_by("pk").first()
    return grant.account if grant else None


def _manager_with_alert() -> Account | None:
    """Return the manager of the unit with the newest alert that nobody has read."""
    fresh = Alert.objects.filter(state=Alert.State.OPEN).order_by("-opened_on", "severity", "unit")
    found = (_manager_of(unit) for unit in fresh.values_list("unit", flat=True))
    return next((account for account in found if account), None)


def _manager_with_plan() -> Account | None:
    """Return the owner of the newest plan."""
    plan = Plan.objects.select_related("owner").order_by("-started_on").first()
    return plan.owner if plan else None


CAST: dict[str, Callable[[], Account | None]] = {
    "hr": _office(Role.HR),
    "manager": _manager_with_alert,
    "manager-with-plan": _manager_with_plan,
    "dpo": _office(Role.DPO),
    "operator": _office(Role.OPERATOR),
}
