"""Results as files, and results given back to everybody who was asked."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from engagement import tasks
from engagement.dashboards.exporting import export_for, progress_of
from engagement.dashboards.files import cells_xlsx
from engagement.dashboards.forms import ShareForm
from engagement.dashboards.opened import note_opening, reader_name, signed_in
from engagement.dashboards.report import report_pdf
from engagement.dashboards.selectors_hr_wave import exported_cells, wave_head, wave_page
from engagement.dashboards.selectors_shared import shared_page, unit_of_link
from engagement.results.exceptions import PdfNotAvailableError
from engagement.results.sharing import share_wave
from people.permissions import check_design_surveys
from surveys.enums import WaveState

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_safe
def workbook(request: HttpRequest, wave_id: UUID) -> HttpResponse:
    """Send every released cell of a wave as a workbook."""
    content = cells_xlsx(exported_cells(request.user, wave_id))
    note_opening(request.user, subject=f"wave {wave_id}", units=[])
    headers = {"Content-Disposition": f'attachment; filename="wave-{wave_id}.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


@login_required
@require_safe
def report(request: HttpRequest, wave_id: UUID) -> HttpResponse:
    """Send the report of one unit as PDF; where none can be made, back to the page, which prints."""
    page = wave_page(request.user, wave_id, request.GET.get("unit", ""))
    if page.results is None:
        raise Http404
    try:
        content = report_pdf(page)
    except PdfNotAvailableError:
        messages.error(
            request, _("PDF files need the system library Pango. Printing the page works without it.")
        )
        return redirect("dashboards:hr_wave", wave_id)
    note_opening(request.user, subject=f"wave {wave_id}", units=page.results.units)
    headers = {"Content-Disposition": f'attachment; filename="report-{wave_id}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@login_required
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """Show the page from which everything is exported; without its layout it is the progress alone."""
    check_design_surveys(request.user)
    progress = progress_of(signed_in(request.user))
    template = "results/_export_progress.html" if "progress" in request.GET else "results/everything.html"
    return render(request, template, {"progress": progress})


@login_required
@require_safe
def archive(request: HttpRequest) -> StreamingHttpResponse:
    """Send everything that was ever released, as it is being written."""
    check_design_surveys(request.user)
    note_opening(request.user, subject="everything", units=[])
    headers = {"Content-Disposition": f'attachment; filename="released-{timezone.localdate()}.zip"'}
    pieces = export_for(signed_in(request.user))
    return StreamingHttpResponse(pieces, content_type="application/zip", headers=headers)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, wave_id: UUID) -> HttpResponse:
    """Write what was heard and what is done about it, and open the results to everybody."""
    page = wave_head(request.user, wave_id)
    if page.wave.state != WaveState.RELEASED:
        raise Http404
    form = ShareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by, today = reader_name(signed_in(request.user)), timezone.localdate()
        share_wave(source=str(wave_id), by=by, on=today, **form.words())
        if form.cleaned_data["tell"]:
            tasks.tell_shared.delay(str(wave_id), by)
        messages.success(request, _("The results are open to everybody in the company."))
        return redirect("dashboards:shared", wave_id)
    return render(request, "results/share.html", {"page": page, "form": form})


@require_safe
def shared(request: HttpRequest, wave_id: UUID) -> HttpResponse:
    """Show the shared results of the company; no account needed."""
    return render(request, "results/shared.html", {"page": shared_page(wave_id)})


@require_safe
def shared_by_link(request: HttpRequest, wave_id: UUID, link_token: str) -> HttpResponse:
    """Show them with those of the group that a personal link belongs to; nothing about the visit is kept."""
    page = shared_page(wave_id, unit_of_link(wave_id, link_token))
    response = render(request, "results/shared.html", {"page": page})
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response
