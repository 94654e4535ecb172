"""Answering on a phone: with script and without, after a reload, and through a dropped connection."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from surveys.bank.loader import load_set
from surveys.invitations import invite
from surveys.models import Wave
from surveys.models.answers import Answer, Comment
from surveys.questionnaires import create_questionnaire
from surveys.waves import close_wave
from tests.factories import people
from tests.factories import surveys as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
AXE = Path(settings.BASE_DIR) / "engagement/assets/node_modules/axe-core/axe.min.js"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. Its driver runs a loop of its own, beside which Django would refuse to query."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def wave() -> Wave:
    """An open pulse of everybody, in a group of 14."""
    root = people.unit("ROOT", name="Harbour Logistics", name_zh="海港物流")
    people.members(people.unit("NIGHT", root, name="Night shift", name_zh="夜班"), 14)
    today = timezone.localdate()
    asked = create_questionnaire(load_set("pulse"))
    return make.wave(asked, title=asked.title, opens_on=today, closes_on=today + timedelta(days=9))


def open_page(browser: Browser, **options: Any) -> Page:
    """A page that fails the test on any error or refused resource."""
    context = browser.new_context(**({"viewport": PHONE} | options))
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    return page


def link_of(server: LiveServer, wave: Wave, language: str) -> str:
    address = reverse("surveys:invitation", args=[invite(wave=wave)[0][1]])
    return f"{server.url}{address}?lang={language}"


def collect(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".start button").click()
    page.wait_for_url("**/b/**")


def choose(page: Page, key: str, number: int) -> None:
    """Tap a choice of the question on the screen, which moves on by itself."""
    expect(page.locator(f"#q-{key}")).to_be_visible()
    page.locator(f"#q-{key} .choice").nth(number).click()
    expect(page.locator(f"#q-{key}")).to_be_hidden()


def onward(page: Page) -> None:
    page.locator(".controls .button").last.click()


def violations(page: Page) -> list[str]:
    page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]


def test_answering_on_a_phone_in_chinese(chromium: Browser, live_server: LiveServer, wave: Wave) -> None:
    page = open_page(chromium)
    page.goto(link_of(live_server, wave, "zh-hans"))
    expect(page.get_by_text("14 人", exact=True)).to_be_visible()
    page.get_by_role("button", name="开始作答").click()

    expect(page.get_by_text("第 1 题，共 14 题")).to_be_visible()
    for key in ("accomplishment", "workload", "recovery"):
        choose(page, key, 3)
    choose(page, "meetings", 0)
    expect(page.locator("#q-meetings_cause")).to_be_visible()
    expect(page.get_by_text("第 5 题，共 15 题")).to_be_visible()
    page.locator("#q-meetings_cause .choice").nth(0).click()
    page.locator("#q-meetings_cause .choice").nth(2).click()
    onward(page)
    choose(page, "autonomy", 5)
    for key in ("manager_support", "recognition", "team", "voice", "fairness", "growth"):
        onward(page)
        expect(page.locator(f"#q-{key}")).to_be_hidden()
    choose(page, "intent_to_stay", 4)
    choose(page, "enps", 8)
    page.get_by_label("关于您的工作").fill("会议太多")
    onward(page)
    page.get_by_role("button", name="提交我的答案").click()

    expect(page.get_by_role("heading", name="谢谢您")).to_be_visible()
    assert Answer.objects.get().values == {
        "accomplishment": 4, "workload": 4, "recovery": 4, "meetings": 1, "meetings_cause": ["too_many", "back_to_back"],
        "intent_to_stay": 5, "enps": 8,
    }  # fmt: skip
    assert Comment.objects.get().text == "会议太多"
    assert page.evaluate("Object.keys(localStorage)") == []
    assert page.context.cookies() == []


def test_answering_without_script(chromium: Browser, live_server: LiveServer, wave: Wave) -> None:
    page = open_page(chromium, java_script_enabled=False)
    collect(page, link_of(live_server, wave, "zh-hans"))

    page.locator("#q-workload .choice").nth(1).click()
    page.locator("#q-enps .choice").nth(10).click()
    page.locator("textarea").fill("会议太多")
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Send my answers").click()

    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Answer.objects.get().values == {"workload": 2, "enps": 10}
    assert Comment.objects.get().text == "会议太多"


def test_answers_are_there_again_after_a_reload_and_from_the_link(
    chromium: Browser, live_server: LiveServer, wave: Wave
) -> None:
    page = open_page(chromium)
    address = link_of(live_server, wave, "en")
    collect(page, address)
    choose(page, "accomplishment", 4)
    choose(page, "workload", 1)
    page.reload()
    expect(page.locator("#q-recovery")).to_be_visible()
    expect(page.get_by_text("Welcome back")).to_be_visible()

    page.get_by_role("button", name="中文").click()
    expect(page.locator("#q-recovery")).to_be_visible()
    page.goto(address)
    page.get_by_role("link", name="Go on where you stopped").click()
    expect(page.locator("#q-recovery")).to_be_visible()
    page.get_by_role("button", name="Back").click()
    expect(page.locator("#q-workload input").nth(1)).to_be_checked()


def test_answers_are_sent_again_after_a_dropped_connection_and_stored_once(
    chromium: Browser, live_server: LiveServer, wave: Wave
) -> None:
    page = open_page(chromium)
    collect(page, link_of(live_server, wave, "en"))
    choose(page, "accomplishment", 4)
    tries = []

    def drop(route: Route) -> None:
        """Lose the first request on its way out, and the answer to the second on its way back."""
        if route.request.method != "POST":
            route.continue_()
            return
        tries.append(route.request.url)
        if len(tries) == 1:
            route.abort("internetdisconnected")
        elif len(tries) == 2:
            route.fetch(max_redirects=0)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/b/**", drop)
    for _ in range(13):
        onward(page)
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_text("No connection right now")).to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('online'))")

    expect(page.get_by_role("heading", name="Thank you")).to_be_visible(timeout=20_000)
    assert len(tries) == 3
    assert Answer.objects.get().values == {"accomplishment": 5}


def test_keyboard_alone_is_enough(chromium: Browser, live_server: LiveServer, wave: Wave) -> None:
    page = open_page(chromium, viewport=DESKTOP)
    collect(page, link_of(live_server, wave, "en"))
    page.locator("#q-accomplishment input").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#q-accomplishment")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#q-workload legend")).to_be_focused()
    for _ in range(13):
        page.locator(".controls .button").last.press("Enter")
    expect(page.locator("#ready")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Answer.objects.get().values == {"accomplishment": 4}


def test_wave_that_closed_meanwhile_says_so(chromium: Browser, live_server: LiveServer, wave: Wave) -> None:
    page = open_page(chromium)
    collect(page, link_of(live_server, wave, "en"))
    for _ in range(14):
        onward(page)
    close_wave(wave=wave, on=wave.closes_on, actor="HR Ann")
    page.get_by_role("button", name="Send my answers").click()

    expect(page.get_by_role("heading", name="This survey has closed")).to_be_visible()
    assert not Answer.objects.exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_an_accessibility_violation(
    chromium: Browser, live_server: LiveServer, wave: Wave, scheme: str
) -> None:
    page = open_page(chromium, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    address = link_of(live_server, wave, "en")
    found = {}

    def look(name: str) -> None:
        if wrong := violations(page):
            found[name] = wrong

    page.goto(address)
    look("promise")
    page.locator(".start button").click()
    page.wait_for_url("**/b/**")
    look("first question")
    page.locator("#q-accomplishment .choice").nth(1).click()
    expect(page.locator("#q-workload")).to_be_visible()
    for _ in range(12):
        onward(page)
        if page.locator("#q-enps").is_visible():
            look("0 to 10")
    look("comment")
    onward(page)
    look("ready")
    page.goto(address)
    look("collected")
    page.go_back()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    look("thanks")
    page.goto(f"{live_server.url}/s/nonsense/")
    look("unknown")

    assert found == {}


def test_long_form_and_its_errors_have_no_accessibility_violation(
    chromium: Browser, live_server: LiveServer
) -> None:
    make.company({"A": 12})
    today = timezone.localdate()
    asked = make.questionnaire(
        make.question("must", required=True),
        make.question("more", "multiple", show_if={"question": "must", "op": "le", "value": 2}, help_text=make.both("Help")),
        make.question("score", "scale10", required=True),
        make.question("why", "text"),
    )  # fmt: skip
    wave = make.wave(asked, opens_on=today, closes_on=today)
    page = open_page(chromium, viewport=DESKTOP, bypass_csp=True)
    page.route("**/ballot.js", lambda route: route.abort())
    collect(page, link_of(live_server, wave, "en"))
    assert violations(page) == []

    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page) == []


def test_error_of_the_server_leads_back_to_its_question(chromium: Browser, live_server: LiveServer) -> None:
    make.company({"A": 12})
    today = timezone.localdate()
    asked = make.questionnaire(make.question("q1"), make.question("must", required=True))
    page = open_page(chromium)
    collect(page, link_of(live_server, make.wave(asked, opens_on=today, closes_on=today), "en"))
    choose(page, "q1", 4)
    onward(page)
    page.get_by_role("button", name="Send my answers").click()

    expect(page.locator("#q-must")).to_be_visible()
    expect(page.locator("#error-must")).to_be_visible()
    choose(page, "must", 5)
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Answer.objects.get().values == {"q1": 5}
