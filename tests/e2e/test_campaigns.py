"""Campaigns in a browser: planned, watched, paused and ended, in both languages, on a phone and at a desk."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from people.enums import Role
from people.models import Account, Person
from surveys.ballots import issue
from surveys.bank.loader import load_set
from surveys.campaigns.running import open_wave
from surveys.invitations import invite
from surveys.models import Campaign, Questionnaire
from surveys.questionnaires import create_questionnaire
from tests.factories import people
from tests.factories import surveys as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Visit = Callable[..., Page]
WORDS = {
    "en": ("Plan it", "What comes next", "Pause", "paused", "End for good", "ended"),
    "zh-hans": ("确认安排", "接下来", "暂停", "已暂停", "永久结束", "已结束"),
}


@pytest.fixture
def hr(transactional_db: None) -> Account:
    make.company({"A": 12, "B": 12})
    far = list(Person.objects.values_list("pk", flat=True)[:8])
    Person.objects.filter(pk__in=far).update(time_zone="Asia/Shanghai", region="CN")
    return people.account(Role.HR)


def engagement_set() -> Questionnaire:
    return create_questionnaire(load_set("engagement"))


def running(asked: Questionnaire) -> Campaign:
    """A campaign that rotates and whose first wave a quarter of the people took."""
    made = Campaign.objects.create(
        questionnaire=asked, title=make.both("Pulse"), trigger="recurring", most_items=8,
        starts_on=timezone.localdate() - timedelta(days=3),
    )  # fmt: skip
    day = made.starts_on
    while (wave := open_wave(made, on=day)) is None:
        day += timedelta(days=1)
    for _, token in invite(wave=wave)[:6]:
        issue(link_token=token, on=wave.opens_on)
    return made


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_campaign_from_the_list_to_its_end(visit: Visit, hr: Account, language: str) -> None:
    plan, coming, pause, paused, end, ended = WORDS[language]
    asked = engagement_set()
    page = visit(hr, language)
    page.goto("/campaigns/")
    page.locator(f"a[href='/campaigns/new/{asked.pk}/']").click()
    page.get_by_role("button", name=plan).click()
    expect(page.get_by_role("heading", name=coming)).to_be_visible()
    made = Campaign.objects.get()
    assert (made.trigger, made.questionnaire_id) == ("recurring", asked.pk)
    open_wave(made, on=made.starts_on + timedelta(days=(7 - made.starts_on.weekday()) % 7))
    page.get_by_role("button", name=pause, exact=True).click()
    expect(page.locator(".tag", has_text=paused).first).to_be_visible()
    page.get_by_role("button", name=end).click()
    expect(page.locator(".tag", has_text=ended).first).to_be_visible()


@pytest.mark.parametrize(
    ("language", "width"), [("en", 1280), ("zh-hans", 390), ("en", 390), ("zh-hans", 1280)]
)
def test_the_pages_are_accessible_and_fit(
    visit: Visit, axe: Callable[[Page], list[str]], hr: Account, language: str, width: int
) -> None:
    asked = engagement_set()
    made = running(asked)
    page = visit(hr, language, width)
    problems = []
    sent = made.waves.get().wave_id
    for where in ("/campaigns/", f"/campaigns/new/{asked.pk}/", f"/campaigns/{made.pk}/", f"/hr/waves/{sent}/",
                  f"/hr/waves/{sent}/codes/", f"/hr/waves/{sent}/poster/"):  # fmt: skip
        page.goto(where)
        problems += [f"{where}: {one}" for one in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            problems.append(f"{where}: wider than {width} px")
    assert problems == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_head_of_a_page_takes_two_rows_at_a_desk(visit: Visit, hr: Account, language: str) -> None:
    page = visit(hr, language, 1280)
    page.goto("/campaigns/")
    tops = page.locator(".top nav li").evaluate_all(
        "all => all.map(one => Math.round(one.getBoundingClientRect().top))"
    )
    assert len(tops) >= 7
    assert len(set(tops)) == 1
