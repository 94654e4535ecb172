"""The own load is right, is shown to its owner alone, and stays nowhere."""

import logging
import tempfile
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from engagement.health_check import uploads
from people.models import Account
from tests.factories import people
from tests.factories.signals import calendar, event

pytestmark = pytest.mark.django_db
CANARIES = (b"zeppelin-title", b"zeppelin-body", b"zeppelin-guest@outside.example", b"zeppelin-file")
SECRETS = (
    "SUMMARY:Zeppelin-Title",
    "DESCRIPTION:Zeppelin-Body",
    "ATTENDEE:mailto:zeppelin-guest@outside.example",
)


@pytest.fixture
def manager() -> Account:
    unit = people.unit("A")
    someone = people.person(
        "p0",
        email="p0@x.example",
        region="DE",
        time_zone="Europe/Berlin",
        work_start="09:00",
        work_end="17:00",
    )
    people.member(unit, date(2020, 1, 1), person=someone)
    return people.account(manages=unit, email="p0@x.example")


def upload(account: Account, data: bytes, *, enforce_csrf_checks: bool = False) -> tuple[int, str]:
    client = Client(enforce_csrf_checks=enforce_csrf_checks)
    client.force_login(account)
    file = SimpleUploadedFile("Zeppelin-File.ics", data)
    answer = client.post(reverse("health_check:own_load"), {"calendar": file})
    return answer.status_code, answer.content.decode()


def own_calendar() -> bytes:
    """One hour every day at 18:00, outside working hours."""
    year = timezone.localdate().year - 1
    text = calendar(
        event(
            f"{year}0101T180000", f"{year}0101T190000", "RRULE:FREQ=DAILY;COUNT=800", *SECRETS, people=["p0"]
        )
    )
    return text.encode()


def everything_kept(since: set[Path]) -> bytes:
    rows = "".join(repr(list(model._default_manager.values())) for model in apps.get_models())
    places = (Path(settings.VAR_DIR), Path(tempfile.gettempdir()))
    files = {file for place in places for file in place.rglob("*") if file.is_file()} - since
    cached = repr(getattr(cache, "_cache", "")).encode()
    return rows.encode() + cached + b"".join(file.read_bytes() + file.name.encode() for file in files)


def test_the_numbers_are_those_of_the_calendar(manager: Account) -> None:
    status, page = upload(manager, own_calendar())
    assert status == 200
    assert "7 hours a week" in page
    assert "5 hours a week" in page


@pytest.mark.parametrize("padding", [0, 5 << 20])
def test_nothing_stays_anywhere(
    manager: Account,
    padding: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """5 MB is beyond what Django keeps in memory by default."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made: list[object] = []
    monkeypatch.setattr("django.core.files.temp.NamedTemporaryFile", lambda *a, **k: made.append(a))
    before = {file for file in Path(settings.VAR_DIR).rglob("*") if file.is_file()}
    body = own_calendar() + b"X-ZEPPELIN-BODY:" + b"Zeppelin-Body" * (padding // 13) + b"\r\n"
    with caplog.at_level(logging.DEBUG):
        status, page = upload(manager, body)
    kept = (everything_kept(before) + caplog.text.encode() + page.encode()).lower()
    assert status == 200
    assert [canary for canary in CANARIES if canary in kept] == []
    assert (made, list(tmp_path.iterdir())) == ([], [])


def test_the_answer_is_not_to_be_stored(manager: Account) -> None:
    client = Client()
    client.force_login(manager)
    answer = client.get(reverse("health_check:own_load"))
    assert "no-store" in answer["Cache-Control"]


def test_a_file_that_is_too_large(manager: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 1000)
    assert "Choose a calendar file" in upload(manager, own_calendar() + b" " * 1000)[1]


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"hello", b"\xff" * 100])
def test_what_is_no_calendar(manager: Account, data: bytes) -> None:
    assert "This is no calendar file" in upload(manager, data)[1]


def test_somebody_whose_working_hours_are_not_known() -> None:
    assert "Ask HR" in upload(people.account(email="new@x.example"), own_calendar())[1]


def test_a_forged_request_is_refused(manager: Account) -> None:
    assert upload(manager, own_calendar(), enforce_csrf_checks=True)[0] == 403


def test_nobody_is_asked_to_sign_in() -> None:
    assert Client().get(reverse("health_check:own_load")).status_code == 302
