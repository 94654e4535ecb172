"""Pages of HR."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from engagement.dashboards.closing import close_and_release
from engagement.dashboards.files import cells_csv
from engagement.dashboards.forms import LaunchForm, first_values
from engagement.dashboards.launching import launch_pulse, preview
from engagement.dashboards.opened import note_opening, signed_in
from engagement.dashboards.selectors_hr import hr_home
from engagement.dashboards.selectors_hr_wave import exported_cells, wave_head, wave_page
from engagement.dashboards.selectors_questionnaires import questionnaire_page
from engagement.kiosk.entry import entry
from people.permissions import check_design_surveys
from surveys.enums import WaveState
from surveys.models import Questionnaire


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show waves, exit pools, alerts and what is coming."""
    return render(request, "dashboards/hr_home.html", {"page": hr_home(request.user, timezone.localdate())})


@login_required
@require_safe
def wave(request: HttpRequest, wave_id: UUID) -> HttpResponse:
    """Show a wave: how many took part, and once it is released the results of one node."""
    page = wave_page(request.user, wave_id, request.GET.get("unit", ""))
    if page.results:
        note_opening(request.user, subject=f"wave {wave_id}", units=page.results.units)
    way_in = entry() if page.wave.state == WaveState.OPEN else None
    return render(request, "dashboards/hr_wave.html", {"page": page, "entry": way_in})


@login_required
@require_safe
def export(request: HttpRequest, wave_id: UUID) -> StreamingHttpResponse:
    """Send every released cell of a wave as CSV."""
    cells = exported_cells(request.user, wave_id)
    note_opening(request.user, subject=f"wave {wave_id}", units=[])
    headers = {"Content-Disposition": f'attachment; filename="wave-{wave_id}.csv"'}
    return StreamingHttpResponse(cells_csv(cells), content_type="text/csv; charset=utf-8", headers=headers)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, wave_id: UUID) -> HttpResponse:
    """Ask once more, then close a wave for good and release its results."""
    page = wave_head(request.user, wave_id)
    if request.method != "POST":
        return render(request, "dashboards/hr_close.html", {"page": page})
    close_and_release(wave=page.wave, by=signed_in(request.user))
    messages.success(
        request, _("The survey is closed. Its results are released and will not change any more.")
    )
    return redirect("dashboards:hr_wave", wave_id)


def _wanted(request: HttpRequest) -> Questionnaire | None:
    """Return the questionnaire that is to be launched; without one it is the ready pulse."""
    number = request.GET.get("questionnaire", "")
    return get_object_or_404(Questionnaire, pk=int(number)) if number.isdigit() else None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def launch(request: HttpRequest) -> HttpResponse:
    """Show the preview and the form of the next pulse; launch it."""
    check_design_surveys(request.user)
    today, asked = timezone.localdate(), _wanted(request)
    before = preview(today, asked)
    form = LaunchForm(request.POST or None, initial=first_values(today, asked.title if asked else None))
    if request.method == "POST" and form.is_valid() and not before.refused:
        wave = launch_pulse(by=signed_in(request.user), questionnaire=asked, **form.launch_arguments())
        messages.success(request, _("The survey is open and the invitations are on their way."))
        return redirect("dashboards:hr_wave", wave.pk)
    return render(request, "dashboards/hr_launch.html", {"form": form, "preview": before, "asked": asked})


@login_required
@require_safe
def questionnaire(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the questions of a questionnaire in both languages."""
    return render(request, "dashboards/hr_questionnaire.html", {"page": questionnaire_page(request.user, pk)})
