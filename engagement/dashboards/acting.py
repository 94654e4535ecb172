"""Two steps in one click: a named human acknowledges an alert and starts a plan."""

from datetime import date

from django.db import transaction

from engagement.actions.models import Plan
from engagement.actions.plans import adopt
from engagement.insights.alerts import acknowledge
from engagement.insights.models import Alert
from people.models import Account


@transaction.atomic
def acknowledge_and_adopt(*, alert: Alert, template_key: str, by: Account, on: date) -> Plan:
    """Acknowledge an alert that is still open, then adopt a template for it; both or neither."""
    if alert.state == Alert.State.OPEN:
        alert = acknowledge(alert=alert, by=by, on=on)
    return adopt(alert=alert, template_key=template_key, owner=by, on=on)
