"""The data protection impact assessment: from the configuration, in both languages, complete."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.translation import override

from engagement.assessment.document import assessment
from engagement.assessment.words import CLASS_WORDS, MODEL_WORDS
from people.enums import Role
from privacy.classification import FIELDS, FieldClass
from privacy.ledger import head, record
from privacy.policy import DEFAULT
from tests.factories.people import account

pytestmark = pytest.mark.django_db
VOID = {"meta", "br", "link"}


class Balanced(HTMLParser):
    """Collects opened elements that were not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_every_stored_model_and_class_has_words() -> None:
    assert set(MODEL_WORDS) == set(FIELDS)
    assert set(CLASS_WORDS) == set(FieldClass)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_command_writes_a_whole_document(language: str, tmp_path: Path) -> None:
    out = tmp_path / "dpia.html"

    call_command("dpia_export", lang=language, out=out)

    text = out.read_text(encoding="utf-8")
    reader = Balanced()
    reader.feed(text)
    assert reader.open == []
    assert f'lang="{"zh-hans" if language == "zh" else "en"}"' in text
    for fields in FIELDS.values():
        assert all(name in text for name in fields)


def test_the_chinese_document_has_no_english_sentence() -> None:
    record(actor="system", action="released", subject="wave 1")

    prose = re.sub(
        r"<code>.*?</code>|<style>.*?</style>|<[^>]+>|CSV|\(EU AI Act[^)]*\)",
        " ",
        assessment("zh"),
        flags=re.S,
    )

    assert re.findall(r"(?:\b[A-Za-z]{2,}\b[ ,.]+){4,}", prose) == []


def test_it_says_what_is_in_force() -> None:
    text = assessment("en")

    assert f"at least {DEFAULT.k} people" in text
    assert f"deleted {DEFAULT.raw_days} days after" in text
    assert "None is configured. No text leaves this installation." in text


def test_a_configured_model_is_named_with_its_host(settings: LazySettings) -> None:
    settings.LLM_BASE_URL, settings.LLM_MODEL = "https://models.example/v1", "large-one"

    text = assessment("en")

    assert "Configured: large-one at https://models.example/v1." in text
    assert "None is configured" not in text


def test_it_carries_the_head_of_the_ledger() -> None:
    record(actor="system", action="released", subject="wave 1")

    assert head() in assessment("en")


def test_a_file_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        call_command("dpia_export", lang="en", out=tmp_path / "missing" / "dpia.html")
    assert stopped.value.code == 2
    assert "cannot be written" in capsys.readouterr().err


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="invalid choice: 'fr'"):
        call_command("dpia_export", "--lang", "fr", "--out", str(tmp_path / "x.html"))


@pytest.mark.parametrize(("role", "status"), [(Role.DPO, 200), (Role.HR, 200), (Role.OPERATOR, 403)])
def test_those_who_audit_may_download_it(role: Role, status: int, client: Client) -> None:
    client.force_login(account(role))
    with override("en"):
        assert client.get("/privacy-office/assessment/").status_code == status
