"""The pages of the studio as a browser without script sees them."""

import json
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from engagement.desk.models import OwnItem
from engagement.studio.starting import KEPT
from people.enums import Role
from people.models import Account
from surveys.bank.loader import bank
from surveys.models import Question, Questionnaire
from tests.engagement.desk.scripted import good, said
from tests.factories import people
from tests.factories import surveys as make
from tests.nlp.conftest import ModelServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr() -> Account:
    return people.account(Role.HR)


@pytest.fixture
def browser(hr: Account) -> Client:
    client = Client()
    client.force_login(hr)
    return client


def two() -> Questionnaire:
    return make.questionnaire(make.question("a"), make.question("b"))


def at(name: str, *arguments: object) -> str:
    return reverse(f"studio:{name}", args=arguments)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.OPERATOR, Role.DPO, None])
def test_nobody_but_hr_comes_in(role: Role | None) -> None:
    made = two()
    client = Client()
    if role:
        unit = people.unit("X") if role == Role.MANAGER else None
        client.force_login(people.account(*([] if unit else [role]), manages=unit))
    pages = [
        at("home"),
        at("bank"),
        *(at(name, made.pk) for name in ("editor", "title", "new_question", "preview", "export")),
    ]
    expected = HTTPStatus.FORBIDDEN if role else HTTPStatus.FOUND
    assert {client.get(page).status_code for page in pages} == {expected}
    posts = [
        at("goal"),
        at("set"),
        at("file"),
        at("flags"),
        at("next", made.pk),
        at("discard", made.pk),
        at("change", made.pk, "a"),
    ]
    assert {client.post(page).status_code for page in posts} == {expected}
    assert made.questions.count() == 2


def test_a_set_a_goal_and_a_file_lead_to_the_editor(browser: Client) -> None:
    definition = {"title": "C", "pages": [{"elements": [{"type": "comment", "name": "why"}]}]}
    sent = [
        (at("set"), {"set": "pulse"}),
        (at("goal"), {"goal": "Do people rest?", "purpose": "pulse"}),
        (at("file"), {"file": SimpleUploadedFile("c.json", json.dumps(definition).encode())}),
        (at("bank"), {"item": ["own-sleep-1", "own-recovery-1"]}),
    ]
    for where, data in sent:
        answer = browser.post(where, data, follow=True)
        newest = Questionnaire.objects.latest("pk")
        assert answer.redirect_chain[-1][0] == at("editor", newest.pk)
        assert answer.status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    ("name", "data"),
    [("goal", {"goal": ""}), ("goal", {"goal": "x", "purpose": "nothing"}), ("file", {}), ("set", {"set": "none"}),
     ("file", {"file": SimpleUploadedFile("c.json", b"{")}), ("bank", {}), ("bank", {"item": "none"})],
)  # fmt: skip
def test_bad_input_stores_nothing_and_says_why(browser: Client, name: str, data: dict[str, object]) -> None:
    answer = browser.post(at(name), data, follow=True)
    assert answer.status_code == HTTPStatus.OK
    assert not Questionnaire.objects.exists()
    assert any(mark in answer.content.decode() for mark in ("errorlist", "note bad"))


def keys(of: Questionnaire) -> list[str]:
    return list(of.questions.values_list("key", flat=True))


def test_questions_are_moved_and_removed(browser: Client) -> None:
    made = two()
    browser.post(at("change", made.pk, "a"), {"verb": "down"})
    assert keys(made) == ["b", "a"]
    browser.post(at("change", made.pk, "a"), {"verb": "up"})
    browser.post(at("change", made.pk, "b"), {"verb": "remove"})
    assert keys(made) == ["a"]
    answer = browser.post(at("change", made.pk, "a"), {"verb": "remove"}, follow=True)
    assert keys(made) == ["a"]
    assert "keeps one question at least" in answer.content.decode()


def test_with_htmx_only_the_list_comes_back(browser: Client) -> None:
    answer = browser.post(at("change", two().pk, "a"), {"verb": "down"}, headers={"HX-Request": "true"})
    assert answer.content.decode().lstrip().startswith("<section")


@pytest.fixture
def model(settings: Any) -> Iterator[ModelServer]:
    server = ModelServer()
    settings.LLM_BASE_URL, settings.LLM_MODEL = server.url, "scripted"
    yield server
    server.close()


