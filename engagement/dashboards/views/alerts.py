"""Alerts and the templates that answer them."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement.dashboards.acting import acknowledge_and_adopt
from engagement.dashboards.forms import BecauseForm
from engagement.dashboards.forms_alerts import SnoozeForm
from engagement.dashboards.opened import note_opening, signed_in
from engagement.dashboards.selectors_plans import alert_page, offer
from engagement.insights.alerts import close_alert, snooze


@login_required
@require_safe
def alert(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """Show an alert: what was seen, on what it rests, what can be done."""
    page = alert_page(request.user, alert_id)
    note_opening(request.user, subject=f"alert {alert_id}", units=[page.card.alert.unit])
    return render(
        request, "dashboards/alert.html", {"page": page, "form": BecauseForm(), "snooze_form": SnoozeForm()}
    )


@login_required
@require_POST
def dismiss(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """Close an alert with a reason."""
    page = alert_page(request.user, alert_id)
    form = BecauseForm(request.POST)
    if not form.is_valid():
        return render(
            request,
            "dashboards/alert.html",
            {"page": page, "form": form, "snooze_form": SnoozeForm()},
            status=422,
        )
    because, by = form.cleaned_data["because"], signed_in(request.user)
    close_alert(alert=page.card.alert, because=because, by=by, on=timezone.localdate())
    messages.success(request, _("The alert is closed. It comes back only if something new is seen."))
    return redirect("dashboards:team", page.card.alert.unit)


@login_required
@require_POST
def put_aside(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """Put an alert aside until a day."""
    page = alert_page(request.user, alert_id)
    form = SnoozeForm(request.POST)
    if not form.is_valid():
        context = {"page": page, "form": BecauseForm(), "snooze_form": form}
        return render(request, "dashboards/alert.html", context, status=422)
    until, by = form.cleaned_data["until"], signed_in(request.user)
    snooze(alert=page.card.alert, until=until, by=by, on=timezone.localdate())
    messages.success(request, _("The alert is put aside. It comes back by itself."))
    return redirect("dashboards:team", page.card.alert.unit)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: HttpRequest, alert_id: UUID, template: str) -> HttpResponse:
    """Preview a template; on confirmation acknowledge the alert and start the plan."""
    shown = offer(request.user, alert_id, template)
    if request.method != "POST":
        return render(request, "dashboards/adopt.html", {"page": shown})
    by, today = signed_in(request.user), timezone.localdate()
    plan = acknowledge_and_adopt(alert=shown.alert, template_key=template, by=by, on=today)
    messages.success(
        request, _("The plan has started. The first step is below, and so is a message to the team.")
    )
    return redirect("dashboards:plan", plan.pk)
