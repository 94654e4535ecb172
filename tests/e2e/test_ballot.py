"""Answering on a phone: with script and without, after a reload, and through a dropped connection."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, Route, expect
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
Axe = Callable[[Page], list[str]]
Open = Callable[..., Page]


@pytest.fixture
def wave() -> Wave:
    """An open pulse of everybody, in a group of 14."""
    root = people.unit("ROOT", name="Harbour Logistics", name_zh="海港物流")
    people.members(people.unit("NIGHT", root, name="Night shift", name_zh="夜班"), 14)
    today = timezone.localdate()
    asked = create_questionnaire(load_set("pulse"))
    return make.wave(asked, title=asked.title, opens_on=today, closes_on=today + timedelta(days=9))


@pytest.fixture
def phone(desk_browser: Browser) -> Iterator[Open]:
    """Open an empty page of a phone that has visited nothing yet; an error of a script fails the test."""
    contexts, errors = [], []

    def open_page(**options: Any) -> Page:
        context = desk_browser.new_context(**({"viewport": PHONE} | options))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


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


def test_answering_on_a_phone_in_chinese(phone: Open, live_server: LiveServer, wave: Wave) -> None:
    page = phone()
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


def test_answering_without_script(phone: Open, live_server: LiveServer, wave: Wave) -> None:
    page = phone(java_script_enabled=False)
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
    phone: Open, live_server: LiveServer, wave: Wave
) -> None:
    page = phone()
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
    phone: Open, live_server: LiveServer, wave: Wave
) -> None:
    page = phone()
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


def test_keyboard_alone_is_enough(phone: Open, live_server: LiveServer, wave: Wave) -> None:
    page = phone(viewport=DESKTOP)
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


def test_wave_that_closed_meanwhile_says_so(phone: Open, live_server: LiveServer, wave: Wave) -> None:
    page = phone()
    collect(page, link_of(live_server, wave, "en"))
    for _ in range(14):
        onward(page)
    close_wave(wave=wave, on=wave.closes_on, actor="HR Ann")
    page.get_by_role("button", name="Send my answers").click()

    expect(page.get_by_role("heading", name="This survey has closed")).to_be_visible()
    assert not Answer.objects.exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_an_accessibility_violation(
    phone: Open, live_server: LiveServer, wave: Wave, axe: Axe, scheme: str
) -> None:
    page = phone(color_scheme=scheme, reduced_motion="reduce")
    address = link_of(live_server, wave, "en")
    found = {}

    def look(name: str) -> None:
        if wrong := axe(page):
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
    phone: Open, live_server: LiveServer, axe: Axe
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
    page = phone(viewport=DESKTOP)
    page.route("**/ballot.js", lambda route: route.abort())
    collect(page, link_of(live_server, wave, "en"))
    assert axe(page) == []

    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert axe(page) == []


def required_wave() -> Wave:
    make.company({"A": 12})
    today = timezone.localdate()
    asked = make.questionnaire(
        make.question("q1"), make.question("must", required=True), make.question("why", "text")
    )
    return make.wave(asked, opens_on=today, closes_on=today)


def test_going_past_a_required_question_is_a_decision(phone: Open, live_server: LiveServer) -> None:
    page = phone()
    collect(page, link_of(live_server, required_wave(), "en"))
    choose(page, "q1", 4)
    page.locator(".controls").get_by_role("button", name="Prefer not to answer").click()
    onward(page)
    page.get_by_role("button", name="Send my answers").click()

    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Answer.objects.get().values == {"q1": 5}


def test_error_of_the_browser_or_the_server_stays_with_its_question(
    phone: Open, live_server: LiveServer
) -> None:
    page = phone()
    collect(page, link_of(live_server, required_wave(), "en"))
    choose(page, "q1", 4)
    choose(page, "must", 0)
    page.locator("textarea").evaluate("area => { area.value = 'x'.repeat(4001); }")
    page.locator("textarea").dispatch_event("input")
    onward(page)
    expect(page.locator("#q-why [role=alert]")).to_be_visible()
    page.evaluate("HTMLFormElement.prototype.submit.call(document.getElementById('ballot'))")

    expect(page.locator("#q-why")).to_be_visible()
    expect(page.locator("#error-why")).to_be_visible()
    page.locator("textarea").fill("Shorter")
    onward(page)
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Answer.objects.get().values == {"q1": 5, "must": 1}
    assert Comment.objects.get().text == "Shorter"


def test_problem_in_the_list_leads_to_its_question(phone: Open, live_server: LiveServer) -> None:
    page = phone()
    collect(page, link_of(live_server, required_wave(), "en"))
    page.evaluate("HTMLFormElement.prototype.submit.call(document.getElementById('ballot'))")
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator(".controls .button").last.click()
    expect(page.locator("#q-must")).to_be_hidden()
    page.get_by_role("alert").get_by_role("link").click()

    expect(page.locator("#q-must")).to_be_visible()
