"""Reads over alerts and released values for pages, API and mails. Nothing here writes."""

from collections.abc import Collection
from datetime import date

import pandas as pd
from django.db.models import QuerySet

from engagement.insights.cards import AlertCard, EvidenceLine, alert_card
from engagement.insights.cells import released_frame, with_constructs
from engagement.insights.models import Alert
from engagement.insights.periods import block_of

__all__ = ["AlertCard", "EvidenceLine", "alert_card", "alerts_of", "open_alerts", "panel"]


def open_alerts(units: Collection[str] | None = None) -> QuerySet[Alert]:
    """Return the alerts that are not closed, of the named units or of all, most severe and newest first."""
    return alerts_of(units).exclude(state=Alert.State.CLOSED)


def alerts_of(units: Collection[str] | None = None) -> QuerySet[Alert]:
    """Return every alert of the named units or of all, closed ones too; "high" sorts before "watch"."""
    alerts = Alert.objects.select_related("acknowledged_by").order_by(
        "severity", "-last_seen_on", "unit", "theme"
    )
    return alerts if units is None else alerts.filter(unit__in=list(units))


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
