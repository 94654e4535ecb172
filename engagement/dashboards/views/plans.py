"""Plans under way."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from engagement.actions.calendars import plan_calendar
from engagement.actions.plans import add_note, complete_step, share_plan
from engagement.actions.tailoring import tailored_message
from engagement.dashboards.forms_alerts import NoteForm, WishForm
from engagement.dashboards.opened import signed_in
from engagement.dashboards.selectors_plans import PlanPage, plan_page, shared_page, step_of
from engagement.desk.exceptions import DeskError
from engagement.desk.provider import is_provider_set
from engagement.desk.selectors import active_lang


@login_required
@require_safe
def plan(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Show a plan: steps, dates, message to the team, and what it moved."""
    return render(request, "dashboards/plan.html", _context(plan_page(request.user, plan_id)))


def _context(page: PlanPage, **more: object) -> dict[str, object]:
    """Return what the page of a plan shows: its forms, and whether a model can tailor its message."""
    return {"page": page, "form": NoteForm(), "wish": WishForm(), "has_provider": is_provider_set()} | more


@login_required
@require_POST
def message(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Show the message to the team as a language model tailors it; the page keeps it, the site does not."""
    page, wish = plan_page(request.user, plan_id), WishForm(request.POST)
    if not wish.is_valid():
        return render(request, "dashboards/plan.html", _context(page, wish=wish), status=422)
    said, by = wish.cleaned_data["wish"], signed_in(request.user)
    try:
        made = tailored_message(plan=page.card.plan, wish=said, lang=active_lang(), by=by)
    except DeskError as error:
        messages.error(request, str(error))
        return redirect("dashboards:plan", plan_id)
    return render(request, "dashboards/plan.html", _context(page, wish=wish, tailored=made))


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


@login_required
@require_POST
def note(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Keep a note on a plan."""
    page, form = plan_page(request.user, plan_id), NoteForm(request.POST)
    if not form.is_valid():
        return render(request, "dashboards/plan.html", _context(page, form=form), status=422)
    by, text = signed_in(request.user), form.cleaned_data["text"]
    add_note(plan=page.card.plan, text=text, by=by, on=timezone.localdate())
    return redirect("dashboards:plan", plan_id)


@login_required
@require_POST
def share(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Let the team read a plan."""
    shared = plan_page(request.user, plan_id).card.plan
    share_plan(plan=shared, by=signed_in(request.user), on=timezone.localdate())
    messages.success(request, _("The team can read it now."))
    return redirect("dashboards:plan", plan_id)


@require_safe
def shared(request: HttpRequest, unit: str) -> HttpResponse:
    """Show what a unit shares with its team: you said, we did. No result stands here."""
    return render(request, "actions/shared.html", {"page": shared_page(unit)})
