from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from engagement.actions.models import Plan
from engagement.actions.tailoring import LONGEST_MESSAGE, brief_of, tailored_message
from engagement.desk.exceptions import NeedsProviderError
from engagement.insights.cards import evidence_lines
from privacy.models import LedgerEntry
from tests.engagement.desk.scripted import BODY, answering
from tests.factories import dashboards, insights, people
from tests.factories.dashboards import World
from tests.nlp.conftest import ModelServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return dashboards.world()


@pytest.fixture
def plan(world: World) -> Plan:
    dashboards.blocks()
    for number in (0, 1):
        insights.metric(number, "A", "meeting_share", 0.4)
    return dashboards.plan(world, started=insights.block(2))


@pytest.fixture
def server(settings: Any) -> Iterator[ModelServer]:
    made = ModelServer()
    settings.LLM_BASE_URL, settings.LLM_MODEL = made.url, "tiny"
    made.answer(answering("en"))
    yield made
    made.close()


def test_the_brief_holds_the_message_the_released_values_and_the_wish(plan: Plan) -> None:
    brief = brief_of(plan, wish=" Start in May ", lang="en")
    assert "Friday is our day without meetings" in brief
    assert plan.baseline
    assert all(f"- {line.label}: {line.number}" in brief for line in evidence_lines(plan.baseline))
    assert brief.endswith("The manager adds:\nStart in May")
    assert f"Unit {plan.unit}" not in brief
    assert "The manager adds" not in brief_of(plan, wish="  ", lang="en")


def test_a_model_tailors_it_and_the_ledger_keeps_its_size_alone(
    server: ModelServer, world: World, plan: Plan
) -> None:
    wish = "Ask Mary Miller, mary@example.org, about the room"
    made = tailored_message(plan=plan, wish=wish, lang="en", by=world.manager)
    assert made.source == "model"
    assert made.body is not None
    assert BODY["en"] in made.body
    assert len(made.body) <= LONGEST_MESSAGE
    sent = str([body for _, body, _ in server.asked])
    assert "Friday is our day without meetings" in sent
    assert "mary@example.org" not in sent
    line = LedgerEntry.objects.get(action="draft_request")
    assert "manager" in line.actor
    assert "Friday" not in str(line.detail)


def test_without_a_model_and_for_another_unit_it_is_refused(settings: Any, world: World, plan: Plan) -> None:
    settings.LLM_BASE_URL = ""
    with pytest.raises(NeedsProviderError):
        tailored_message(plan=plan, wish="", lang="en", by=world.manager)
    with pytest.raises(PermissionDenied):
        tailored_message(plan=plan, wish="", lang="en", by=people.account())


def test_the_page_offers_it_shows_it_and_keeps_nothing(
    server: ModelServer, client: Client, world: World, plan: Plan
) -> None:
    client.force_login(world.manager)
    page = reverse("dashboards:plan", args=[plan.pk])
    assert "Tailor it with the language model" in client.get(page).content.decode()
    shown = client.post(reverse("dashboards:plan_message", args=[plan.pk]), {"wish": "In May"})
    text = shown.content.decode()
    assert BODY["en"] in text
    assert "written by a language model: tiny" in text
    assert BODY["en"] not in client.get(page).content.decode()


def test_without_a_model_the_button_says_so_and_a_failure_is_told(
    settings: Any, client: Client, world: World, plan: Plan
) -> None:
    settings.LLM_BASE_URL = ""
    client.force_login(world.manager)
    text = client.get(reverse("dashboards:plan", args=[plan.pk])).content.decode()
    assert "No language model is set up to tailor it" in text
    told = client.post(reverse("dashboards:plan_message", args=[plan.pk]), {"wish": ""}, follow=True)
    assert "needs a language model" in told.content.decode()
    long = client.post(reverse("dashboards:plan_message", args=[plan.pk]), {"wish": "x" * 401})
    assert long.status_code == 422
