"""Alerts: raised from findings, acknowledged by a named human, closed with a reason.

There is at most one alert per unit and theme that is not closed; the database holds that, and a later finding of the
same kind joins it. Every change and its line in the ledger share one transaction.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from engagement.insights.actors import SYSTEM, reader_name
from engagement.insights.enums import Severity
from engagement.insights.exceptions import SnoozeError
from engagement.insights.findings import Finding
from engagement.insights.models import Alert
from engagement.insights.quotes import identity, merged
from engagement.insights.transitions import Event, after
from engagement.insights.weighing import weigh
from people.models import Account
from people.permissions import check_act_for_unit
from privacy.ledger import record

# Longer than a quarter and nobody remembers why.
LONGEST_SNOOZE = timedelta(weeks=12)


def raise_alerts(findings: Iterable[Finding], *, on: date) -> list[Alert]:
    """Turn findings into alerts and return those that were opened or changed; told twice, it changes nothing.

    A finding without released evidence gives no alert, and neither does one whose evidence an alert of the same
    unit and theme has already quoted, closed ones included: what a manager closed stays closed until there is news.
    """
    found = (_raise_alert(finding, on=on) for finding in findings if finding.evidence)
    alerts = [alert for alert in found if alert is not None]
    weigh(alerts, on=on)
    return alerts


def acknowledge(*, alert: Alert, by: Account, on: date | None = None) -> Alert:
    """Note that a named human has read the alert; a plan can start afterwards."""
    check_act_for_unit(by, alert.unit)
    day = on or timezone.localdate()
    with transaction.atomic():
        alert = _locked(alert)
        alert.state = after(alert.state, Event.ACKNOWLEDGE)
        alert.acknowledged_by, alert.acknowledged_on = by, day
        alert.save(update_fields=["state", "acknowledged_by", "acknowledged_on"])
        _record(alert, "alert_acknowledged", on=day, by=reader_name(by))
    return alert


def close_alert(*, alert: Alert, because: str, by: Account, on: date) -> Alert:
    """Close an alert with a reason in the words of the person who closes it."""
    check_act_for_unit(by, alert.unit)
    with transaction.atomic():
        alert = _locked(alert)
        alert.state = after(alert.state, Event.CLOSE)
        alert.closed_on, alert.closed_because = on, because[:200]
        alert.save(update_fields=["state", "closed_on", "closed_because"])
        _record(alert, "alert_closed", on=on, by=reader_name(by))
    return alert


def snooze(*, alert: Alert, until: date, by: Account, on: date) -> Alert:
    """Put an alert aside until a day, at most twelve weeks ahead; it stays open and comes back by itself.

    Raises
    ------
    SnoozeError
        The day is not one of the next twelve weeks.
    AlertStateError
        The alert is closed.
    """
    check_act_for_unit(by, alert.unit)
    if not on < until <= on + LONGEST_SNOOZE:
        raise SnoozeError(until)
    with transaction.atomic():
        alert = _locked(alert)
        alert.state = after(alert.state, Event.SNOOZE)
        alert.snoozed_until = until
        alert.save(update_fields=["snoozed_until"])
        _record(alert, "alert_snoozed", on=on, by=reader_name(by))
    return alert


def _locked(alert: Alert) -> Alert:
    return Alert.objects.select_for_update().get(pk=alert.pk)


def _record(alert: Alert, action: str, *, on: date, by: str = SYSTEM) -> None:
    detail = {"theme": alert.theme, "severity": alert.severity, "on": on.isoformat()}
    record(actor=by, action=action, subject=f"alert {alert.pk}", units=[alert.unit], detail=detail)


def _raise_alert(finding: Finding, *, on: date) -> Alert | None:
    """Open or extend the alert of a finding; None when nothing is new."""
    with transaction.atomic():
        if _is_known(finding):
            return None
        return _extend(finding, on=on) or _open(finding, on=on)


def _is_known(finding: Finding) -> bool:
    """Say whether every cell of a finding stands in an alert of the same unit and theme already."""
    quoted = Alert.objects.filter(unit=finding.unit, theme=finding.theme).values_list("evidence", flat=True)
    seen = {identity(one) for evidence in quoted for one in evidence}
    return seen.issuperset(identity(one) for one in finding.evidence)


def _extend(finding: Finding, *, on: date) -> Alert | None:
    """Merge a finding into the alert that is not closed; None when there is none."""
    living = Alert.objects.select_for_update().filter(unit=finding.unit, theme=finding.theme)
    alert = living.exclude(state=Alert.State.CLOSED).first()
    if alert is None:
        return None
    alert.state = after(alert.state, Event.FINDING)
    alert.evidence = merged(alert.evidence, finding.evidence)
    if finding.seen_on >= alert.last_seen_on:
        alert.last_seen_on = finding.seen_on
        alert.severity = finding.severity if alert.avoided is None else alert.severity
    alert.save(update_fields=["state", "evidence", "last_seen_on", "severity"])
    _record(alert, "alert_seen_again", on=on)
    return alert


def _open(finding: Finding, *, on: date) -> Alert | None:
    """Open an alert; when another process opened it in the same moment, merge into that one."""
    alert = Alert(
        unit=finding.unit,
        theme=finding.theme,
        severity=Severity(finding.severity),
        opened_on=finding.seen_on,
        last_seen_on=finding.seen_on,
        evidence=merged([], finding.evidence),
    )
    try:
        with transaction.atomic():
            alert.save(force_insert=True)
    except IntegrityError:
        return None if _is_known(finding) else _extend(finding, on=on)
    _record(alert, "alert_opened", on=on)
    return alert
