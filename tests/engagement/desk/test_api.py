"""The desk for programs: what it lists, drafts and refuses, for whom, and that the schema describes it."""

from typing import Any

import jsonschema  # type: ignore[import-untyped]  # its types are not part of the environment
import pytest
import yaml
from django.test import Client
from knox.models import AuthToken

from nlp.drafting.kinds import kinds
from nlp.drafting.row_schema import row_schema
from people.enums import Role
from privacy.models import LedgerEntry
from tests.engagement.desk.scripted import BODY, answering, good, said
from tests.factories import people
from tests.nlp.conftest import ModelServer

pytestmark = pytest.mark.django_db
ADDRESSES = [("get", "/api/draft-kinds/"), ("post", "/api/drafts/"), ("post", "/api/draft-parts/")]


def post(client: Client, address: str, **sent: Any) -> Any:
    return client.post(f"/api/{address}/", sent, content_type="application/json")


@pytest.mark.parametrize(("verb", "address"), ADDRESSES)
def test_nobody_drafts_without_signing_in_and_only_hr_does(client: Client, verb: str, address: str) -> None:
    assert getattr(client, verb)(address).status_code == 401
    for role in (Role.OPERATOR, Role.DPO, Role.EMPLOYEE):
        client.force_login(people.account() if role == Role.EMPLOYEE else people.account(role))
        assert getattr(client, verb)(address).status_code == 403


def test_a_token_is_enough(client: Client, no_model: None) -> None:
    _stored, token = AuthToken.objects.create(people.account(Role.HR))
    reply = client.get("/api/draft-kinds/", headers={"Authorization": f"Token {token}"})
    assert [one["key"] for one in reply.json()] == list(kinds())


def test_every_kind_is_listed_with_a_form_and_a_schema(hr: Client) -> None:
    for one in hr.get("/api/draft-kinds/").json():
        jsonschema.Draft202012Validator.check_schema(one["schema"])
        assert one["schema"] == row_schema(kinds()[one["key"]])
        assert set(one["name"]) == {"en", "zh"}
        assert [detail["key"] for detail in one["details"]] == [
            detail.key for detail in kinds()[one["key"]].details
        ]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_draft_follows_the_schema_that_was_listed(lang: str, hr: Client, no_model: None) -> None:
    for key in ("exit_interview", "welcome_letter", "interview_questions"):
        row = post(hr, "drafts", kind=key, brief="x", lang=lang).json()
        jsonschema.validate(row, row_schema(kinds()[key]))


def test_details_and_a_limit_are_taken(hr: Client, no_model: None) -> None:
    sent = {
        "kind": "welcome_letter",
        "brief": "x",
        "lang": "en",
        "details": {"name": "Ann"},
        "max_chars": 200,
    }
    body = post(hr, "drafts", **sent).json()["body"]
    assert body.startswith("Dear Ann")
    assert len(body) <= 200


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"kind": "poem"}, 400),
        ({"lang": "fr"}, 400),
        ({"brief": ""}, 400),
        ({"brief": "x" * 8001}, 400),
        ({"details": {"shoe_size": "43"}}, 400),
        ({"max_chars": 9}, 400),
        ({"kind": "letter"}, 400),
    ],
)
def test_what_cannot_be_drafted_is_refused(
    change: dict[str, Any], status: int, hr: Client, no_model: None
) -> None:
    reply = post(hr, "drafts", **{"kind": "welcome_letter", "brief": "x", "lang": "en", **change})
    assert reply.status_code == status
    assert reply.json()


def test_a_model_drafts_and_the_ledger_knows_who_asked(hr: Client, server: ModelServer) -> None:
    server.answer(said(good("letter", "en")))
    row = post(hr, "drafts", kind="letter", brief="a farewell", lang="en").json()
    assert (row["source"], row["model"]) == ("model", "tiny")
    assert LedgerEntry.objects.get(action="draft_request").actor.startswith("hr")


def test_a_model_that_fails_where_nothing_stands_in_is_a_bad_gateway(hr: Client, server: ModelServer) -> None:
    server.answer({}, status=400)
    reply = post(hr, "drafts", kind="letter", brief="a farewell", lang="en")
    assert (reply.status_code, list(reply.json())) == (502, ["detail"])


def test_a_part_is_written_anew(hr: Client, server: ModelServer) -> None:
    server.answer(answering("en"))
    sent = {
        "kind": "letter",
        "brief": "x",
        "lang": "en",
        "parts": ["Hello.", "Bye."],
        "place": 1,
        "wish": "warmer",
    }
    assert post(hr, "draft-parts", **sent).json() == {
        "text": BODY["en"], "question": None, "notes": [], "length": len("Hello.") + 2 + len(BODY["en"]), "limit": 2000,
    }  # fmt: skip
    assert post(hr, "draft-parts", **sent | {"place": 2}).status_code == 400
    assert post(hr, "draft-parts", **sent | {"wish": "louder"}).status_code == 400
    question = post(hr, "draft-parts", **sent | {"kind": "exit_interview"}).json()["question"]
    assert question["type"] == "text"


def test_a_part_that_leaves_a_draft_too_long_is_refused(hr: Client, no_model: None) -> None:
    sent = {
        "kind": "exit_interview", "brief": "Why do people leave?", "lang": "en", "max_chars": 100,
        "parts": ["x" * 95, "Bye."], "place": 1,
    }  # fmt: skip
    refused = post(hr, "draft-parts", **sent)
    assert refused.status_code == 400
    assert "more than its limit of 100" in refused.json()["detail"]


def test_a_part_that_is_shorter_is_taken_even_where_the_draft_is_too_long(hr: Client, no_model: None) -> None:
    sent = {
        "kind": "exit_interview", "brief": "Why do people leave?", "lang": "en", "max_chars": 100,
        "parts": ["x" * 95, "y" * 400], "place": 1,
    }  # fmt: skip
    row = post(hr, "draft-parts", **sent).json()
    assert len(row["text"]) < 400
    assert (row["length"], row["limit"]) == (95 + len(row["text"]), 100)


def test_the_schema_of_the_api_describes_the_desk(hr: Client) -> None:
    described = yaml.safe_load(hr.get("/api/schema/").content)
    assert {"/api/draft-kinds/", "/api/drafts/", "/api/draft-parts/"} <= set(described["paths"])
    draft = described["components"]["schemas"]["Draft"]["properties"]
    assert set(draft) == set(row_schema(kinds()["letter"])["properties"])
