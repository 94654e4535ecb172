"""The outlook of units: what the forecast says for the next three blocks, kept so that it can be held to its word."""

from datetime import date

from django.db import transaction

from engagement.insights.actors import SYSTEM
from engagement.insights.forecast import Prediction, forecast
from engagement.insights.models import Outlook
from engagement.insights.panel import company_panel
from privacy.ledger import record


def make_outlooks(*, on: date) -> list[Outlook]:
    """Say what comes for every unit of the panel; a block that was spoken of already keeps its words.

    Empty before the 14th block of the company: the forecast has nothing to learn from yet.
    """
    panel = company_panel(until=on)
    if panel.empty:
        return []
    said = forecast(panel).predictions
    newest = max((one.block for one in said), default=None)
    spoken = set(Outlook.objects.filter(block=newest).values_list("unit", flat=True)) if newest else set()
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
