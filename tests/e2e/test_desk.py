"""The desk in a browser: from a brief to a launched wave, a draft that is read while it is written, and what fits."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from engagement.desk import provider
from people.enums import Role
from people.models import Account
from surveys.enums import WaveState
from surveys.models import Invitation, Questionnaire, Wave
from tests.engagement.desk.scripted import BODY, MISBEHAVING, answering, events, said, slowly
from tests.factories import people
from tests.factories import surveys as make
from tests.nlp.conftest import ModelServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Visit = Callable[..., Page]
LANGS = {"en": "en", "zh-hans": "zh"}
BRIEFS = {
    "en": "Do people get enough rest after night shifts? Ask anna.schmidt@example.org",
    "zh-hans": "夜班之后大家休息得够吗？请联系 zhang.wei@example.org",
}
WORDS = {
    "en": ("Send to the model", "Make it a questionnaire", "Go to launch", "Launch and invite 24 people"),
    "zh-hans": ("发送给模型", "制作成问卷", "前往发起", "发起并邀请 24 人"),
}
# Two minutes are promised. A person needs a few seconds for every click, so that the clicks are counted as well.
MOST_SECONDS, CLICKS = 100, 6
# How long a page may take on a machine that does other things too.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture
def hr(transactional_db: None) -> Account:
    make.company({"A": 12, "B": 12})
    return people.account(Role.HR)


@pytest.fixture
def model(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    server = ModelServer()
    settings.LLM_BASE_URL, settings.LLM_MODEL = server.url, "scripted"
    monkeypatch.setattr(provider, "SECONDS", 30.0)
    yield server
    server.close()


def typed(page: Page, key: str, brief: str) -> None:
    page.set_default_timeout(PATIENCE)
    page.goto("/desk/")
    page.locator(f"a[href='/desk/{key}/']").click()
    page.locator("#id_brief").click()
    page.keyboard.type(brief)


def launched(page: Page, language: str) -> None:
    _send, questionnaire, launch, invite = WORDS[language]
    page.get_by_role("button", name=questionnaire).click()
    page.get_by_role("link", name=launch).click()
    page.get_by_role("button", name=invite).click()
    page.wait_for_url("**/hr/waves/**")


def told(language: str, what: str, begun: float) -> float:
    seconds = time.monotonic() - begun
    print(f"{language}, {what}: {CLICKS} clicks, {seconds:.1f} s")  # noqa: T201  # the figure that is promised
    return seconds


@pytest.mark.parametrize("language", LANGS)
def test_from_a_brief_to_a_launched_wave_with_a_model_that_first_answers_badly(
    visit: Visit, hr: Account, model: ModelServer, language: str
) -> None:
    model.answer(said("I would rather talk about the weather."))
    model.answer(answering(LANGS[language]))
    page = visit(hr, language)
    begun = time.monotonic()
    typed(page, "engagement_survey", BRIEFS[language])
    expect(page.locator("#notice .copybox")).to_contain_text("[EMAIL]")
    page.get_by_role("button", name=WORDS[language][0]).click()
    expect(page.locator(".desk-part")).to_have_count(20)
    launched(page, language)
    assert told(language, "with a model", begun) < MOST_SECONDS
    sent = json.dumps([body for _path, body, _headers in model.asked], ensure_ascii=False)
    assert "example.org" not in sent
    assert len(model.asked) == 2
    wave = Wave.objects.get()
    assert wave.state == WaveState.OPEN
    assert Invitation.objects.filter(wave=wave).count() == 24
    assert {lang for one in wave.questionnaire.questions.all() for lang in one.text} == {LANGS[language]}


@pytest.mark.parametrize("language", LANGS)
def test_from_a_brief_to_a_launched_wave_with_a_model_that_is_broken(
    visit: Visit, hr: Account, model: ModelServer, language: str
) -> None:
    model.answer({}, status=400)
    page = visit(hr, language)
    begun = time.monotonic()
    typed(page, "engagement_survey", "night shifts")
    page.get_by_role("button", name=WORDS[language][0]).click()
    expect(page.locator(".desk-part")).to_have_count(20)
    launched(page, language)
    assert told(language, "with a broken model", begun) < MOST_SECONDS
    assert all(one.bank_item for one in Wave.objects.get().questionnaire.questions.all())


def test_a_draft_is_seen_while_it_is_written_and_can_be_stopped(
    visit: Visit, hr: Account, model: ModelServer
) -> None:
    pieces = [
        line + b"\n\n" for line in events({"title": "Rota", "body": BODY["en"] * 3}).split(b"\n\n") if line
    ]
    model.answer(lambda _body: slowly(pieces, 0.15))
    page = visit(hr)
    typed(page, "letter", "the new rota")
    page.get_by_role("button", name="Send to the model").click()
    expect(page.locator("#progress pre")).to_contain_text("Welcome to our team")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#progress")).to_be_hidden()
    expect(page.locator("#sheet")).to_have_count(0)
    page.get_by_role("button", name="Send to the model").click()
    expect(page.locator("#sheet")).to_be_visible()
    expect(page.locator("#sheet-title")).to_be_focused()
    page.goto("/desk/")
    expect(page.get_by_text("stopped by the reader")).to_have_count(1)


def test_a_part_is_rewritten_in_its_place_by_keyboard_and_edits_stay(
    visit: Visit, hr: Account, model: ModelServer
) -> None:
    model.answer(answering("en"))
    page = visit(hr)
    typed(page, "letter", "the new rota")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Send to the model").press("Enter")
    page.locator("#part-0").fill("Dear all, the new rota starts in May.")
    expect(page.locator("#sheet-length")).to_contain_text("131 / 2000")
    page.get_by_label("How to rewrite 2").select_option("shorter")
    page.locator("#another-1").press("Enter")
    expect(page.locator("#part-1")).to_have_value(BODY["en"])
    expect(page.locator("#part-0")).to_have_value("Dear all, the new rota starts in May.")
    expect(page.locator("#another-1")).to_be_focused()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as Word (DOCX)").click()
    assert download.value.suggested_filename == "draft.docx"


def test_without_script_everything_works_with_one_page_more(
    visit: Visit, hr: Account, model: ModelServer
) -> None:
    model.answer(answering("en"))
    page = visit(hr, java_script_enabled=False)
    typed(page, "engagement_survey", BRIEFS["en"])
    page.get_by_role("button", name="Send to the model").click()
    expect(page.get_by_text("1 personal detail was taken out")).to_be_visible()
    assert model.asked == []
    page.get_by_role("button", name="Send to the model").click()
    page.locator("#remove-0").click()
    expect(page.locator(".desk-part")).to_have_count(19)
    page.get_by_role("button", name="Make it a questionnaire").click()
    assert Questionnaire.objects.get().questions.count() == 19


@pytest.mark.parametrize("name", ["prose", "500", "markup", "not JSON at all"])
def test_a_reply_that_misbehaves_leaves_a_page_that_says_so(
    visit: Visit, hr: Account, model: ModelServer, name: str
) -> None:
    _name, status, body, _headers = next(one for one in MISBEHAVING if one[0] == name)
    model.answer(body, status=status)
    page = visit(hr)
    typed(page, "letter", "the new rota")
    page.get_by_role("button", name="Send to the model").click()
    expect(page.locator("#result .note").first).to_be_visible()


def found_wrong(page: Page, axe: Callable[[Page], list[str]], width: int, what: str) -> list[str]:
    problems = [f"{what}: {one}" for one in axe(page)]
    if page.evaluate("document.documentElement.scrollWidth") > width:
        problems.append(f"{what}: wider than {width} px")
    return problems


@pytest.mark.parametrize(
    ("language", "width"), [("en", 1280), ("zh-hans", 390), ("en", 390), ("zh-hans", 1280)]
)
def test_the_desk_is_accessible_and_fits(
    visit: Visit,
    axe: Callable[[Page], list[str]],
    hr: Account,
    model: ModelServer,
    settings: Any,
    language: str,
    width: int,
) -> None:
    model.answer(answering(LANGS[language]))
    page = visit(hr, language, width)
    problems: list[str] = []
    for key in ("engagement_survey", "welcome_letter"):
        typed(page, key, BRIEFS[language])
        expect(page.locator("#notice .copybox")).to_contain_text("[EMAIL]")
        problems += found_wrong(page, axe, width, f"{key}, form")
        page.get_by_role("button", name=WORDS[language][0]).click()
        expect(page.locator("#sheet")).to_be_visible()
        problems += found_wrong(page, axe, width, f"{key}, draft")
        if key == "engagement_survey":
            page.locator("#keep-0").click()
            expect(page.locator("#sheet [role=status] .note")).to_be_visible()
    for where in ("/desk/", "/desk/ledger/", "/desk/own/"):
        page.goto(where)
        problems += found_wrong(page, axe, width, where)
    settings.LLM_BASE_URL = ""
    for where in ("/desk/", "/desk/letter/", "/desk/advice/"):
        page.goto(where)
        problems += found_wrong(page, axe, width, f"{where} without a model")
    assert problems == []
