"""The outlook of units: what the forecast says for the next three blocks, kept so that it can be held to its word."""

from datetime import date

import pandas as pd
from django.db import transaction

from engagement.insights.actors import SYSTEM
from engagement.insights.forecast import Prediction, forecast
from engagement.insights.models import Outlook
from engagement.insights.panel import BLOCK, company_panel
from engagement.insights.records import keep_records
from engagement.insights.selectors import open_alerts
from engagement.insights.weighing import weigh
from privacy.ledger import record


def look_ahead(*, on: date) -> list[Outlook]:
    """Say what comes for every unit, weigh the alerts by it, and reckon how earlier alerts did; run daily."""
    panel = company_panel(until=on)
    made = make_outlooks(panel, on=on)
    weigh(open_alerts(), on=on)
    keep_records(panel, on=on)
    return made


def make_outlooks(panel: pd.DataFrame, *, on: date) -> list[Outlook]:
    """Say what comes for every unit of a company's panel; a block that was spoken of already keeps its words.

    Empty before the 14th block of the company: the forecast has nothing to learn from yet.
    """
    if panel.empty:
        return []
    newest = (panel["block"].max() + BLOCK).date()
    here = set(panel.loc[panel["block"] == panel["block"].max(), "unit"])
    spoken = set(Outlook.objects.filter(block=newest).values_list("unit", flat=True))
    if here <= spoken:
        # Most days: the whole walk over the past would say again what is kept.
        return []
    said = forecast(panel).predictions
    fresh = [_outlook(one) for one in said if one.block == newest and one.unit not in spoken]
    with transaction.atomic():
        made = Outlook.objects.bulk_create(fresh)
        if made:
            detail = {"block": str(newest), "units": len(made), "on": on.isoformat()}
            record(actor=SYSTEM, action="outlooks_made", subject=f"block {newest}", detail=detail)
    return made


def outlook_of(unit: str) -> Outlook | None:
    """Return the newest outlook of a unit; None where the forecast never spoke of it."""
    return Outlook.objects.filter(unit=unit).order_by("-block").first()


def _outlook(said: Prediction) -> Outlook:
    low, high = said.interval90
    return Outlook(
        unit=said.unit,
        block=said.block,
        made_at=said.made_at,
        probability=said.probability,
        base=said.base,
        expected=said.expected_leavers,
        low=low,
        high=high,
        abstained=said.abstained,
        why=str(said.why),
        contributions=dict(said.contributions),
    )
