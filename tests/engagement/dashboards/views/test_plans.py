import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from engagement.actions.models import Plan
from tests.factories import dashboards
from tests.factories.dashboards import World


@pytest.fixture
def manager(client: Client, world: World) -> Client:
    client.force_login(world.manager)
    return client


@pytest.fixture
def plan(world: World) -> Plan:
    return dashboards.plan(world)


def test_page_shows_steps_message_and_verdict(manager: Client, plan: Plan) -> None:
    text = manager.get(reverse("dashboards:plan", args=[plan.pk])).content.decode()
    assert text.count("Mark step") == plan.steps.count()
    assert "A message to the team" in text
    assert "is measured again when the next results come out." in text


def test_a_step_is_marked_done_and_the_reader_returns_to_the_plan(manager: Client, plan: Plan) -> None:
    response = manager.post(reverse("dashboards:plan_step", args=[plan.pk, 1]))
    assert response.headers["Location"] == reverse("dashboards:plan", args=[plan.pk])
    assert plan.steps.get(position=1).done_on == timezone.localdate()


def test_htmx_gets_the_list_of_steps_alone(manager: Client, plan: Plan) -> None:
    response = manager.post(
        reverse("dashboards:plan_step", args=[plan.pk, 2]), headers={"HX-Request": "true"}
    )
    text = response.content.decode()
    assert text.startswith("<ol")
    assert text.count("Mark step") == plan.steps.count() - 1


def test_a_step_that_is_not_there(manager: Client, plan: Plan) -> None:
    assert manager.post(reverse("dashboards:plan_step", args=[plan.pk, 99])).status_code == 404


def test_marking_takes_a_post(manager: Client, plan: Plan) -> None:
    assert manager.get(reverse("dashboards:plan_step", args=[plan.pk, 1])).status_code == 405


def test_dates_for_the_calendar(manager: Client, plan: Plan) -> None:
    response = manager.get(reverse("dashboards:plan_calendar", args=[plan.pk]))
    assert response.headers["Content-Type"].startswith("text/calendar")
    the_team_s_own_entry = 1
    assert response.content.count(b"BEGIN:VEVENT") == plan.steps.count() + the_team_s_own_entry


def test_a_reader_who_may_not_act_sees_no_buttons(client: Client, world: World, plan: Plan) -> None:
    client.force_login(world.dpo)
    assert "Mark step" not in client.get(reverse("dashboards:plan", args=[plan.pk])).content.decode()


@pytest.mark.parametrize("state", Plan.Verdict.values)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_verdict_is_said_in_both_languages(
    manager: Client, plan: Plan, state: str, language: str
) -> None:
    plan.verdict = state
    plan.effect = {"estimate": -1.2, "interval95": [-2, -0.4], "why": "", "comparable": 7}
    plan.save()
    manager.cookies.load({"django_language": language})
    with translation.override(language):
        label = str(Plan.Verdict(state).label)
    assert label in manager.get(reverse("dashboards:plan", args=[plan.pk])).content.decode()


def test_a_plan_whose_template_was_withdrawn_still_opens(manager: Client, plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(template="withdrawn")
    assert "withdrawn" in manager.get(reverse("dashboards:plan", args=[plan.pk])).content.decode()
