"""Telling other programs that there is something new: kept first, then posted until it is taken or given up.

A message names what is new and where it is read, and carries no result: a program that wants the figures fetches them from
the read API with a token of its own, so that there they pass the same permissions as everywhere. That also makes a message
harmless in a log of the other side.
"""

import json
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from engagement.webhooks.exceptions import WebhookFieldError
from engagement.webhooks.models import Delivery, Event, Webhook
from engagement.webhooks.signing import new_secret, signature
from privacy.ledger import record
from signals.exceptions import CredentialLostError, InsecureAddressError, SourceError
from signals.sealing import locked, opened
from signals.sources.http import Client, Limits, check_address

# Attempts after the first: soon for a restart, then over two days for a weekend, as the specification advises.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440))
KEPT = timedelta(days=90)
LIMITS = Limits(attempts=1, request_seconds=15, silence_seconds=10, body_bytes=1 << 16)
READ_AT = {Event.WAVE_RELEASED: "dashboards:hr_wave", Event.ALERT_OPENED: "dashboards:alert"}


@transaction.atomic
def add_webhook(*, name: str, address: str, actor: str) -> tuple[Webhook, str]:
    """Keep a new webhook and return it with its secret, which is never shown again.

    Raises
    ------
    WebhookFieldError
        The name is empty or taken, or the address is not https (http on this machine alone).
    """
    try:
        check_address(address.strip())
    except InsecureAddressError:
        raise WebhookFieldError(field="address") from None
    if not name.strip() or Webhook.objects.filter(name=name.strip()).exists():
        raise WebhookFieldError(field="name")
    secret = new_secret()
    webhook = Webhook.objects.create(
        name=name.strip(), address=address.strip(), secret=locked({"secret": secret})
    )
    _record(webhook, "webhook_added", actor)
    return webhook, secret


@transaction.atomic
def pause(webhook: Webhook, *, is_paused: bool, actor: str) -> None:
    """Stop telling an address, or begin again; what is announced while it is paused is not told later."""
    if webhook.is_paused != is_paused:
        webhook.is_paused = is_paused
        webhook.save(update_fields=["is_paused"])
        _record(webhook, "webhook_paused" if is_paused else "webhook_resumed", actor)


@transaction.atomic
def remove(webhook: Webhook, *, actor: str) -> None:
    """Forget an address with everything that was told to it."""
    _record(webhook, "webhook_removed", actor)
    webhook.delete()


def announce(event: Event, subject: str, *, now: datetime) -> None:
    """Keep one message for every address that is not paused; the same news again changes nothing."""
    for webhook in Webhook.objects.filter(is_paused=False):
        announce_to(webhook, event, subject, now=now)


def announce_to(webhook: Webhook, event: Event, subject: str, *, now: datetime) -> Delivery:
    """Keep one message for one address and return it."""
    given = {"announced_at": now, "next_at": now}
    return Delivery.objects.get_or_create(webhook=webhook, event=event, subject=subject, defaults=given)[0]


def deliver_due(*, now: datetime) -> int:
    """Post every message whose turn has come and return how many were taken.

    At least once: a message is counted as taken after the answer, and `webhook-id` stays the same on every attempt, so that
    a receiver can tell a repeated one.
    """
    Delivery.objects.filter(announced_at__lt=now - KEPT).delete()
    due = Delivery.objects.filter(
        state=Delivery.State.WAITING, next_at__lte=now, webhook__is_paused=False
    ).select_related("webhook")
    return sum(deliver(delivery, now=now) for delivery in due.order_by("announced_at"))


def deliver(delivery: Delivery, *, now: datetime) -> bool:
    """Post one message once, note the answer, and say whether it was taken (2xx)."""
    answer = _post(delivery, now)
    delivery.attempts += 1
    delivery.last_answer = answer
    if answer.startswith("2"):
        delivery.state = Delivery.State.TAKEN
    elif delivery.attempts > len(PAUSES):
        delivery.state = Delivery.State.GIVEN_UP
    else:
        delivery.next_at = now + PAUSES[delivery.attempts - 1]
    delivery.save(update_fields=["attempts", "last_answer", "state", "next_at"])
    return delivery.state == Delivery.State.TAKEN


def message(delivery: Delivery) -> dict[str, Any]:
    """Return what is posted: what is new, since when, and where it is read."""
    data = {"id": delivery.subject}
    if page := READ_AT.get(Event(delivery.event)):
        data["page"] = settings.SITE_URL + reverse(page, args=[delivery.subject])
    return {"type": delivery.event, "timestamp": delivery.announced_at.isoformat(), "data": data}


def _post(delivery: Delivery, now: datetime) -> str:
    body = json.dumps(message(delivery)).encode()
    try:
        headers = _headers(delivery, body, now)
        return str(Client(LIMITS).request("POST", delivery.webhook.address, headers, body).status)
    except CredentialLostError:
        return "secret lost"
    except SourceError as error:
        return type(error).__name__.removesuffix("Error")[:40]


def _headers(delivery: Delivery, body: bytes, now: datetime) -> dict[str, str]:
    secret = opened(bytes(delivery.webhook.secret))["secret"]
    moment = int(now.timestamp())
    return {
        "content-type": "application/json",
        "webhook-id": str(delivery.pk),
        "webhook-timestamp": str(moment),
        "webhook-signature": signature(secret, message_id=str(delivery.pk), timestamp=moment, body=body),
    }


def _record(webhook: Webhook, action: str, actor: str) -> None:
    record(actor=actor, action=action, subject=f"webhook {webhook.name}", detail={"address": webhook.address})
