"""The record of alerts: reckoned once a day from all of them, read by cards."""

from datetime import date

import pandas as pd

from engagement.insights.models import Alert, AlertRecord, Theme
from engagement.insights.record import NOTHING, Past, Record, record_of, rises_of

ANY = ""


def keep_records(panel: pd.DataFrame, *, on: date) -> None:
    """Reckon how alerts of each theme and of all themes together did so far; `panel` is the company's."""
    rises = rises_of(panel)
    alerts = list(Alert.objects.values_list("theme", "unit", "opened_on"))
    for theme in (*Theme.values, ANY):
        found = record_of([Past(unit, day) for kind, unit, day in alerts if theme in (ANY, kind)], rises)
        facts = {name: getattr(found, name) for name in ("judged", "preceded", "weeks", "usual")}
        AlertRecord.objects.update_or_create(theme=theme, defaults={"made_on": on, **facts})


def record_for(theme: str) -> tuple[Record, bool]:
    """Return how alerts of a theme did, or those of any kind where too few of the theme were judged yet.

    The second value says whether it is of the theme. A record that says nothing has `is_telling` False.
    """
    known = {one.theme: one for one in AlertRecord.objects.filter(theme__in=[theme, ANY])}
    own = _record(known.get(theme))
    return (own, True) if own.is_telling else (_record(known.get(ANY)), False)


def _record(kept: AlertRecord | None) -> Record:
    return Record(kept.judged, kept.preceded, kept.weeks, kept.usual) if kept else NOTHING
