"""Plans for tests, adopted through the real service."""

from datetime import date
from typing import Any

from engagement.actions.models import Plan
from engagement.actions.plans import adopt
from engagement.insights.alerts import acknowledge
from engagement.insights.models import Alert
from people.enums import Role
from people.models import Account
from tests.factories import insights, people


def acknowledged(unit: str = "A", by: Account | None = None, **fields: Any) -> Alert:
    return acknowledge(alert=insights.alert(unit, **fields), by=by or people.account(Role.HR))


def plan(unit: str = "A", template: str = "no_meeting_friday", on: date | None = None, **fields: Any) -> Plan:
    """A plan of an HR account, started with block 2 unless told otherwise."""
    owner = fields.pop("owner", None) or people.account(Role.HR)
    alert = acknowledged(unit, owner, **fields)
    return adopt(alert=alert, template_key=template, owner=owner, on=on or insights.block(2))
