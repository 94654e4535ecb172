import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from engagement.insights.models import Theme
from people.models import Unit
from tests.factories import dashboards, insights, people
from tests.factories.dashboards import World


@pytest.fixture
def manager(client: Client, world: World) -> Client:
    client.force_login(world.manager)
    return client


def test_home_opens_the_own_unit(manager: Client, world: World) -> None:
    assert manager.get("/team/").headers["Location"] == "/team/A/"


def test_home_of_somebody_without_a_team_is_refused(client: Client, world: World) -> None:
    client.force_login(world.operator)
    assert client.get("/team/").status_code == 403


def test_page_shows_alert_scores_topics_and_signals(manager: Client, world: World) -> None:
    dashboards.blocks()
    text = manager.get("/team/A/").content.decode()
    for words in (
        "Meeting marathon",
        "40%",
        "60%",
        "up 0.3",
        "mostly critical",
        "20 to 22 hours a week",
        "18 to 20 hours a week",
    ):
        assert words in text


def test_at_most_three_alerts_and_how_many_wait(manager: Client, world: World) -> None:
    for theme in (Theme.BURNOUT, Theme.ENGAGEMENT_DROP, Theme.EXIT_THEME):
        insights.alert("A", theme=theme)
    response = manager.get("/team/A/")
    assert len(response.context["page"].advice) == 3
    assert response.context["page"].more_alerts == 1


def test_alerts_of_other_units_are_not_there(manager: Client, world: World) -> None:
    insights.alert("B", theme=Theme.BURNOUT)
    advice = manager.get("/team/A/").context["page"].advice
    assert [one.card.alert.unit for one in advice] == ["A"]


def test_a_team_too_small_shows_the_group_that_includes_it(client: Client, world: World) -> None:
    client.force_login(people.account(manages=Unit.objects.get(code="C")))
    text = client.get("/team/C/").content.decode()
    assert "Your team is too small to show alone. You see Acme" in text
    assert "60%" in text
    assert "40%" not in text.replace("40% of", "").split("What people wrote about")[0]


def test_a_merged_group_stands_in_for_a_small_team(client: Client, world: World) -> None:
    dashboards.merged_cell(world.wave)
    client.force_login(people.account(manages=Unit.objects.get(code="C")))
    scores = client.get("/team/C/").context["page"].scores
    assert (scores.node, scores.label, scores.above) == ("B+C", "Unit B + Unit C", "Acme")


@pytest.mark.django_db
def test_without_any_release_the_page_still_reads(client: Client) -> None:
    unit = people.unit("NEW")
    client.force_login(people.account(manages=unit))
    text = client.get("/team/NEW/").content.decode()
    assert "Nothing stands out" in text
    assert "No survey has been released yet." in text


def test_a_plan_under_way_is_not_offered_again(manager: Client, world: World) -> None:
    plan = dashboards.plan(world)
    page = manager.get("/team/A/").context["page"]
    assert [card.plan for card in page.plans] == [plan]
    assert plan.template not in [template.key for template in page.advice[0].templates]
    assert page.advice[0].running == 1


def test_plans_do_not_cost_queries_one_by_one(manager: Client, world: World) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert manager.get("/team/A/").status_code == 200
        return len(seen)

    dashboards.plan(world)
    asked()
    once = asked()
    for template in ("focus_blocks", "shorter_meetings"):
        dashboards.plan(world, template=template)
    assert asked() == once
