"""The first page of the studio, and the four ways to begin."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from engagement.dashboards.opened import reader_name, signed_in
from engagement.desk.exceptions import DeskError
from engagement.desk.provider import is_provider_set
from engagement.desk.views.draft import unseen
from engagement.studio.forms import FileForm, GoalForm
from engagement.studio.selectors import active_lang, newest_versions, ready_sets
from engagement.studio.starting import from_file, from_goal, from_set
from people.permissions import check_design_surveys
from surveys.exceptions import SurveyError


def _home(
    request: HttpRequest, goal: GoalForm | None = None, file: FileForm | None = None, **held: Any
) -> HttpResponse:
    context = {
        "goal": goal or GoalForm(),
        "file": file or FileForm(),
        "sets": ready_sets(),
        "questionnaires": newest_versions(),
        "has_provider": is_provider_set(),
    }
    return render(request, "studio/home.html", context | held)


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the questionnaires there are and the ways to begin another."""
    check_design_surveys(request.user)
    return _home(request)


@login_required
@require_POST
def goal(request: HttpRequest) -> HttpResponse:
    """Draft a questionnaire for a goal and open it; a model gets no goal of which the person has not seen what is sent."""
    check_design_surveys(request.user)
    form = GoalForm(request.POST)
    if not form.is_valid():
        return _home(request, goal=form)
    if held := unseen(request, form.cleaned_data["goal"]):
        return _home(request, goal=form, **held)
    try:
        wanted = form.cleaned_data
        made, draft = from_goal(
            wanted["goal"], wanted["purpose"], active_lang(), reader_name(signed_in(request.user))
        )
    except DeskError as error:
        form.add_error("goal", str(error))
        return _home(request, goal=form)
    for note in draft.notes:
        messages.info(request, note)
    return redirect("studio:editor", made.pk)


@login_required
@require_POST
def ready_set(request: HttpRequest) -> HttpResponse:
    """Open a copy of a ready set."""
    check_design_surveys(request.user)
    try:
        return redirect("studio:editor", from_set(request.POST.get("set", "")).pk)
    except SurveyError as error:
        messages.error(request, str(error))
        return redirect("studio:home")


@login_required
@require_POST
def file(request: HttpRequest) -> HttpResponse:
    """Read a file of another tool, open what it asks, and list what could not be carried over."""
    check_design_surveys(request.user)
    form = FileForm(request.POST, request.FILES)
    try:
        found = from_file(form.cleaned_data["file"]) if form.is_valid() else None
    except SurveyError as error:
        form.add_error("file", str(error))
        found = None
    if found is None:
        return _home(request, file=form)
    left = len(found["not_carried_over"])
    asked = ngettext("%(count)d question was read.", "%(count)d questions were read.", found["questions"])
    messages.success(request, asked % {"count": found["questions"]})
    for one in found["not_carried_over"][:20]:
        messages.warning(
            request, _("Not carried over: %(what)s") % {"what": ", ".join(map(str, one.values()))}
        )
    if left > 20:
        messages.warning(request, _("and %(count)d more") % {"count": left - 20})
    return redirect("studio:editor", found["id"])
