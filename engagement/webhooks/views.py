"""Webhooks, for operators: add, try, pause, remove, and see what became of each message."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from engagement.dashboards.opened import reader_name, signed_in
from engagement.webhooks import sending
from engagement.webhooks.exceptions import WebhookFieldError
from engagement.webhooks.forms import WebhookForm
from engagement.webhooks.models import Delivery, Event, Webhook
from people.permissions import check_operate

LATEST = 10


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache  # the answer to an addition shows the secret, once
def webhooks_page(request: HttpRequest) -> HttpResponse:
    """Show every webhook and the form of a new one; show the secret of one just added."""
    check_operate(request.user)
    form = WebhookForm(request.POST or None)
    added = _added(form, reader_name(signed_in(request.user))) if form.is_valid() else None
    context = {"form": WebhookForm() if added else form, "added": added, "cards": _cards()}
    return render(request, "webhooks/webhooks.html", context)


def _added(form: WebhookForm, actor: str) -> tuple[Webhook, str] | None:
    given = form.cleaned_data
    try:
        return sending.add_webhook(name=given["name"], address=given["address"], actor=actor)
    except WebhookFieldError as error:
        form.refuse(error.field)
        return None


def _cards() -> list[tuple[Webhook, list[Delivery]]]:
    return [(webhook, list(webhook.deliveries.all()[:LATEST])) for webhook in Webhook.objects.all()]


@login_required
@require_POST
def try_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Post a trial message now."""
    check_operate(request.user)
    webhook, now = get_object_or_404(Webhook, pk=pk), timezone.now()
    sending.deliver(sending.announce_to(webhook, Event.TEST, now.isoformat(), now=now), now=now)
    return redirect("webhooks:webhooks")


@login_required
@require_POST
def pause_or_resume(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop telling an address, or begin again."""
    check_operate(request.user)
    wanted = request.POST.get("pause") == "1"
    webhook = get_object_or_404(Webhook, pk=pk)
    sending.pause(webhook, is_paused=wanted, actor=reader_name(signed_in(request.user)))
    return redirect("webhooks:webhooks")


@login_required
@require_POST
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Forget an address."""
    check_operate(request.user)
    sending.remove(get_object_or_404(Webhook, pk=pk), actor=reader_name(signed_in(request.user)))
    return redirect("webhooks:webhooks")
