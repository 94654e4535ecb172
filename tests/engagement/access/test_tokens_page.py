"""A token reads what its owner may read, is shown once, and can be taken back by nobody else."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from knox.models import AuthToken

from engagement.dashboards.ledger_words import ACTIONS
from privacy.models import LedgerEntry
from tests.factories.dashboards import World

pytestmark = pytest.mark.django_db


def made(client: Client) -> str:
    page = client.post("/tokens/").content.decode()
    found = re.search(r"Authorization: Token (\w+)", page)
    assert found is not None
    return found[1]


def signed_in(account: object) -> Client:
    client = Client()
    client.force_login(account)  # type: ignore[arg-type]  # an account of the world
    return client


def read(token: str) -> int:
    return Client().get("/api/cells/", headers={"Authorization": f"Token {token}"}).status_code


def test_a_token_reads_until_it_is_taken_back(world: World) -> None:
    client = signed_in(world.hr)
    token = made(client)
    assert read(token) == 200
    assert token not in client.get("/tokens/").content.decode()
    client.post(reverse("access:revoke", args=[AuthToken.objects.get().token_key]))
    assert read(token) == 401


def test_somebody_elses_token_is_neither_seen_nor_taken_back(world: World) -> None:
    token = made(signed_in(world.hr))
    key = AuthToken.objects.get().token_key
    other = signed_in(world.manager)
    assert key not in other.get("/tokens/").content.decode()
    assert other.post(reverse("access:revoke", args=[key])).status_code == 404
    assert read(token) == 200


def test_the_ledger_says_who_made_and_who_took_back(world: World) -> None:
    client = signed_in(world.hr)
    made(client)
    client.post(reverse("access:revoke", args=[AuthToken.objects.get().token_key]))
    actions = list(LedgerEntry.objects.order_by("number").values_list("action", flat=True))[-2:]
    assert actions == ["token_made", "token_revoked"]
    assert set(actions) <= set(ACTIONS)


def test_nobody_without_an_account_gets_one() -> None:
    assert Client().post("/tokens/").status_code == 302
    assert not AuthToken.objects.exists()
