"""From a goal in one sentence to a launched wave: in both languages, without a model and with one."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from people.enums import Role
from people.models import Account
from surveys.bank.loader import load_set
from surveys.enums import WaveState
from surveys.models import Invitation, Questionnaire, Wave
from surveys.questionnaires import create_questionnaire
from tests.engagement.desk.scripted import good, said
from tests.factories import people
from tests.factories import surveys as make
from tests.nlp.conftest import ModelServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Visit = Callable[..., Page]
GOALS = {"en": "Do people get enough rest after night shifts?", "zh-hans": "夜班之后大家休息得够吗？"}
WORDS = {
    "en": ("Draft the questionnaire", "Go to launch", "Launch and invite 24 people"),
    "zh-hans": ("起草问卷", "前往发起", "发起并邀请 24 人"),
}
# Two minutes are promised. A person needs a few seconds for every click, so that the clicks are counted as well.
MOST_SECONDS, MOST_CLICKS = 60, 6


@pytest.fixture
def hr(transactional_db: None) -> Account:
    make.company({"A": 12, "B": 12})
    return people.account(Role.HR)


def walk(page: Page, language: str, drafted: Callable[[], None] = lambda: None) -> int:
    """Go from the first page to the launched wave; return the number of clicks. `drafted` is called once the draft is seen."""
    draft, launch, invite = WORDS[language]
    page.goto("/studio/")
    page.locator("#id_goal").click()
    page.keyboard.type(GOALS[language])
    page.get_by_role("button", name=draft).click()
    expect(page.locator(".studio-list > li").first).to_be_visible()
    drafted()
    page.get_by_role("link", name=launch).click()
    page.get_by_role("button", name=invite).click()
    page.wait_for_url("**/hr/waves/**")
    return 4


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_from_a_goal_to_a_launched_wave_without_a_model(
    visit: Visit, hr: Account, language: str, record_property: Callable[[str, object], None]
) -> None:
    page = visit(hr, language)
    begun = time.monotonic()
    clicks = walk(page, language)
    seconds = time.monotonic() - begun
    print(f"{language}: {clicks} clicks, {seconds:.1f} s")  # noqa: T201  # the figure that is promised
    record_property("seconds", seconds)
    assert clicks <= MOST_CLICKS
    assert seconds < MOST_SECONDS
    wave = Wave.objects.get()
    assert wave.state == WaveState.OPEN
    assert Invitation.objects.filter(wave=wave).count() == 24
    asked = list(wave.questionnaire.questions.all())
    assert all(one.bank_item for one in asked)
    assert len(asked) == 13
    assert {"recovery", "sleep"} & {one.construct for one in asked}


@pytest.fixture
def model(settings: Any) -> Iterator[ModelServer]:
    server = ModelServer()
    settings.LLM_BASE_URL, settings.LLM_MODEL = server.url, "scripted"
    yield server
    server.close()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_from_a_goal_to_a_launched_wave_with_a_model(
    visit: Visit, hr: Account, model: ModelServer, language: str
) -> None:
    lang = "zh" if language == "zh-hans" else "en"
    model.answer(said(good("engagement_survey", lang)))
    page = visit(hr, language)
    begun = time.monotonic()
    clicks = walk(page, language)
    print(f"{language} with a model: {clicks} clicks, {time.monotonic() - begun:.1f} s")  # noqa: T201  # the promised figure
    asked = list(Wave.objects.get().questionnaire.questions.all())
    first = good("engagement_survey", lang)["questions"][0]["text"]
    assert asked[0].text == {lang: first}
    # A model's questions are all scored, so that the studio adds its own comment field.
    assert [one.bank_item for one in asked] == [""] * 20 + ["own-comment-pulse"]
    assert clicks <= MOST_CLICKS


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("reply", ["not JSON at all", '{"title": "Rest", "questions": []}'])
def test_a_model_that_says_nothing_usable_leaves_the_bank_and_says_so(
    visit: Visit, hr: Account, model: ModelServer, language: str, reply: str
) -> None:
    model.answer(said(reply))
    page = visit(hr, language)
    told: list[str] = []
    walk(page, language, lambda: told.extend(page.locator("#messages .note p").all_inner_texts()))
    asked = list(Wave.objects.get().questionnaire.questions.all())
    assert all(one.bank_item for one in asked)
    words = "语言模型未能完成" if language == "zh-hans" else "The language model failed"
    assert any(words in one for one in told)


def draft() -> Questionnaire:
    """A draft with everything that the editor marks: a gap, a flag, a section, a condition and a last wave."""
    old = create_questionnaire(load_set("pulse"))
    make.wave(old)
    return make.questionnaire(
        make.question("rest", section=make.both("Rest"), bank_item="own-recovery-1"),
        {"key": "gap", "type": "single", "text": {"en": "Do you always get fair pay and good support?"},
         "options": [{"key": "y", "text": {"en": "Yes"}}, {"key": "n", "text": {"en": "No"}}]},
        make.question("why", "text", show_if={"question": "rest", "op": "le", "value": 2}),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "width"), [("en", 1280), ("zh-hans", 390), ("en", 390), ("zh-hans", 1280)]
)
def test_the_studio_is_accessible_and_fits(
    visit: Visit, axe: Callable[[Page], list[str]], hr: Account, language: str, width: int
) -> None:
    made = draft()
    page = visit(hr, language, width)
    problems = []
    start = f"/studio/{made.pk}/"
    for where in ("/studio/", "/studio/bank/", start, f"{start}title/", f"{start}new/", f"{start}questions/gap/",
                  f"/hr/launch/?questionnaire={made.pk}"):  # fmt: skip
        page.goto(where)
        problems += [f"{where}: {one}" for one in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            problems.append(f"{where}: wider than {width} px")
    assert problems == []


def order() -> list[str]:
    return list(Questionnaire.objects.get(key="test").questions.values_list("key", flat=True))


def test_questions_are_moved_by_keyboard_and_keep_the_focus(visit: Visit, hr: Account) -> None:
    make.questionnaire(make.question("a"), make.question("b"), make.question("c"))
    page = visit(hr)
    page.goto(f"/studio/{Questionnaire.objects.get().pk}/")
    page.locator("#down-a").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".studio-list > li").first).to_have_attribute("id", "row-b")
    expect(page.locator("#down-a")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".studio-list > li").last).to_have_attribute("id", "row-a")
    assert order() == ["b", "c", "a"]


def test_without_script_a_question_moves_and_a_rewrite_is_taken(visit: Visit, hr: Account) -> None:
    made = draft()
    page = visit(hr, java_script_enabled=False)
    page.goto(f"/studio/{made.pk}/")
    page.get_by_role("button", name="Use this wording").first.click()
    assert made.questions.get(key="gap").wording == 2
    page.locator("#down-rest").click()
    page.locator("#down-rest").click()
    assert order() == ["gap", "rest", "why"]
    page.locator("#down-rest").click()
    expect(page.get_by_text("has to come before it")).to_be_visible()


def test_the_preview_is_the_ballot_itself(visit: Visit, hr: Account) -> None:
    made = draft()
    page = visit(hr)
    page.goto(f"/studio/{made.pk}/")
    phone = page.frame_locator("iframe.phone")
    expect(phone.locator("#q-rest")).to_be_visible()
    phone.locator("#q-rest .choice").first.click()
    expect(phone.locator("#q-gap")).to_be_visible()


def test_wording_is_looked_at_as_one_types(visit: Visit, hr: Account) -> None:
    made = draft()
    page = visit(hr)
    page.goto(f"/studio/{made.pk}/new/")
    page.locator("#id_text_en").press_sequentially("Don't you agree that our great managers always listen?")
    expect(page.locator("#flags-en .note").first).to_be_visible()
