"""The severity of alerts: the expected leavers that could be avoided, as far as the forecast speaks for their unit."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from engagement.insights.actors import SYSTEM
from engagement.insights.avoidable import avoidable, severity_of
from engagement.insights.models import Alert, Outlook
from engagement.insights.named import named_by
from privacy.ledger import record


def weigh(alerts: Collection[Alert], *, on: date) -> list[Alert]:
    """Set what the newest outlooks say of alerts, and return those whose severity changed.

    An alert of a unit for which the forecast abstains keeps the severity of what was found.
    """
    outlooks = _newest({alert.unit for alert in alerts})
    return [alert for alert in alerts if _weigh(alert, outlooks.get(alert.unit), on=on)]


def _newest(units: Collection[str]) -> dict[str, Outlook]:
    """Return unit -> its newest outlook."""
    return {one.unit: one for one in Outlook.objects.filter(unit__in=units).order_by("block")}


def _weigh(alert: Alert, outlook: Outlook | None, *, on: date) -> bool:
    before = alert.avoided, alert.severity
    if outlook is None or outlook.abstained:
        alert.avoided = None
    else:
        alert.avoided = avoidable(outlook.expected, outlook.contributions, named_by(alert.evidence))
        alert.severity = severity_of(alert.avoided)
    if before == (alert.avoided, alert.severity):
        return False
    with transaction.atomic():
        alert.save(update_fields=["avoided", "severity"])
        if alert.severity != before[1]:
            detail = {"theme": alert.theme, "severity": alert.severity, "on": on.isoformat()}
            record(
                actor=SYSTEM,
                action="alert_weighed",
                subject=f"alert {alert.pk}",
                units=[alert.unit],
                detail=detail,
            )
    return alert.severity != before[1]
