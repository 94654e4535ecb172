"""The picture of how units meet, and the marks of the detectors."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from engagement.dashboards.opened import note_opening, reader_name, signed_in
from engagement.health_check.forms_marks import MarksForm
from engagement.health_check.selectors_check import readable_units
from engagement.health_check.selectors_network import network
from people.enums import Role
from people.permissions import roles_of
from signals.marks import set_marks


@login_required
@require_safe
def network_page(request: HttpRequest) -> HttpResponse:
    """Show how the units meet that the reader may read."""
    if not readable_units(request.user):
        raise PermissionDenied
    page = network(request.user)
    note_opening(request.user, subject="network", units=page.units)
    return render(request, "signals/network.html", {"page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def marks_page(request: HttpRequest) -> HttpResponse:
    """Show the marks of the detectors; HR and data protection officers may make them more careful."""
    if not roles_of(request.user) & {Role.HR, Role.DPO}:
        raise PermissionDenied
    form = MarksForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        set_marks(form.cleaned_data, actor=reader_name(signed_in(request.user)))
        return redirect("health_check:marks")
    return render(request, "signals/marks.html", {"form": form})
