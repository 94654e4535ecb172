"""Reads over plans for pages, API and mails. Nothing here writes."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from engagement.actions.models import Plan


def plans_for(units: Collection[str] | RawSQL | None = None) -> QuerySet[Plan]:
    """Return the plans of the named units or of all, newest first, with owner, alert, steps and measurements."""
    plans = Plan.objects.select_related("owner", "alert").prefetch_related("steps", "measurements", "notes")
    plans = plans.order_by("-started_on", "template", "pk")
    return plans if units is None else plans.filter(unit__in=units)


def running_plans(units: Collection[str] | RawSQL | None = None) -> QuerySet[Plan]:
    """Return the plans that were not dropped."""
    return plans_for(units).filter(dropped_on=None)


def shared_plans(unit: str) -> QuerySet[Plan]:
    """Return the plans of a unit that its team may read, newest first."""
    return running_plans([unit]).exclude(shared_on=None)
