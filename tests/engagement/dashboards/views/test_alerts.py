from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from engagement.actions.models import Plan
from engagement.insights.alerts import snooze
from engagement.insights.exceptions import SnoozeError
from engagement.insights.models import Alert, Theme
from privacy.models import LedgerEntry
from tests.factories import dashboards, insights
from tests.factories.dashboards import TEMPLATE, World


@pytest.fixture
def manager(client: Client, world: World) -> Client:
    client.force_login(world.manager)
    return client


def where(name: str, world: World, *more: object) -> str:
    return reverse(f"dashboards:{name}", args=[world.alert.pk, *more])


def test_alert_page_says_on_what_it_rests_and_what_can_be_done(manager: Client, world: World) -> None:
    text = manager.get(where("alert", world)).content.decode()
    for words in (
        "Share of working time in meetings",
        "50% to 55%",
        "No-meeting Friday",
        "What else could explain it",
    ):
        assert words in text
    assert LedgerEntry.objects.filter(action="view", subject=f"alert {world.alert.pk}").count() == 1


def test_adopting_takes_two_clicks(manager: Client, world: World) -> None:
    team = manager.get("/team/A/").content.decode()
    assert where("adopt", world, TEMPLATE) in team or "Shared focus" in team
    assert "start this plan" in manager.get(where("adopt", world, TEMPLATE)).content.decode()
    response = manager.post(where("adopt", world, TEMPLATE))
    plan = Plan.objects.get()
    assert response.headers["Location"] == reverse("dashboards:plan", args=[plan.pk])
    world.alert.refresh_from_db()
    assert (world.alert.state, world.alert.acknowledged_by, plan.owner) == (
        "acknowledged",
        world.manager,
        world.manager,
    )


def test_looking_at_a_template_changes_nothing(manager: Client, world: World) -> None:
    manager.get(where("adopt", world, TEMPLATE))
    world.alert.refresh_from_db()
    assert world.alert.state == Alert.State.OPEN
    assert not Plan.objects.exists()


@pytest.mark.parametrize("template", ["nonsense", "stay_interviews"])
def test_a_template_that_does_not_fit_has_no_page(manager: Client, world: World, template: str) -> None:
    assert manager.get(where("adopt", world, template)).status_code == 404


def test_adopting_twice_is_one_plan(manager: Client, world: World) -> None:
    for _ in range(2):
        manager.post(where("adopt", world, TEMPLATE))
    assert Plan.objects.count() == 1


def test_closing_needs_a_reason(manager: Client, world: World) -> None:
    response = manager.post(where("alert_close", world), {"because": ""})
    assert response.status_code == 422
    world.alert.refresh_from_db()
    assert world.alert.state == Alert.State.OPEN


def test_closing_with_a_reason_keeps_it(manager: Client, world: World) -> None:
    manager.post(where("alert_close", world), {"because": "A workshop week"})
    world.alert.refresh_from_db()
    assert (world.alert.state, world.alert.closed_because) == (Alert.State.CLOSED, "A workshop week")
    text = manager.get(where("alert", world)).content.decode()
    assert "A workshop week" in text
    assert "What you could do" not in text


def test_a_reader_who_may_not_act_is_offered_nothing(client: Client, world: World) -> None:
    client.force_login(world.dpo)
    text = client.get(where("alert", world)).content.decode()
    assert "What this rests on" in text
    assert "What you could do" not in text


def test_an_acknowledged_alert_names_the_person(manager: Client, world: World) -> None:
    dashboards.plan(world)
    assert "Acknowledged by Ann Example" in manager.get(where("alert", world)).content.decode()


def test_an_alert_is_put_aside_until_a_day_and_comes_back(manager: Client, world: World) -> None:
    today = timezone.localdate()
    until = (today + timedelta(days=14)).isoformat()
    assert manager.post(where("alert_snooze", world), {"until": until}).status_code == 302
    assert manager.get("/team/A/").context["page"].advice == []
    assert "Put aside until" in manager.get(where("alert", world)).content.decode()
    assert LedgerEntry.objects.filter(action="alert_snoozed").count() == 1
    Alert.objects.update(snoozed_until=today)
    assert len(manager.get("/team/A/").context["page"].advice) == 1


@pytest.mark.parametrize("days", [0, -1, 85])
def test_a_day_that_is_over_or_too_far_is_refused(manager: Client, world: World, days: int) -> None:
    until = (timezone.localdate() + timedelta(days=days)).isoformat()
    assert manager.post(where("alert_snooze", world), {"until": until}).status_code == 422
    assert Alert.objects.get().snoozed_until is None
    with pytest.raises(SnoozeError, match="one day to twelve weeks"):
        snooze(alert=world.alert, until=date.fromisoformat(until), by=world.manager, on=timezone.localdate())


def test_three_alerts_at_a_time_the_others_wait(manager: Client, world: World) -> None:
    for theme in Theme.values[1:5]:
        insights.alert("A", theme=theme)
    page = manager.get("/team/A/").context["page"]
    assert (len(page.advice), page.more_alerts) == (3, 2)


def test_the_card_says_how_far_to_trust_it_and_whom_it_was_shown_to(manager: Client, world: World) -> None:
    manager.get(where("alert", world))
    text = manager.get(where("alert", world)).content.decode()
    assert "No record yet" in text
    assert "Getting old" in text
    assert "Whom it was shown to" in text
