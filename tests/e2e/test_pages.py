"""Every page in a real browser: no accessibility violation in either language, nothing wider than a phone."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page, expect

from engagement.results.sharing import share_wave
from people.models import Account, DirectoryImport
from signals.models import Run
from surveys.enums import WaveState
from surveys.models import Wave
from tests.factories import dashboards, insights
from tests.factories.dashboards import TEMPLATE, World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = 390, 1280
NORMS = Path(__file__).with_name("norms.csv")


@pytest.fixture
def world(transactional_db: None) -> World:
    made = dashboards.world()
    dashboards.released_wave(1)
    dashboards.merged_cell(made.wave)
    dashboards.blocks()
    Run.objects.create(
        source="ics",
        first_day=date(2026, 1, 5),
        last_day=date(2026, 2, 2),
        report={"skipped": {"broken_file": 2}},
    )
    DirectoryImport.objects.create(ran_by="operator Otto", created=3, changed=2, deactivated=1)
    return made


def addresses(world: World) -> list[tuple[Account | None, str]]:
    """Every page with somebody who may open it."""
    plan = dashboards.plan(world)
    open_wave = insights.wave(world.wave.questionnaire, 3, state=WaveState.OPEN)

    def page(name: str, *arguments: object) -> str:
        return reverse(f"dashboards:{name}", args=arguments)

    return [
        (None, "/"),
        (None, reverse("account_login")),
        (None, reverse("account_reset_password")),
        (None, page("transparency")),
        (None, page("transparency", "A")),
        (world.hr, page("hr_home")),
        (world.hr, page("hr_launch")),
        (world.hr, page("hr_wave", world.wave.pk)),
        (world.hr, page("hr_wave", open_wave.pk)),
        (world.hr, page("hr_close", open_wave.pk)),
        (world.hr, page("hr_questionnaire", world.wave.questionnaire_id)),
        (world.hr, reverse("account_logout")),
        (world.hr, "/nothing/"),
        (world.manager, page("team", "A")),
        (world.manager, page("alert", world.alert.pk)),
        (world.manager, page("adopt", world.alert.pk, TEMPLATE)),
        (world.manager, page("plan", plan.pk)),
        (world.manager, page("hr_home")),
        (world.dpo, page("privacy_office")),
        (world.operator, page("operations")),
        *results_pages(world),
        *other_rooms(world, open_wave),
    ]


def results_pages(world: World) -> list[tuple[Account | None, str]]:
    """What HR learns and gives back, and what everybody reads of it."""
    source = str(world.wave.pk)
    words = {"en": "Meetings eat the day.", "zh": "会议太多。"}
    share_wave(source=source, by="hr Ann Example", on=world.wave.closes_on, heard=words, doing=words)
    call_command("load_norms", NORMS)
    names = ["hr_everything", "hr_works", "hr_said", "hr_templates"]
    return [
        *((world.hr, reverse(f"dashboards:{name}")) for name in names),
        (world.hr, reverse("dashboards:hr_template", args=[TEMPLATE])),
        (world.hr, reverse("dashboards:hr_share", args=[source])),
        (world.hr, f"{reverse('dashboards:hr_wave', args=[source])}?unit=A"),
        (world.hr, reverse("voices:comments", args=[source])),
        (None, reverse("dashboards:shared", args=[source])),
        (None, reverse("dashboards:shared_plans", args=["A"])),
    ]


def other_rooms(world: World, open_wave: Wave) -> list[tuple[Account | None, str]]:
    """Studio, desk, campaigns, health check, connections and what is public of a wave."""
    return [
        (world.hr, "/studio/"),
        (world.hr, "/studio/bank/"),
        (world.hr, f"/studio/{world.wave.questionnaire_id}/"),
        (world.hr, "/campaigns/"),
        (world.hr, f"/campaigns/new/{world.wave.questionnaire_id}/"),
        (world.hr, "/desk/"),
        (world.hr, "/desk/ledger/"),
        (world.hr, "/desk/welcome_letter/"),
        (world.hr, "/health-check/"),
        (world.manager, "/health-check/A/"),
        (world.manager, "/own-load/"),
        (world.operator, "/connections/"),
        (None, reverse("surveys:manifest_page", args=[open_wave.pk])),
        (None, reverse("surveys:receipts", args=[world.wave.pk])),
    ]


@pytest.mark.parametrize(
    ("language", "width"), [("en", DESK), ("en", PHONE), ("zh-hans", DESK), ("zh-hans", PHONE)]
)
def test_pages_are_accessible_and_fit(
    visit: Callable[..., Page], axe: Callable[[Page], list[str]], world: World, language: str, width: int
) -> None:
    pages: dict[object, Page] = {}
    problems = []
    for account, where in addresses(world):
        page = pages.get(account) or visit(account, language, width)
        pages[account] = page
        # Pages of a ballot set no cookie and read none: the address carries the language.
        response = page.goto(f"{where}?lang={language}" if account is None else where)
        if response is None or response.status not in (200, 403, 404):
            problems.append(f"{where}: {response and response.status}")
        problems += [f"{where}: {one}" for one in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            problems.append(f"{where}: wider than {width} px")
        if (page.locator("html").get_attribute("lang") or "").lower() != language:
            problems.append(f"{where}: another language")
    assert problems == []


def test_charts_are_drawn_beside_their_tables(visit: Callable[..., Page], world: World) -> None:
    page = visit(world.hr)
    page.goto(reverse("dashboards:hr_wave", args=[world.wave.pk]))
    for chart in page.locator("[data-chart]").all():
        expect(chart.locator("canvas")).to_be_visible()
    assert page.locator("[data-chart]").count() == 2
    page.get_by_role("link", name="Unit A").click()
    expect(page.get_by_role("heading", name="Unit A", exact=True)).to_be_visible()
    assert page.url.endswith("?unit=A")
    expect(page.locator("[data-chart] canvas")).to_have_count(2)


def test_keyboard_alone_reaches_the_content_and_marks_a_step(
    visit: Callable[..., Page], world: World
) -> None:
    plan = dashboards.plan(world)
    page = visit(world.manager, width=PHONE)
    page.goto(reverse("dashboards:plan", args=[plan.pk]))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("#tick-1").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#steps .done")).to_have_count(1)
    assert plan.steps.get(position=1).done_on is not None


def test_a_step_is_marked_without_script(visit: Callable[..., Page], world: World) -> None:
    plan = dashboards.plan(world)
    page = visit(world.manager, java_script_enabled=False)
    page.goto(reverse("dashboards:plan", args=[plan.pk]))
    page.get_by_role("button", name="Mark step 2 as done").click()
    expect(page.locator("#steps .done")).to_have_count(1)


def test_the_language_switch_keeps_the_page(visit: Callable[..., Page], world: World) -> None:
    page = visit(world.hr)
    page.goto(f"{reverse('dashboards:hr_wave', args=[world.wave.pk])}?unit=A")
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("heading", name="A部", exact=True)).to_be_visible()
    assert page.url.endswith("?unit=A")


def test_signing_in_and_out(visit: Callable[..., Page], world: World) -> None:
    world.hr.set_password("a-long-enough-password")
    world.hr.save()
    page = visit()
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill("hr@example.org")
    page.get_by_label("Password").fill("a-long-enough-password")
    page.locator("main button").click()
    page.wait_for_url("**/hr/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
