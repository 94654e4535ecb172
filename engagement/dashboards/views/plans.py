"""Plans under way."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from engagement.actions.calendars import plan_calendar
from engagement.actions.plans import complete_step
from engagement.dashboards.opened import signed_in
from engagement.dashboards.selectors_plans import plan_page, step_of


@login_required
@require_safe
def plan(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Show a plan: steps, dates, message to the team, and what it moved."""
    return render(request, "dashboards/plan.html", {"page": plan_page(request.user, plan_id)})


@login_required
@require_POST
def done(request: HttpRequest, plan_id: UUID, position: int) -> HttpResponse:
    """Mark a step as done; htmx gets the list of steps back, everybody else the page."""
    page = plan_page(request.user, plan_id)
    step = step_of(page.card.plan, position)
    complete_step(step=step, on=timezone.localdate(), by=signed_in(request.user))
    if request.headers.get("HX-Request"):
        return render(request, "dashboards/_steps.html", {"page": plan_page(request.user, plan_id)})
    return redirect("dashboards:plan", plan_id)


@login_required
@require_safe
def calendar(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Send the dates of a plan as a calendar file."""
    content = plan_calendar(plan_page(request.user, plan_id).card.plan)
    headers = {"Content-Disposition": f'attachment; filename="plan-{plan_id}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
