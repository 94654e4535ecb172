import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from engagement.webhooks.exceptions import WebhookFieldError
from engagement.webhooks.models import Delivery, Event, Webhook
from engagement.webhooks.sending import KEPT, PAUSES, add_webhook, announce, deliver_due, pause, remove
from engagement.webhooks.signing import signature
from privacy.models import LedgerEntry
from tests.engagement.webhooks.receiver import Receiver, listening

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
NEWS = "6d0a9d7e-6c0f-4f29-9b4e-0d4cf8a2a001"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with listening() as found:
        yield found


def test_news_is_posted_once_signed_and_without_a_result(receiver: Receiver) -> None:
    _webhook, secret = add_webhook(name="intranet", address=receiver.address, actor="operator Wu")
    for _again in range(2):
        announce(Event.WAVE_RELEASED, NEWS, now=NOW)
        deliver_due(now=NOW)
    (body,), (headers,) = receiver.bodies, receiver.headers
    assert json.loads(body) == {
        "type": "wave.released",
        "timestamp": "2026-03-02T09:00:00+00:00",
        "data": {"id": NEWS, "page": f"http://127.0.0.1:8000/hr/waves/{NEWS}/"},
    }
    moment = int(headers["webhook-timestamp"])
    assert moment == int(NOW.timestamp())
    assert headers["webhook-signature"] == signature(
        secret, message_id=headers["webhook-id"], timestamp=moment, body=body
    )


def test_a_receiver_that_fails_is_asked_again_with_the_same_id(receiver: Receiver) -> None:
    add_webhook(name="intranet", address=receiver.address, actor="operator Wu")
    receiver.answers = [500, 302, 200]
    announce(Event.ALERT_OPENED, NEWS, now=NOW)
    moments = [NOW, NOW + PAUSES[0], NOW + PAUSES[0] + PAUSES[1]]
    assert [deliver_due(now=moment) for moment in moments] == [0, 0, 1]
    assert deliver_due(now=moments[-1] + timedelta(days=30)) == 0
    assert len({headers["webhook-id"] for headers in receiver.headers}) == 1
    assert len(receiver.bodies) == 3


def test_it_is_not_asked_before_its_turn(receiver: Receiver) -> None:
    add_webhook(name="intranet", address=receiver.address, actor="operator Wu")
    receiver.answers = [503]
    announce(Event.ALERT_OPENED, NEWS, now=NOW)
    deliver_due(now=NOW)
    deliver_due(now=NOW + PAUSES[0] - timedelta(seconds=1))
    assert len(receiver.bodies) == 1


def test_a_receiver_that_never_answers_is_given_up_and_does_not_stop_the_others(receiver: Receiver) -> None:
    add_webhook(name="gone", address="http://127.0.0.1:9/", actor="operator Wu")
    add_webhook(name="there", address=receiver.address, actor="operator Wu")
    announce(Event.WAVE_RELEASED, NEWS, now=NOW)
    moment = NOW
    for step in (timedelta(0), *PAUSES):
        moment += step
        deliver_due(now=moment)
    states = dict(Delivery.objects.values_list("webhook__name", "state"))
    assert states == {"gone": Delivery.State.GIVEN_UP, "there": Delivery.State.TAKEN}
    assert Delivery.objects.get(webhook__name="gone").last_answer == "NoAnswer"


def test_a_paused_webhook_is_told_nothing_then_or_later(receiver: Receiver) -> None:
    webhook, _secret = add_webhook(name="intranet", address=receiver.address, actor="operator Wu")
    pause(webhook, is_paused=True, actor="operator Wu")
    announce(Event.WAVE_RELEASED, NEWS, now=NOW)
    pause(webhook, is_paused=False, actor="operator Wu")
    assert deliver_due(now=NOW) == 0
    assert receiver.bodies == []


@pytest.mark.parametrize(
    ("name", "address", "field"),
    [
        ("intranet", "http://intranet.example/hook", "address"),
        ("intranet", "https://user:secret@intranet.example/hook", "address"),
        ("intranet", "ftp://intranet.example", "address"),
        ("intranet", "", "address"),
        ("  ", "https://intranet.example/hook", "name"),
        ("there", "https://intranet.example/hook", "name"),
    ],
)
def test_what_cannot_be_right_is_refused(name: str, address: str, field: str) -> None:
    add_webhook(name="there", address="https://there.example/", actor="operator Wu")
    with pytest.raises(WebhookFieldError) as refusal:
        add_webhook(name=name, address=address, actor="operator Wu")
    assert refusal.value.field == field
    assert Webhook.objects.count() == 1


def test_the_secret_is_not_readable_in_the_database() -> None:
    webhook, secret = add_webhook(name="there", address="https://there.example/", actor="operator Wu")
    assert secret.encode() not in bytes(Webhook.objects.get(pk=webhook.pk).secret)


def test_removing_forgets_the_messages_and_the_ledger_keeps_who_did_it(receiver: Receiver) -> None:
    webhook, _secret = add_webhook(name="intranet", address=receiver.address, actor="operator Wu")
    announce(Event.WAVE_RELEASED, NEWS, now=NOW)
    remove(webhook, actor="operator Wu")
    assert not Delivery.objects.exists()
    assert list(LedgerEntry.objects.order_by("number").values_list("action", "actor")) == [
        ("webhook_added", "operator Wu"),
        ("webhook_removed", "operator Wu"),
    ]


def test_old_messages_are_forgotten(receiver: Receiver) -> None:
    add_webhook(name="intranet", address=receiver.address, actor="operator Wu")
    announce(Event.WAVE_RELEASED, NEWS, now=NOW)
    deliver_due(now=NOW)
    deliver_due(now=NOW + KEPT + timedelta(seconds=1))
    assert not Delivery.objects.exists()