def test_a_goal_with_a_persons_details_is_sent_once_they_were_seen_to_be_gone(
    browser: Client, model: ModelServer
) -> None:
    model.answer(said(good("engagement_survey", "en")))
    sent = {"goal": "Why did anna.schmidt@example.org leave?", "purpose": "pulse"}
    held = browser.post(at("goal"), sent).content.decode()
    assert (model.asked, Questionnaire.objects.count()) == ([], 0)
    notice = held[held.index('name="seen"') :]
    assert "anna.schmidt" not in notice
    seen = notice.split('value="')[1].split('"')[0]
    browser.post(at("goal"), sent | {"seen": seen})
    assert Questionnaire.objects.get().questions.filter(bank_item="").exists()
    assert len(model.asked) == 1
    assert "anna.schmidt" not in json.dumps(model.asked)


@pytest.mark.parametrize("lang", ["en", "zh-hans"])
def test_a_model_that_fails_leaves_a_questionnaire_of_the_bank_and_says_so(
    browser: Client, model: ModelServer, lang: str
) -> None:
    model.answer({"error": "x"}, 500)
    browser.cookies["django_language"] = lang
    page = browser.post(
        at("goal"), {"goal": "Enough rest?", "purpose": "pulse"}, follow=True
    ).content.decode()
    assert all(one.bank_item for one in Questionnaire.objects.get().questions.all())
    assert ("The language model failed" if lang == "en" else "语言模型未能完成") in page


def kept(**fields: Any) -> OwnItem:
    given = {"text": {"en": "Is the rota fair?"}, "type": "agreement5", "kept_on": timezone.localdate()}
    return OwnItem.objects.create(**given | fields)


def test_questions_of_ones_own_stand_before_the_bank_marked_and_are_taken(browser: Client) -> None:
    own = kept()
    page = browser.get(at("bank")).content.decode()
    marked = page[page.index("Is the rota fair?") - 120 : page.index("Is the rota fair?") + 260]
    assert "own wording" in marked
    assert "not tested with people" in marked
    assert page.index("Is the rota fair?") < page.index(bank()["own-sleep-1"]["text"]["en"])
    only = browser.get(at("bank"), {"source": KEPT}).content.decode()
    assert "Is the rota fair?" in only
    assert bank()["own-sleep-1"]["text"]["en"] not in only
    assert "Is the rota fair?" not in browser.get(at("bank"), {"q": "sleep"}).content.decode()
    assert "Is the rota fair?" not in browser.get(at("bank"), {"type": "frequency"}).content.decode()
    browser.post(at("bank"), {"item": [f"kept-{own.pk}", "own-sleep-1"]})
    asked = list(Questionnaire.objects.get().questions.all())
    assert [(one.bank_item, one.type) for one in asked] == [
        ("", "agreement5"),
        ("own-sleep-1", asked[1].type),
    ]
    made = make.questionnaire(make.question("a"))
    browser.post(f"{at('bank')}?to={made.pk}", {"item": [f"kept-{own.pk}"]})
    assert made.questions.filter(text={"en": "Is the rota fair?"}, bank_item="").exists()


def test_a_kept_question_that_is_gone_is_told(browser: Client) -> None:
    reply = browser.post(at("bank"), {"item": ["kept-999"]}, follow=True)
    assert not Questionnaire.objects.exists()
    assert "kept-999" in reply.content.decode()


def test_items_of_the_bank_are_added_once(browser: Client) -> None:
    made = two()
    for _ in range(2):
        browser.post(f"{at('bank')}?to={made.pk}", {"item": ["own-sleep-1"]})
    assert keys(made) == ["a", "b", "own-sleep-1"]


def form(**fields: object) -> dict[str, object]:
    return {"text_en": "How is it?", "text_zh": "怎么样？", "type": "agreement5", "show_op": "eq"} | fields


def test_a_question_is_written_with_options_section_and_condition(browser: Client) -> None:
    made = two()
    data = form(
        type="single",
        options="Yes | 是\nNo | 否",
        section_en="Pay",
        required="on",
        show_question="a",
        show_op="in",
        show_value="1, 2",
    )
    browser.post(at("new_question", made.pk), data)
    own = made.questions.get(key="own")
    assert own.options == [
        {"key": "o1", "text": {"en": "Yes", "zh": "是"}},
        {"key": "o2", "text": {"en": "No", "zh": "否"}},
    ]
    assert (own.section, own.required) == ({"en": "Pay"}, True)
    assert own.show_if == {"question": "a", "op": "in", "value": [1, 2]}


def test_editing_keeps_the_keys_of_options_and_counts_the_wording(browser: Client) -> None:
    made = make.questionnaire(make.question("a"), make.question("pick", "single"))
    data = form(type="single", options="First | 一\nSecond | 二\nThird | 三")
    browser.post(at("question", made.pk, "pick"), data)
    pick = made.questions.get(key="pick")
    assert [one["key"] for one in pick.options] == ["a", "b", "c"]
    assert (pick.text, pick.wording) == ({"en": "How is it?", "zh": "怎么样？"}, 2)


