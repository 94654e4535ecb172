"""Operators add, try, pause and remove webhooks; the secret is shown once and to nobody else."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from engagement.dashboards.ledger_words import ACTIONS
from engagement.webhooks.models import Webhook
from privacy.models import LedgerEntry
from tests.engagement.webhooks.receiver import Receiver, listening
from tests.factories.dashboards import World

pytestmark = pytest.mark.django_db
PAGE = "/webhooks/"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with listening() as found:
        yield found


@pytest.fixture
def operator(world: World) -> Client:
    client = Client()
    client.force_login(world.operator)
    return client


def test_a_webhook_is_added_tried_paused_and_removed(operator: Client, receiver: Receiver) -> None:
    page = operator.post(PAGE, {"name": "Intranet", "address": receiver.address}).content.decode()
    (secret,) = re.findall(r"whsec_[A-Za-z0-9+/=]+", page)
    webhook = Webhook.objects.get()
    assert secret not in operator.get(PAGE).content.decode()
    tried = operator.post(reverse("webhooks:try", args=[webhook.pk]), follow=True).content.decode()
    assert "A trial message" in tried
    assert "204" in tried
    assert len(receiver.bodies) == 1
    for wanted in ("1", "0"):
        operator.post(reverse("webhooks:pause", args=[webhook.pk]), {"pause": wanted})
    operator.post(reverse("webhooks:remove", args=[webhook.pk]))
    assert not Webhook.objects.exists()
    actions = LedgerEntry.objects.filter(subject="webhook Intranet").order_by("number")
    written = list(actions.values_list("action", flat=True))
    assert written == ["webhook_added", "webhook_paused", "webhook_resumed", "webhook_removed"]
    assert set(written) <= set(ACTIONS)


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ({"name": "Intranet", "address": "http://intranet.example"}, "begins with https://"),
        ({"name": "", "address": "https://intranet.example"}, "This field is required"),
    ],
)
def test_what_cannot_be_right_comes_back_with_what_was_entered(
    operator: Client, entered: dict[str, str], said: str
) -> None:
    page = operator.post(PAGE, entered).content.decode()
    assert said in page
    assert entered["address"] in page
    assert not Webhook.objects.exists()


@pytest.mark.parametrize("who", ["hr", "manager", "dpo"])
def test_nobody_else_sees_or_changes_them(world: World, who: str) -> None:
    webhook = Webhook.objects.create(name="Intranet", address="https://intranet.example", secret=b"x")
    client = Client()
    client.force_login(getattr(world, who))
    assert client.get(PAGE).status_code == 403
    for name in ("try", "pause", "remove"):
        assert client.post(reverse(f"webhooks:{name}", args=[webhook.pk])).status_code == 403
    assert Webhook.objects.count() == 1
