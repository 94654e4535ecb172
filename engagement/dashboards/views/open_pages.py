"""Transparency, for everybody; the privacy office and operations, for those who answer for them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from engagement.dashboards.model_cards import model_cards
from engagement.dashboards.selectors_office import check_label, office, operations, policy_rows
from engagement.dashboards.selectors_transparency import policy, unit_page, units_by_name
from engagement.health import CHECKS
from engagement.health_check.selectors_fields import sources_in_use


@require_safe
def transparency(request: HttpRequest) -> HttpResponse:
    """Show the promise, the policy, the cards of what judges, and what is read and kept; no account needed."""
    if unit := request.GET.get("unit"):
        return redirect("dashboards:transparency", unit)
    context = {"policy": policy(), "rows": policy_rows(), "units": units_by_name(), "cards": model_cards()}
    return render(request, "dashboards/transparency.html", context)


@require_safe
def transparency_unit(request: HttpRequest, unit: str) -> HttpResponse:
    """Show every release that included a unit, and who opened it."""
    return render(
        request, "dashboards/transparency_unit.html", {"page": unit_page(unit), "sources": sources_in_use()}
    )


@login_required
@require_safe
def privacy_office(request: HttpRequest) -> HttpResponse:
    """Show the ledger, the policy, certificates and cards of models."""
    page = office(request.user, request.GET.get("page"))
    return render(request, "dashboards/privacy_office.html", {"page": page, "cards": model_cards()})


@login_required
@require_safe
def operations_page(request: HttpRequest) -> HttpResponse:
    """Show runs, imports and health."""
    page = operations(request.user)
    checks = [(check_label(name), check()) for name, check in CHECKS.items()]
    return render(request, "dashboards/operations.html", {"page": page, "checks": checks})