@pytest.mark.parametrize(
    "wrong",
    [{"text_en": "", "text_zh": ""}, {"type": "single", "options": "only one"}, {"show_question": "a"},
     {"show_question": "a", "show_value": "9"}, {"type": "slider"}, {"type": "text", "required": "on"}, {"text_en": "{name}"}],
)  # fmt: skip
def test_a_question_that_does_not_fit_is_not_stored(browser: Client, wrong: dict[str, object]) -> None:
    made = two()
    answer = browser.post(at("new_question", made.pk), form(**wrong))
    assert answer.status_code == HTTPStatus.OK
    assert "errorlist" in answer.content.decode()
    assert keys(made) == ["a", "b"]


def test_what_somebody_else_removed_is_not_found(browser: Client) -> None:
    made = two()
    assert browser.get(at("question", made.pk, "x")).status_code == HTTPStatus.NOT_FOUND
    assert (
        browser.post(at("change", made.pk, "a"), {"lang": "fr", "text": "x"}).status_code
        == HTTPStatus.NOT_FOUND
    )


def test_title_and_introduction(browser: Client) -> None:
    made = two()
    browser.post(at("title", made.pk), {"title_en": "Rest", "intro_zh": "关于休息"})
    made.refresh_from_db()
    assert (made.title, made.intro) == ({"en": "Rest"}, {"zh": "关于休息"})
    assert "errorlist" in browser.post(at("title", made.pk), {"title_en": ""}).content.decode()


def test_a_launched_version_is_read_only_and_goes_on_in_the_next(browser: Client) -> None:
    make.company()
    made = make.wave(two()).questionnaire
    page = browser.get(at("editor", made.pk)).content.decode()
    assert 'name="verb"' not in page
    browser.post(at("change", made.pk, "a"), {"verb": "down"})
    assert keys(made) == ["a", "b"]
    answer = browser.post(at("next", made.pk))
    following = Questionnaire.objects.latest("pk")
    assert (answer["Location"], following.version) == (at("editor", following.pk), 2)
    page = browser.get(at("editor", following.pk)).content.decode()
    assert "Beside the last wave" in page
    browser.post(at("discard", following.pk))
    browser.post(at("discard", made.pk))
    assert list(Questionnaire.objects.all()) == [made]


def test_gaps_and_flags_are_counted(browser: Client) -> None:
    made = make.questionnaire(
        {"key": "a", "type": "agreement5", "text": {"en": "I always get fair pay and support."}}
    )
    page = browser.get(at("editor", made.pk)).content.decode()
    assert "1 translation is missing" in page
    assert "Chinese is missing" in page
    assert "Use this wording" in page


def test_flags_come_back_as_one_types(browser: Client) -> None:
    assert (
        "note warn"
        in browser.post(at("flags"), {"text_en": "I always get fair pay and good support."}).content.decode()
    )
    assert (
        "note warn" in browser.post(at("flags"), {"text_zh": "我总是得到公平的薪酬和支持。"}).content.decode()
    )
    assert "note" not in browser.post(at("flags"), {"text_en": ""}).content.decode()


def test_the_preview_may_be_framed_by_the_site_and_stores_nothing(browser: Client) -> None:
    made = two()
    answer = browser.get(at("preview", made.pk), {"lang": "zh"})
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "Text of a（中文）" in answer.content.decode()
    assert browser.post(at("preview", made.pk), {"a": "1"}).status_code == HTTPStatus.FOUND
    assert "frame-src 'self'" in browser.get(at("editor", made.pk))["Content-Security-Policy"]


def test_a_download_is_surveyjs(browser: Client) -> None:
    answer = browser.get(at("export", two().pk))
    assert answer.json()["title"] == {"default": "Test", "zh-cn": "Test（中文）"}
    assert 'filename="test-v1.json"' in answer["Content-Disposition"]


def test_a_launch_takes_the_questionnaire_and_leavers_are_not_asked_together(browser: Client) -> None:
    make.company()
    made = two()
    where = reverse("dashboards:hr_launch")
    page = browser.get(where, {"questionnaire": made.pk})
    form = page.context["form"].initial
    browser.post(f"{where}?questionnaire={made.pk}", form)
    made.refresh_from_db()
    assert made.frozen
    leaving = make.questionnaire(key="leaving", purpose="exit")
    page = browser.post(f"{where}?questionnaire={leaving.pk}", form)
    assert "Leavers are asked one by one" in page.content.decode()
    assert Question.objects.filter(questionnaire__frozen=True).count() == 2
