"""Every type of question on a phone and a desk, in both languages, with script and without."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from surveys.enums import QuestionType
from surveys.invitations import invite
from surveys.models import Wave
from surveys.models.answers import Answer, Comment
from tests.factories import surveys as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROWS = [{"key": key, "text": make.both(f"How often {key}")} for key in ("pace", "breaks")]
SETTINGS: dict[str, dict[str, Any]] = {
    "rating": {"min": 1, "max": 6, "labels": {"1": make.both("Poor")}},
    "single": {"other": True},
    "matrix": {"rows": ROWS, "scale": "frequency"},
    "number": {"min": 0, "max": 40},
}


def every_type() -> Wave:
    make.company({"A": 12})
    today = timezone.localdate()
    questions = [make.question(kind, kind, settings=SETTINGS.get(kind, {})) for kind in QuestionType.values]
    return make.wave(make.questionnaire(*questions), opens_on=today, closes_on=today)


def ballot(page: Page, wave: Wave, language: str) -> None:
    page.goto(f"{reverse('surveys:invitation', args=[invite(wave=wave)[0][1]])}?lang={language}")
    page.locator(".start button").click()
    page.wait_for_url("**/b/**")


@pytest.mark.parametrize(
    ("language", "width"), [("en", 1280), ("zh-hans", 390), ("en", 390), ("zh-hans", 1280)]
)
def test_every_type_is_accessible_and_fits(
    visit: Callable[..., Page], axe: Callable[[Page], list[str]], language: str, width: int
) -> None:
    page = visit(None, language, width, reduced_motion="reduce")
    ballot(page, every_type(), language)
    problems = []
    for kind in QuestionType.values:
        expect(page.locator(f"#q-{kind}")).to_be_visible()
        problems += [f"{kind}: {one}" for one in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            problems.append(f"{kind}: wider than {width} px")
        page.locator(".controls .button").last.click()
    assert problems == []


def test_every_type_is_answered_without_script(
    visit: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    page = visit(None, "en", 390, java_script_enabled=False)
    ballot(page, every_type(), "en")
    for kind in ("agreement5", "agreement7", "frequency", "scale10", "rating", "smiley", "multiple"):
        page.locator(f"#q-{kind} .choice").nth(1).click()
    page.locator("#q-single [value=other]").check(force=True)
    page.locator("#other-single").fill("The lift")
    for place, box in zip("213", page.locator("#q-ranking select").all(), strict=True):
        box.select_option(label=place)
    page.locator("#q-matrix .row").nth(1).locator(".choice").nth(4).click()
    page.locator("#typed-number").fill("7.5")
    page.locator("#typed-date").fill("2026-03-02")
    page.locator("#typed-short").fill("Packing")
    page.get_by_role("button", name="Send my answers").click()

    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Answer.objects.get().values == {
        "agreement5": 2, "agreement7": 2, "frequency": 2, "scale10": 1, "rating": 2, "smiley": 2, "single": "other", "multiple": ["b"],
        "ranking": ["b", "a", "c"], "matrix.breaks": 5, "number": 7.5, "date": "2026-03-02",
    }  # fmt: skip
    assert Comment.objects.get().text == "The lift\nPacking"


def test_the_browser_says_what_a_number_has_to_be(visit: Callable[..., Page]) -> None:
    make.company({"A": 12})
    today = timezone.localdate()
    asked = make.questionnaire(
        make.question("number", "number", settings={"min": 0, "max": 40}), make.question("q")
    )
    page = visit(None, "en", 390)
    ballot(page, make.wave(asked, opens_on=today, closes_on=today), "en")
    page.locator("#typed-number").fill("41")
    page.locator(".controls .button").last.click()
    expect(page.locator("#q-number [role=alert]")).to_have_text("Please enter a number from 0 to 40.")
    page.locator("#typed-number").fill("40")
    page.locator(".controls .button").last.click()
    expect(page.locator("#q-q")).to_be_visible()
