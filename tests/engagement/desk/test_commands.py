"""The commands of the desk: what they write, and what they refuse in one sentence with nothing half written."""

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # its types are not part of the environment
import pytest
from django.core.management import call_command

from nlp.drafting.kinds import kinds
from nlp.drafting.row_schema import row_schema
from tests.engagement.desk.scripted import good, said
from tests.nlp.conftest import ModelServer

pytestmark = pytest.mark.django_db


def draft(
    out: Path, *more: str, kind: str = "welcome_letter", lang: str = "en", brief: str = "a nurse joins"
) -> None:
    call_command("draft", kind, "--brief", brief, "--lang", lang, "--out", str(out), *more)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_draft_is_written_in_the_promised_form(lang: str, tmp_path: Path, no_model: None) -> None:
    out = tmp_path / "draft.json"
    draft(out, lang=lang, kind="exit_interview")
    row = json.loads(out.read_text("utf-8"))
    jsonschema.validate(row, row_schema(kinds()["exit_interview"]))
    assert list(row) == ["kind", "lang", "source", "model", "title", "body", "questions", "notes"]


def test_fields_and_a_limit_are_taken(tmp_path: Path, no_model: None) -> None:
    draft(tmp_path / "d.json", "--detail", "name=Ann", "--detail", "sender=HR = us", "--max-chars", "450")
    body = json.loads((tmp_path / "d.json").read_text("utf-8"))["body"]
    assert body.startswith("Dear Ann")
    assert body.endswith("HR = us")
    assert len(body) <= 450


def test_a_model_is_asked_where_one_is_set_up(tmp_path: Path, server: ModelServer) -> None:
    server.answer(said(good("letter", "en")))
    draft(tmp_path / "d.json", kind="letter")
    assert json.loads((tmp_path / "d.json").read_text("utf-8"))["model"] == "tiny"
    assert "stream" not in server.asked[0][1]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"kind": "poem"}, "unknown draft"),
        ({"kind": "letter"}, "needs a language model"),
        ({"brief": " "}, "Write a brief"),
        ({"more": ["--detail", "shoe=43"]}, "--detail shoe"),
        ({"more": ["--detail", "name"]}, "--detail name"),
        ({"more": ["--max-chars", "9"]}, "between 50 and 500"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_written(
    wrong: dict[str, Any], told: str, tmp_path: Path, no_model: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        draft(tmp_path / "d.json", *wrong.pop("more", []), **wrong)
    said_so = capsys.readouterr().err
    assert caught.value.code == 2
    assert told in said_so
    assert len(said_so.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_named(
    tmp_path: Path, no_model: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        draft(tmp_path / "missing" / "d.json")
    assert "cannot be written" in capsys.readouterr().err


def test_every_kind_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("list_drafts", "--json")
    rows = json.loads(capsys.readouterr().out)
    assert [row["key"] for row in rows] == list(kinds())
    assert set(rows[0]) == {"key", "name_en", "name_zh", "needs_provider", "max_chars"}
    call_command("list_drafts")
    assert "欢迎信" in capsys.readouterr().out
