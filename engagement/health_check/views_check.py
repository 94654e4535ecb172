"""The check of the organisation, by unit."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from engagement.dashboards.opened import note_opening
from engagement.health_check import selectors_check


@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show how every unit stands that the reader may read."""
    if not selectors_check.reads_some(request.user):
        raise PermissionDenied
    page = selectors_check.overview(request.user, request.GET.get("page"))
    note_opening(request.user, subject="check", units=page.opened)
    may_set = selectors_check.reads_all(request.user)
    return render(request, "signals/overview.html", {"page": page, "may_set": may_set})


@login_required
@require_safe
def unit(request: HttpRequest, unit: str) -> HttpResponse:
    """Show a unit's four gauges."""
    page = selectors_check.unit_check(request.user, unit)
    if page.shown:
        note_opening(request.user, subject=f"check {page.shown}", units=[page.shown])
    return render(request, "signals/unit.html", {"page": page})
