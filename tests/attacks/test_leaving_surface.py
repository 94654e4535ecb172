"""What leaves the site by itself: webhooks, requests to a language model, archives, the forecast's panel, printed reports.

The company is that of `test_released_surface`: two groups of k - 1 people whose answers nobody else gave.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from engagement.dashboards.everything import export_everything
from engagement.desk.drafting import make_draft
from engagement.insights.panel import company_panel
from engagement.webhooks.sending import add_webhook
from nlp.drafting.kinds import kinds
from people.models import Account
from surveys.models import Wave
from tests.attacks.surface import PDF_READER, Page, readable, seen
from tests.attacks.test_released_surface import SMALL, _leaks, site  # noqa: F401  # a fixture
from tests.engagement.desk.scripted import answering
from tests.engagement.webhooks.receiver import Receiver, listening
from tests.nlp.conftest import ModelServer

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Outside:
    """Those who listen: a program that takes webhooks and a language model, both real servers."""

    receiver: Receiver
    model: ModelServer


@pytest.fixture
def outside(settings: Settings, request: pytest.FixtureRequest) -> Iterator[Outside]:
    """They listen while two waves are closed, released and acted upon."""
    model = ModelServer()
    model.answer(answering("en"))
    settings.LLM_BASE_URL, settings.LLM_MODEL = model.url, "tiny"
    with listening() as receiver:
        add_webhook(name="elsewhere", address=receiver.address, actor="operator")
        request.getfixturevalue("site")
        yield Outside(receiver, model)
    model.close()


def leaks(text: str) -> list[str]:
    return _leaks(Page("outside", "", "", 200, seen(text)))


def test_webhooks_say_that_there_is_news_and_nothing_of_a_small_group(outside: Outside) -> None:
    bodies = [body.decode() for body in outside.receiver.bodies]

    assert len(bodies) >= 2
    assert [leaks(body) for body in bodies] == [[] for _ in bodies]
    assert not [unit for unit in SMALL for body in bodies if unit in body]


def test_requests_to_a_model_carry_the_brief_and_no_result(outside: Outside) -> None:
    for kind in kinds():
        make_draft(kind, "Say how the last survey went and what comes next", "en", "HR Ann")
    asked = [json.dumps(body, ensure_ascii=False) for _, body, _ in outside.model.asked]

    assert len(asked) >= len(kinds())
    assert not [
        body for body in asked if any(word in body for word in ("xylophone", "marzipan", "QUIET", "TINY"))
    ]


def test_the_archive_and_the_panel_have_no_line_of_a_small_group(outside: Outside, tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"
    assert [done for done, _ in export_everything(archive)]
    written = readable(archive.read_bytes())
    panel = company_panel(until=date(2026, 6, 1))

    assert "NORTH" in written
    assert leaks(written) == []
    assert not any(word in written for word in ("xylophone", "marzipan"))
    small = panel[panel["unit"].isin(SMALL)]
    features = small.drop(columns=["unit", "block", "headcount", "leavers"], errors="ignore")
    assert features.isna().to_numpy().all()


@pytest.mark.skipif(PDF_READER is None, reason="pdftotext is not here")
def test_the_printed_report_shows_large_groups_and_no_small_one(outside: Outside) -> None:
    client = Client()
    client.force_login(Account.objects.get(email="hr@example.org"))
    wave = Wave.objects.order_by("opens_on").last()
    assert wave is not None
    pages = [client.get(f"/hr/waves/{wave.pk}/report.pdf?unit={unit}") for unit in ("ROOT", "NORTH", "SOUTH")]
    texts = [readable(page.content) for page in pages if page.status_code == 200]

    assert texts
    assert all("Acme" in text or "North" in text or "South" in text for text in texts)
    assert [leaks(text) for text in texts] == [[] for _ in texts]
