"""Told by real servers: a mail server and an HTTP server that run in the test."""

import json
import re
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from pytest_django import Settings

from engagement.insights.alerts import snooze
from engagement.insights.delivery import readers_of, tell
from engagement.insights.models import Alert, Theme
from engagement.insights.selectors import shown_to
from people.enums import Role
from people.models import Account
from tests.factories import insights, people

# One of the services apprise knows imports a module of the standard library that is on its way out.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:'imghdr':DeprecationWarning")]
TODAY = date(2026, 6, 1)
HOST = "127.0.0.1"


class Box:
    """What a mail server took in."""

    def __init__(self) -> None:
        self.mails: list[Any] = []

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest.fixture
def box(settings: Settings) -> Iterator[Box]:
    taken = Box()
    controller = Controller(taken, hostname=HOST, port=8160)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = HOST, 8160
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield taken
    controller.stop()


@pytest.fixture
def chat(settings: Settings) -> Iterator[list[dict[str, Any]]]:
    said: list[dict[str, Any]] = []

    class Room(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the standard library's name
            said.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Stay quiet."""

    server = HTTPServer((HOST, 0), Room)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.ALERT_CHAT_URLS = [f"json://{HOST}:{server.server_port}/"]
    yield said
    server.shutdown()
    server.server_close()


@pytest.fixture
def manager(db: None) -> Account:
    root = people.unit("ROOT")
    unit = people.unit("A", root)
    people.unit("A1", unit)
    people.account(Role.HR, email="hr@example.org")
    return people.account(manages=unit, email="manager@example.org")


def test_a_manager_and_a_channel_hear_that_there_is_something_to_read_and_no_number(
    box: Box, chat: list[dict[str, Any]], manager: Account
) -> None:
    alert = insights.alert("A", last_seen_on=TODAY)
    assert tell(on=TODAY) == [alert]
    (mail,), (line,) = box.mails, chat
    assert mail["To"] == manager.email
    text = mail.get_content()
    assert f"/alerts/{alert.pk}/" in text
    without_link = re.sub(r"https?://\S+", "", text + mail["Subject"] + line["title"] + line["message"])
    assert not re.search(r"\d|meeting", without_link, re.IGNORECASE)
    assert shown_to(alert)[0][1:] == ("manager Ann Example", "alert_told")


def test_told_twice_changes_nothing(box: Box, chat: list[dict[str, Any]], manager: Account) -> None:
    insights.alert("A", last_seen_on=TODAY)
    tell(on=TODAY)
    assert tell(on=TODAY) == []
    assert (len(box.mails), len(chat)) == (1, 1)


def test_a_fourth_alert_waits_until_one_is_put_aside(box: Box, manager: Account) -> None:
    made = [insights.alert("A", theme=theme, last_seen_on=TODAY) for theme in Theme.values[:4]]
    told = tell(on=TODAY)
    assert len(told) == 3
    (waits,) = {alert.pk for alert in made} - {alert.pk for alert in told}
    snooze(alert=told[0], until=date(2026, 6, 20), by=manager, on=TODAY)
    assert [alert.pk for alert in tell(on=TODAY)] == [waits]
    assert len(box.mails) == 4


def test_a_mail_is_in_the_language_of_its_reader(box: Box, manager: Account) -> None:
    manager.language = "zh-hans"
    manager.save()
    insights.alert("A", last_seen_on=TODAY)
    tell(on=TODAY)
    assert "登录" in box.mails[0].get_content()


def test_a_unit_without_a_manager_is_for_the_one_above_and_at_last_for_hr(manager: Account) -> None:
    assert readers_of("A1") == [manager]
    assert [reader.email for reader in readers_of("ROOT")] == ["hr@example.org"]


def test_servers_that_do_not_answer_stop_nothing_and_name_nobody(
    settings: Settings, manager: Account, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = HOST, 8169
    settings.ALERT_CHAT_URLS = [f"json://{HOST}:8169/"]
    insights.alert("A", last_seen_on=TODAY)
    assert len(tell(on=TODAY)) == 1
    assert "mail was not taken: ConnectionRefusedError" in caplog.text
    assert "a chat channel did not take a message" in caplog.text
    assert manager.email not in caplog.text
    assert Alert.objects.get().state == Alert.State.OPEN
