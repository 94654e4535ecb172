"""Reads over alerts and released values for pages, API and mails. Nothing here writes."""

from collections.abc import Collection
from datetime import date

import pandas as pd
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from engagement.insights.cards import AlertCard, EvidenceLine, alert_card
from engagement.insights.cells import released_frame, with_constructs
from engagement.insights.models import Alert
from engagement.insights.periods import block_of
from engagement.insights.turns import AT_MOST, Waiting, in_line, whose_turn
from people.enums import Role
from people.models import RoleGrant
from people.selectors import ancestors, unit_tree
from privacy.models import LedgerEntry

__all__ = [
    "AlertCard",
    "EvidenceLine",
    "alert_card",
    "alerts_in_line",
    "alerts_of",
    "open_alerts",
    "panel",
    "shown_to",
    "told_now",
]  # fmt: skip


def open_alerts(units: Collection[str] | RawSQL | None = None) -> QuerySet[Alert]:
    """Return the alerts that are not closed, of the named units or of all, most severe and newest first."""
    return alerts_of(units).exclude(state=Alert.State.CLOSED)


def alerts_of(units: Collection[str] | RawSQL | None = None) -> QuerySet[Alert]:
    """Return every alert of the named units or of all, closed ones too; "high" sorts before "watch"."""
    alerts = Alert.objects.select_related("acknowledged_by").order_by(
        "severity", "-last_seen_on", "unit", "theme"
    )
    return alerts if units is None else alerts.filter(unit__in=units)


def panel(*, until: date | None = None, units: Collection[str] | None = None) -> pd.DataFrame:
    """Return released values by unit and 4-week block: metrics, items, topics and constructs as columns.

    The index is (unit, block), block being the first day of the four weeks in which the data ended. A value that was
    not released is NaN and is never filled in; bands stand with their centre. Of two waves in one block the later
    counts.
    """
    frame = with_constructs(released_frame(units=units, until=until))
    last_days = (frame["ends"] - pd.Timedelta(days=1)).dt.date
    frame = frame.assign(block=pd.to_datetime([block_of(day) for day in last_days]))
    newest = frame.sort_values("ends").drop_duplicates(["unit", "block", "item"], keep="last")
    return newest.pivot_table(index=["unit", "block"], columns="item", values="mid", aggfunc="first")


def alerts_in_line(
    units: Collection[str] | RawSQL | None = None, *, on: date, at_most: int = AT_MOST
) -> tuple[list[Alert], int]:
    """Return the first alerts that are not closed or put aside, as a manager should hear them, and how many there are.

    Of those that wait no more is read than their place in line needs.
    """
    needed = ("pk", "unit", "evidence", "avoided", "last_seen_on", "snoozed_until")
    line = in_line(
        [_waiting(alert) for alert in open_alerts(units).select_related(None).only(*needed)], on=on
    )
    first = [one.key for one in line[:at_most]]
    found = {str(alert.pk): alert for alert in alerts_of().filter(pk__in=first)}
    return [found[key] for key in first if key in found], len(line)


def told_now(*, on: date) -> list[Alert]:
    """Return the alerts whose turn it is: three at most for each manager, the others wait in line."""
    living = {str(alert.pk): alert for alert in open_alerts()}
    tree, managed = unit_tree(), _managed()
    managers = {
        alert.unit: next((code for code in (alert.unit, *ancestors(alert.unit, tree)) if code in managed), "")
        for alert in living.values()
        if alert.unit in tree
    }
    turns = whose_turn([_waiting(alert) for alert in living.values()], managers, on=on)
    return [living[one.key] for one in turns]


def _managed() -> set[str]:
    grants = RoleGrant.objects.filter(role=Role.MANAGER, unit__isnull=False)
    return set(grants.values_list("unit__code", flat=True))


def _waiting(alert: Alert) -> Waiting:
    """Return an alert's place in line; leavers avoided are 0 as long as no forecast speaks for its unit."""
    bands = [str(quoted["n_band"]) for quoted in alert.evidence]
    people = max((int(band.rstrip("+").split("-")[0]) for band in bands), default=0)
    avoided = alert.avoided or 0.0
    return Waiting(str(alert.pk), alert.unit, avoided, people, alert.last_seen_on, alert.snoozed_until)


def shown_to(alert: Alert) -> list[tuple[date, str, str]]:
    """Return the day, who, and how ("view" or "alert_told") of everybody an alert was shown to, newest first."""
    entries = LedgerEntry.objects.filter(subject=f"alert {alert.pk}", action__in=["view", "alert_told"])
    return [
        (entry.at.date(), who, entry.action)
        for entry in entries.order_by("-number")
        for who in (entry.detail.get("to") or [entry.actor])
    ]
