"""Every page for every role: who may open it, who may not, and who is asked to sign in."""

import pytest
from django.test import Client
from django.urls import reverse

from people.models import Account, Unit
from tests.factories import dashboards, people
from tests.factories.dashboards import TEMPLATE, World

READERS = ("nobody", "employee", "hr", "manager", "other_manager", "dpo", "operator")
EVERYBODY = set(READERS)
PAGES = {
    "hr_home": {"hr"},
    "hr_launch": {"hr"},
    "hr_wave": {"hr"},
    "hr_close": {"hr"},
    "hr_export": {"hr"},
    "hr_questionnaire": {"hr"},
    "team": {"hr", "dpo", "manager"},
    "alert": {"hr", "dpo", "manager"},
    "adopt": {"hr", "manager"},
    "plan": {"hr", "dpo", "manager"},
    "plan_calendar": {"hr", "dpo", "manager"},
    "transparency": EVERYBODY,
    "unit": EVERYBODY,
    "privacy_office": {"hr", "dpo"},
    "operations": {"operator"},
}


def address(page: str, world: World) -> str:
    plan = dashboards.plan(world)
    arguments: dict[str, list[object]] = {
        "hr_wave": [world.wave.pk], "hr_close": [world.wave.pk], "hr_export": [world.wave.pk],
        "hr_questionnaire": [world.wave.questionnaire_id], "team": ["A"], "alert": [world.alert.pk],
        "adopt": [world.alert.pk, TEMPLATE], "plan": [plan.pk], "plan_calendar": [plan.pk],
    }  # fmt: skip
    if page == "unit":
        return reverse("dashboards:transparency", args=["A"])
    return reverse(f"dashboards:{page}", args=arguments.get(page, []))


def readers(world: World) -> dict[str, Account | None]:
    return {
        "nobody": None,
        "employee": people.account(),
        "hr": world.hr,
        "manager": world.manager,
        "other_manager": people.account(manages=Unit.objects.get(code="B")),
        "dpo": world.dpo,
        "operator": world.operator,
    }


def answer(reader: Account | None, where: str, sent: dict[str, str] | None = None) -> int:
    client = Client()
    if reader is not None:
        client.force_login(reader)
    return (client.get(where) if sent is None else client.post(where, sent)).status_code


@pytest.mark.parametrize("page", PAGES)
def test_page_opens_for_its_readers_alone(world: World, page: str) -> None:
    where = address(page, world)
    accounts = readers(world)
    answers = {reader: answer(accounts[reader], where) for reader in READERS}
    closed = {reader: 302 if reader == "nobody" else 403 for reader in READERS}
    assert answers == {reader: 200 if reader in PAGES[page] else closed[reader] for reader in READERS}


def test_nobody_else_may_act(world: World) -> None:
    plan = dashboards.plan(world)
    accounts = readers(world)
    for where in (
        reverse("dashboards:hr_close", args=[world.wave.pk]),
        reverse("dashboards:adopt", args=[world.alert.pk, TEMPLATE]),
        reverse("dashboards:plan_step", args=[plan.pk, 1]),
        reverse("dashboards:alert_close", args=[world.alert.pk]),
    ):
        for reader in ("nobody", "employee", "other_manager", "operator"):
            assert answer(accounts[reader], where, {"because": "x"}) == (302 if reader == "nobody" else 403)
    world.alert.refresh_from_db()
    assert world.alert.state == "acknowledged"
    assert plan.steps.filter(done_on__isnull=False).count() == 0


def test_home_sends_everybody_to_the_own_page(world: World) -> None:
    lands = {"hr": "/hr/", "manager": "/team/", "dpo": "/privacy-office/", "operator": "/operations/"}
    for reader, account in readers(world).items():
        client = Client()
        if account is not None:
            client.force_login(account)
        where = "/team/" if reader == "other_manager" else lands.get(reader)
        assert client.get("/").headers.get("Location") == where


@pytest.mark.parametrize("path", ["/nothing/", "/team/NOWHERE/", "/transparency/NOWHERE/"])
def test_what_is_not_there_is_said_kindly(client: Client, world: World, path: str) -> None:
    client.force_login(world.hr)
    response = client.get(path)
    assert response.status_code == 404
    assert "There is nothing here" in response.content.decode()
