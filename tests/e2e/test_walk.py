"""The whole walk in one browser: answer, close, read, be warned, act, and learn whether it moved."""

import random
from collections.abc import Callable, Mapping
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from engagement import pipeline
from engagement.actions.models import Plan
from engagement.insights.models import Alert
from people.enums import Role
from people.models import Unit
from privacy.ledger import verify
from surveys.ballots import issue
from surveys.bank.loader import load_set
from surveys.enums import WaveState
from surveys.intake import submit
from surveys.invitations import invite
from surveys.models import Questionnaire, Wave
from surveys.questionnaires import create_questionnaire
from tests.factories import people
from tests.factories import surveys as make

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Visit = Callable[..., Page]
GOOD, POOR = (5, 4, 4, 4, 3, 5, 4, 4, 3, 4, 4, 5, 3, 4), (2, 2, 3, 1, 2, 4, 2, 3, 2, 1, 2, 3, 2, 2)
ASKED = ("accomplishment", "workload", "voice", "manager_support", "intent_to_stay")
TEAMS = 8
TEAM_SIZE = 14


@pytest.fixture
def night(transactional_db: None) -> Unit:
    """A night shift among seven day shifts, all of the same size."""
    root = people.unit("ROOT", name="Harbour Logistics", name_zh="海港物流")
    night = people.unit("NIGHT", root, name="Night shift", name_zh="夜班")
    people.members(night, TEAM_SIZE, start=date(2025, 1, 1))
    for number in range(1, TEAMS):
        people.members(people.unit(f"DAY{number}", root), TEAM_SIZE, start=date(2025, 1, 1))
    return night


def launch(asked: Questionnaire, opens: date, name: str) -> Wave:
    return make.wave(asked, title=make.both(name), opens_on=opens, closes_on=opens + timedelta(days=9))


def answers(level: int, chance: random.Random) -> Mapping[str, object]:
    """Answers around a level, with "0 to 10" in step."""
    scored = {key: min(5, max(1, level + chance.choice((0, 0, 0, 1, -1)))) for key in ASKED}
    return {**scored, "enps": min(10, max(0, 2 * level - chance.choice((0, 1))))}


def fill(wave: Wave, levels: Mapping[str, tuple[int, ...]], seed: int, *, leave_one: bool = False) -> str:
    """Answer for everybody, or for all but one of the night shift, whose link is returned."""
    chance = random.Random(seed)
    places: dict[str, int] = {}
    left = ""
    for invitation, token in invite(wave=wave):
        team = invitation.cell.code
        place = places[team] = places.get(team, -1) + 1
        if leave_one and team == "NIGHT" and not left:
            left = token
            continue
        ballot = issue(link_token=token, on=wave.opens_on)
        level = levels.get(team, GOOD)[place]
        submit(ballot_token=ballot.token, answers=answers(level, chance))
    return left


def answer_on_a_phone(visit: Visit, link: str) -> None:
    """One employee of the night shift answers in Chinese with a thumb."""
    page = visit(language="zh-hans", width=390)
    page.goto(f"{reverse('surveys:invitation', args=[link])}?lang=zh-hans")
    page.get_by_role("button", name="开始作答").click()
    page.locator("#q-accomplishment .choice").nth(1).click()
    expect(page.locator("#q-accomplishment")).to_be_hidden()
    ready = page.locator("#ready")
    while not ready.is_visible():
        page.locator(".controls .button").last.click()
    page.get_by_role("button", name="提交我的答案").click()
    expect(page.get_by_role("heading", name="谢谢您")).to_be_visible()


def close_and_read(page: Page, wave: Wave) -> None:
    """HR closes the wave and reads what the night shift said."""
    page.goto("/hr/")
    page.get_by_role("link", name=wave.title["en"], exact=True).click()
    expect(page.get_by_text("Answers are coming in")).to_be_visible()
    page.get_by_role("link", name="Close the survey …").click()
    page.get_by_role("button", name="Close for good and release the results").click()
    expect(page.get_by_text("Its results are released")).to_be_visible()
    page.get_by_role("link", name="Night shift").click()
    expect(page.get_by_role("heading", name="Night shift", exact=True)).to_be_visible()
    expect(page.get_by_text("My work gives me a feeling of personal accomplishment.")).to_be_visible()


def adopt(page: Page) -> None:
    """The manager sees the alert and adopts a template in two clicks."""
    page.goto("/team/")
    page.get_by_role("link", name="Engagement is falling").click()
    expect(page.get_by_role("heading", name="What this rests on")).to_be_visible()
    page.locator("a[href$='/adopt/team_conversation/']").click()
    page.get_by_role("button", name="start this plan").click()
    expect(page.get_by_text("The plan has started.")).to_be_visible()
    page.locator("#tick-1").click()
    expect(page.locator("#steps .done")).to_have_count(1)


def test_the_walk_from_an_answer_to_whether_it_moved(visit: Visit, night: Unit) -> None:
    today = timezone.localdate()
    asked = create_questionnaire(load_set("pulse"))
    first = launch(asked, today - timedelta(days=60), "First pulse")
    fill(first, {}, seed=1)
    pipeline.wave_closed(first.pk, on=first.closes_on + timedelta(days=1))
    second = launch(asked, today - timedelta(days=5), "Second pulse")
    link = fill(second, {"NIGHT": POOR}, seed=2, leave_one=True)

    answer_on_a_phone(visit, link)
    close_and_read(visit(people.account(Role.HR)), second)
    assert Wave.objects.get(pk=second.pk).state == WaveState.RELEASED
    assert Alert.objects.get().unit == "NIGHT"
    page = visit(people.account(manages=night))
    adopt(page)
    plan = Plan.objects.get()
    assert (plan.verdict, plan.outcome) == (Plan.Verdict.PENDING, "construct:engagement")

    third = launch(asked, today + timedelta(days=30), "Third pulse")
    fill(third, {}, seed=3)
    pipeline.wave_closed(third.pk, on=third.closes_on + timedelta(days=1))
    plan.refresh_from_db()
    assert plan.verdict != Plan.Verdict.PENDING
    page.goto(reverse("dashboards:plan", args=[plan.pk]))
    expect(page.locator(".tag").get_by_text(plan.get_verdict_display(), exact=True)).to_be_visible()
    assert verify() == []
    page.goto(reverse("dashboards:transparency", args=["NIGHT"]))
    expect(page.get_by_text("HR, Ann Example").first).to_be_visible()
