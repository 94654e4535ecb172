"""The pages of the desk: forms, the notice before anything leaves, the draft in the page, and who may see them."""

import json
import re
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from engagement.desk.models import OwnItem
from nlp.drafting.kinds import kinds
from people.enums import Role
from privacy.models import LedgerEntry
from surveys.bank.loader import bank
from surveys.models import Questionnaire
from tests.engagement.desk.scripted import BODY, answering, events, good, said
from tests.factories import people
from tests.nlp.conftest import ModelServer

pytestmark = pytest.mark.django_db
PERSONAL = "Write to anna.schmidt@example.org about the rota"


def at(name: str, key: str = "engagement_survey", **more: str) -> str:
    return reverse(f"desk:{name}", kwargs={"key": key, **more})


def fields(html: str) -> dict[str, list[str]]:
    """Return what the draft in a page would send: hidden and visible fields, as a browser reads them."""
    sheet = html[html.index('id="sheet"') :]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input[^>]* name="([^"]+)" value="([^"]*)"', sheet):
        found.setdefault(name, []).append(value.replace("&#x27;", "'").replace("&quot;", '"'))
    for name, value in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>', sheet):
        found[name] = [value.replace("&#x27;", "'").replace("&quot;", '"').removeprefix("\n")]
    return found


def made(hr: Client, key: str, brief: str = "too many meetings", lang: str = "en", **more: str) -> str:
    sent = {"kind": key, "brief": brief, "lang": lang, "max_chars": str(kinds()[key].max_chars), **more}
    return hr.post(at("draft", key), sent).content.decode()


def test_the_menu_names_every_kind_and_says_that_there_is_no_model(hr: Client, no_model: None) -> None:
    page = hr.get(reverse("desk:desk")).content.decode()
    assert all(at("draft", key) in page for key in kinds())
    assert "No language model is set up" in page
    assert page.count("needs a model") == sum(kind.needs_provider for kind in kinds().values())


@pytest.mark.parametrize("key", kinds())
def test_every_kind_has_a_form_of_its_own(key: str, hr: Client, server: ModelServer) -> None:
    page = hr.get(at("draft", key)).content.decode()
    assert all(f'name="d_{one.key}"' in page for one in kinds()[key].details)
    assert kinds()[key].unknown["en"].split("&")[0][:40].replace("'", "&#x27;") in page
    assert "Requests to the model today: 0 of" in page


def test_an_unknown_kind_is_not_found(hr: Client) -> None:
    assert hr.get("/desk/poem/").status_code == 404


def test_the_desk_makes_a_draft_and_says_that_no_model_did(hr: Client, no_model: None) -> None:
    page = made(hr, "engagement_survey")
    assert page.count('class="desk-part"') == 20
    assert "No model was used" in page


def test_a_kind_that_needs_a_model_says_so(hr: Client, no_model: None) -> None:
    assert "needs a language model" in made(hr, "letter")


def test_what_is_taken_out_is_shown_before_anything_is_sent(hr: Client, server: ModelServer) -> None:
    server.answer(said({"title": "Rota", "body": BODY["en"]}))
    held = made(hr, "letter", PERSONAL)
    assert "1 personal detail was taken out" in held
    assert "Write to [EMAIL] about the rota" in held
    assert server.asked == []
    seen = re.search(r'name="seen" value="(\w+)"', held)
    assert seen is not None
    assert BODY["en"] in made(hr, "letter", PERSONAL, seen=seen[1])
    assert len(server.asked) == 1
    made(hr, "letter", PERSONAL + " of bob@example.org", seen=seen[1])
    assert len(server.asked) == 1


def test_the_notice_is_there_while_one_types(hr: Client, server: ModelServer) -> None:
    sent = {"kind": "letter", "lang": "en", "brief": PERSONAL}
    assert "[EMAIL]" in hr.post(at("notice", "letter"), sent).content.decode()
    assert "Nothing personal" in hr.post(at("notice", "letter"), sent | {"brief": "a rota"}).content.decode()
    assert hr.post(at("notice", "letter"), {"brief": "x"}).status_code == 404


def lines(hr: Client, key: str, **sent: str) -> list[dict[str, Any]]:
    reply = hr.post(at("stream", key), {"kind": key, "lang": "en", "max_chars": "500", **sent})
    assert reply["Content-Type"].startswith("application/x-ndjson")
    raw = b"".join(reply.streaming_content).decode()  # type: ignore[attr-defined]  # a streaming response
    return [json.loads(line) for line in raw.splitlines()]


def test_a_draft_is_streamed_into_the_page(hr: Client, server: ModelServer) -> None:
    server.answer(events({"title": "Rota", "body": BODY["en"]}, size=9))
    said_so_far = lines(hr, "letter", brief="a rota")
    assert "so_far" in said_so_far[0]
    assert BODY["en"] in said_so_far[-1]["html"]
    assert 'id="sheet"' in said_so_far[-1]["html"]


@pytest.mark.parametrize(
    ("brief", "key", "words"),
    [("", "html", "required"), ("x", "html", "no usable draft"), (PERSONAL, "notice", "[EMAIL]")],
)
def test_a_stream_that_gives_no_draft_says_why(
    brief: str, key: str, words: str, hr: Client, server: ModelServer
) -> None:
    server.answer({}, status=400)
    assert words in lines(hr, "letter", brief=brief)[-1][key]


def test_the_budget_and_every_request_are_shown_without_a_word_of_them(
    hr: Client, server: ModelServer
) -> None:
    server.answer(said({"title": "Rota", "body": BODY["en"]}))
    made(hr, "letter", "zebras")
    page = hr.get(reverse("desk:ledger")).content.decode()
    assert "zebras" not in page
    assert "desk-2" in page
    assert "tiny" in page
    assert "Requests to the model today: 1 of" in hr.get(reverse("desk:desk")).content.decode()


def test_the_ledger_names_who_asked_a_model_by_role_and_never_by_address(
    client: Client, server: ModelServer
) -> None:
    asker = people.account(Role.HR, email="ann@example.org")
    asker.display_name = ""
    asker.save()
    client.force_login(asker)
    server.answer({"error": "no"}, status=400)
    made(client, "letter", "a farewell")
    assert {entry.actor for entry in LedgerEntry.objects.filter(action="draft_request")} == {"hr"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_draft_becomes_a_questionnaire(lang: str, hr: Client, no_model: None) -> None:
    sent = fields(made(hr, "engagement_survey", lang=lang))
    first = sent["part-0"][0]
    sent["part-1"] = ["Is the rota fair?"]
    reply = hr.post(at("questionnaire"), sent)
    stored = Questionnaire.objects.get()
    assert reply["Location"] == reverse("studio:editor", args=[stored.pk])
    asked = list(stored.questions.all())
    assert len(asked) == 20
    assert asked[0].text[lang] == first
    assert set(asked[0].text) == {"en", "zh"}
    assert asked[0].bank_item in bank()
    assert (asked[1].text, asked[1].bank_item) == ({lang: "Is the rota fair?"}, "")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("way", ["txt", "docx", "questionnaire"])
def test_what_was_edited_beyond_its_limit_does_not_leave_the_page(
    lang: str, way: str, hr: Client, no_model: None
) -> None:
    key = "engagement_survey" if way == "questionnaire" else "welcome_letter"
    hr.cookies["django_language"] = "zh-hans" if lang == "zh" else "en"
    sent = fields(made(hr, key, lang=lang, max_chars="500" if key == "welcome_letter" else "1000"))
    sent["part-0"] = ["x" * 4200]
    address = at(way, key) if way == "questionnaire" else at("export", key, form=way)
    refused = hr.post(address, sent)
    assert ("Content-Disposition" in refused, Questionnaire.objects.count()) == (False, 0)
    page = refused.content.decode()
    assert ("shorten it first" if lang == "en" else "请先缩短") in page
    assert "x" * 4200 in page
    sent["part-0"] = ["x"]
    assert hr.post(address, sent).status_code == (302 if way == "questionnaire" else 200)


def test_a_question_is_kept_and_asked_again(hr: Client, no_model: None) -> None:
    sent = fields(made(hr, "exit_interview"))
    for _again in range(2):
        page = hr.post(at("change", "exit_interview"), sent | {"do": "keep:2"}).content.decode()
        assert "Kept among your own questions" in page
    item = OwnItem.objects.get()
    assert item.text["en"] == sent["part-2"][0]
    assert item.text["en"].replace("'", "&#x27;") in hr.get(reverse("desk:own_items")).content.decode()
    reply = hr.post(reverse("desk:own_items"), {"item": str(item.pk)})
    assert "/studio/" in reply["Location"]
    assert Questionnaire.objects.get().questions.get().text == item.text
    hr.post(reverse("desk:own_items"), {"item": str(item.pk), "do": "delete"})
    assert not OwnItem.objects.exists()
    assert hr.post(reverse("desk:own_items"), {}).status_code == 302


@pytest.mark.parametrize("key", ["engagement_survey", "welcome_letter"])
def test_a_draft_is_taken_along_as_text_and_as_a_document(key: str, hr: Client, no_model: None) -> None:
    sent = fields(made(hr, key))
    sent["part-0"] = ["Edited by hand"]
    text = hr.post(at("export", key, form="txt"), sent).content.decode()
    document = Document(BytesIO(hr.post(at("export", key, form="docx"), sent).content))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for part in [sent["title"][0], "Edited by hand", sent["part-1"][0].splitlines()[0]]:
        assert part in text
        assert part in words
    assert "no language model was used" in document.core_properties.comments


def test_a_part_is_rewritten_removed_or_replaced(hr: Client, server: ModelServer) -> None:
    server.answer(answering("en"))
    sent = fields(made(hr, "welcome_letter", "a nurse joins"))
    assert sent["parts"] == ["2"]
    page = hr.post(
        at("change", "welcome_letter"), sent | {"part-1": "Edited", "do": "another:0", "wish-0": "shorter"}
    )
    after = fields(page.content.decode())
    assert (after["part-0"], after["part-1"]) == ([BODY["en"]], ["Edited"])
    assert "half as many words" in server.asked[-1][1]["messages"][1]["content"]
    page = hr.post(at("change", "welcome_letter"), sent | {"do": "remove:0"}, headers={"HX-Request": "true"})
    assert fields(page.content.decode())["parts"] == ["1"]
    assert "<html" not in page.content.decode()
    whole = hr.post(
        at("change", "welcome_letter"), sent | {"do": "whole", "wish-all": "warmer"}
    ).content.decode()
    assert fields(whole)["parts"] == ["1"]
    afresh = hr.post(at("change", "welcome_letter"), sent | {"do": "afresh"}).content.decode()
    assert fields(afresh)["turn"] == ["1"]


def test_without_a_model_another_item_or_another_outline_comes(hr: Client, no_model: None) -> None:
    sent = fields(made(hr, "engagement_survey"))
    after = fields(hr.post(at("change"), sent | {"do": "another:0"}).content.decode())
    assert after["part-0"] != sent["part-0"]
    assert after["item-0"][0] in bank()
    outline = fields(made(hr, "advice", "a quarrel"))
    other = fields(hr.post(at("change", "advice"), outline | {"do": "afresh"}).content.decode())
    assert other["part-0"] != outline["part-0"]
    refused = hr.post(at("change", "advice"), outline | {"do": "another:0"}).content.decode()
    assert "needs a language model" in refused


def test_a_flag_is_mended_by_taking_the_rewrite(hr: Client, no_model: None) -> None:
    sent = fields(made(hr, "exit_interview")) | {"part-0": "My manager always listens."}
    page = hr.post(at("change", "exit_interview"), sent | {"do": "count"}).content.decode()
    assert "Use this wording" in page
    after = fields(hr.post(at("change", "exit_interview"), sent | {"do": "use:0"}).content.decode())
    assert "always" not in after["part-0"][0]


@pytest.mark.parametrize(
    "broken",
    [
        {"parts": "0"},
        {"parts": "999"},
        {"parts": "x"},
        {"source": "oracle"},
        {"lang": "fr"},
        {"type-0": "hologram"},
    ],
)
def test_a_page_that_is_not_ours_is_refused_in_a_sentence(
    broken: dict[str, str], hr: Client, no_model: None
) -> None:
    sent = fields(made(hr, "exit_interview")) | broken
    for name, more in (("change", {}), ("questionnaire", {}), ("export", {"form": "txt"})):
        reply = hr.post(at(name, "exit_interview", **more), sent, follow=True)
        assert "cannot be read any more" in reply.content.decode()


@pytest.mark.parametrize("verb", ["another:99", "remove:x", "keep:", "use:99"])
def test_a_place_that_is_not_there_is_refused_in_a_sentence(verb: str, hr: Client, no_model: None) -> None:
    sent = fields(made(hr, "exit_interview"))
    assert (
        "cannot be read any more"
        in hr.post(at("change", "exit_interview"), sent | {"do": verb}).content.decode()
    )


def test_what_a_model_writes_is_text_and_never_markup(hr: Client, server: ModelServer) -> None:
    server.answer(said({"title": "<b>x</b>", "body": f"<script>alert(1)</script>{BODY['en']}"}))
    page = made(hr, "letter")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_wording_is_checked_while_typing(hr: Client) -> None:
    reply = hr.post(reverse("desk:lint"), {"text": "My manager always listens.", "lang": "en"}).json()
    assert [flag["rule"] for flag in reply["flags"]] == ["absolute"]
    assert hr.post(reverse("desk:lint"), {"text": "x", "lang": "fr"}).status_code == 400


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_models_questions_come_with_their_scale_into_the_questionnaire(
    lang: str, hr: Client, server: ModelServer
) -> None:
    server.answer(said(good("engagement_survey", lang)))
    hr.post(at("questionnaire"), fields(made(hr, "engagement_survey", lang=lang)))
    asked = list(Questionnaire.objects.get().questions.all())
    assert [one.type for one in asked] == ["agreement5"] * 20
    assert all(set(one.text) == {lang} for one in asked)


PAGES = [
    ("get", "/desk/"), ("get", "/desk/ledger/"), ("get", "/desk/own/"), ("get", "/desk/letter/"), ("post", "/desk/letter/"),
    ("post", "/desk/lint/"), ("post", "/desk/own/"), ("post", "/desk/letter/notice/"), ("post", "/desk/letter/stream/"),
    ("post", "/desk/letter/change/"), ("post", "/desk/letter/questionnaire/"), ("post", "/desk/letter/export.docx"),
]  # fmt: skip


@pytest.mark.parametrize(("verb", "address"), PAGES)
def test_the_desk_is_for_hr(client: Client, verb: str, address: str) -> None:
    assert getattr(client, verb)(address).status_code == 302
    for role in (Role.OPERATOR, Role.DPO):
        client.force_login(people.account(role))
        assert getattr(client, verb)(address).status_code == 403
