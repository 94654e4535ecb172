from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from people.enums import Role
from privacy.models import LedgerEntry
from tests.factories import people
from tests.nlp.conftest import ModelServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr(client: Client) -> Client:
    client.force_login(people.account(Role.HR))
    return client


def test_the_desk_makes_a_draft_and_says_that_no_model_did(hr: Client, settings: Any) -> None:
    settings.LLM_BASE_URL = ""
    sent = {"kind": "engagement_survey", "brief": "too many meetings", "lang": "en"}
    page = hr.post(reverse("desk:desk"), sent).content.decode()
    assert page.count("<li>") >= 20
    assert "No model was used" in page


def test_a_kind_that_needs_a_model_says_so(hr: Client, settings: Any) -> None:
    settings.LLM_BASE_URL = ""
    page = hr.post(reverse("desk:desk"), {"kind": "letter", "brief": "x", "lang": "en"}).content.decode()
    assert "needs a language model" in page


def test_the_ledger_names_who_asked_a_model_by_role_and_never_by_address(
    client: Client, settings: Any
) -> None:
    asker = people.account(Role.HR, email="ann@example.org")
    asker.display_name = ""
    asker.save()
    client.force_login(asker)
    server = ModelServer()
    settings.LLM_BASE_URL, settings.LLM_MODEL = server.url, "tiny"
    server.answer({"error": "no"}, status=400)
    try:
        client.post(reverse("desk:desk"), {"kind": "letter", "brief": "a farewell", "lang": "en"})
    finally:
        server.close()

    assert {entry.actor for entry in LedgerEntry.objects.filter(action="draft_request")} == {"hr"}


def test_wording_is_checked_while_typing(hr: Client) -> None:
    reply = hr.post(reverse("desk:lint"), {"text": "My manager always listens.", "lang": "en"}).json()
    assert [flag["rule"] for flag in reply["flags"]] == ["absolute"]
    assert hr.post(reverse("desk:lint"), {"text": "x", "lang": "fr"}).status_code == 400


@pytest.mark.parametrize("name", ["desk:desk", "desk:lint"])
def test_the_desk_is_for_hr(client: Client, name: str) -> None:
    assert client.post(reverse(name)).status_code == 302
    client.force_login(people.account(Role.OPERATOR))
    assert client.post(reverse(name)).status_code == 403
