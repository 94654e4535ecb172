"""Connections, for operators: add, renew, pause, try."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement.dashboards.opened import reader_name, signed_in
from engagement.health_check.forms import ConnectionForm, CredentialForm
from engagement.health_check.selectors_connections import card, connection_cards, kinds, trial
from engagement.health_check.words import SOURCES
from people.permissions import check_operate
from signals.connections import add_connection, dry_run, pause, replace_credential
from signals.exceptions import ConnectionFieldError
from signals.models import Connection
from signals.sources.http import Limits
from signals.sources.registry import SOURCES as LIVE

# A person waits for a trial: two calendars without an answer are enough to know.
IMPATIENT = Limits(attempts=1, request_seconds=4, silence_seconds=2, in_a_row=2)


@login_required
@require_safe
def connections_page(request: HttpRequest) -> HttpResponse:
    """Show every connection."""
    context = {"cards": connection_cards(request.user), "kinds": kinds()}
    return render(request, "signals/connections.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, source: str) -> HttpResponse:
    """Show the form of a source; keep what was entered."""
    check_operate(request.user)
    if source not in set(LIVE):
        raise Http404
    form = ConnectionForm(source, request.POST or None)
    if request.method == "POST" and form.is_valid() and _added(form, reader_name(signed_in(request.user))):
        return redirect("health_check:connections")
    return render(request, "signals/connection_form.html", {"form": form, "title": SOURCES[source]})


def _added(form: ConnectionForm, actor: str) -> bool:
    given = form.cleaned_data
    try:
        add_connection(
            source=form.source,
            name=given["name"],
            address=given["address"],
            credential=form.credential(),
            actor=actor,
        )
    except ConnectionFieldError as error:
        form.refuse(error.field)
        return False
    return True


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put another credential in the place of the one that is there."""
    check_operate(request.user)
    connection = get_object_or_404(Connection, pk=pk)
    form = CredentialForm(connection.source, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            replace_credential(connection, form.credential(), actor=reader_name(signed_in(request.user)))
            return redirect("health_check:connections")
        except ConnectionFieldError as error:
            form.refuse(error.field)
    return render(request, "signals/connection_form.html", {"form": form, "title": connection.name})


@login_required
@require_POST
def pause_or_resume(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Leave a connection out of all runs, or take it back in."""
    check_operate(request.user)
    wanted = request.POST.get("pause") == "1"
    pause(get_object_or_404(Connection, pk=pk), is_paused=wanted, actor=reader_name(signed_in(request.user)))
    return redirect("health_check:connections")


@login_required
@require_POST
def try_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what a run would read: counts by kind, of nobody in particular; nothing is kept."""
    check_operate(request.user)
    connection = get_object_or_404(Connection, pk=pk)
    tried = trial(dry_run(connection, on=timezone.localdate(), limits=IMPATIENT))
    return render(request, "signals/connection_try.html", {"card": card(connection), "trial": tried})
