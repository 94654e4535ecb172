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


def test_a_note_is_kept_and_an_empty_one_refused(manager: Client, plan: Plan) -> None:
    address = reverse("dashboards:plan_note", args=[plan.pk])
    assert manager.post(address, {"text": " "}).status_code == 422
    assert manager.post(address, {"text": "Friday worked"}).status_code == 302
    assert "Friday worked" in manager.get(reverse("dashboards:plan", args=[plan.pk])).content.decode()


def test_a_shared_plan_is_read_without_an_account_and_without_a_result_or_note(
    manager: Client, plan: Plan
) -> None:
    address = reverse("dashboards:shared_plans", args=["A"])
    assert "Nothing is shared yet" in Client().get(address).content.decode()
    manager.post(reverse("dashboards:plan_note", args=[plan.pk]), {"text": "Friday worked"})
    manager.post(reverse("dashboards:plan_share", args=[plan.pk]))
    text = Client().get(address).content.decode()
    assert "No-meeting Friday" in text
    assert "Friday worked" not in text
    assert "50%" not in text
    assert Client().get(reverse("dashboards:shared_plans", args=["NOWHERE"])).status_code == 404


def test_who_may_not_act_can_neither_note_nor_share(client: Client, world: World, plan: Plan) -> None:
    client.force_login(world.dpo)
    assert client.post(reverse("dashboards:plan_note", args=[plan.pk]), {"text": "x"}).status_code == 403
    assert client.post(reverse("dashboards:plan_share", args=[plan.pk])).status_code == 403
    assert not plan.notes.exists()
