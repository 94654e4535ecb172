"""The manager's page."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from engagement.dashboards.opened import note_opening
from engagement.dashboards.selectors_team import own_units, team_page
from people.permissions import remember_grants


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Open the first of a manager's own units."""
    units = own_units(request.user)
    if not units:
        raise PermissionDenied
    return redirect("dashboards:team", units[0][0])


@login_required
@require_safe
def team(request: HttpRequest, unit: str) -> HttpResponse:
    """Show a unit's alerts, plans, scores and signals."""
    remember_grants(request.user)
    page = team_page(request.user, unit, request.GET.get("plans"))
    note_opening(request.user, subject=f"team {unit}", units=page.opened)
    return render(request, "dashboards/team.html", {"page": page})
