"""The reminder, delivered to a real mail server on this machine."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from people.models import Person
from surveys.ballots import issue
from surveys.campaigns.reminding import remind
from surveys.campaigns.running import open_wave, run_campaigns
from surveys.invitations import invite
from surveys.models import Campaign, CampaignWave
from tests.factories import surveys as make

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 6, 1)


class Box:
    def __init__(self) -> None:
        self.mails: list[Any] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  # the name aiosmtpd calls
        self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=default)))
        return "250 OK"


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    made = Box()
    server = Controller(made, hostname="127.0.0.1", port=8121)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 8121
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield made
    server.stop()


def running() -> tuple[CampaignWave, str]:
    make.company({"A": 12})
    campaign = Campaign.objects.create(
        questionnaire=make.questionnaire(), title=make.both("Pulse"), trigger="once", starts_on=MONDAY
    )
    wave = open_wave(campaign, on=MONDAY)
    assert wave is not None
    return CampaignWave.objects.get(wave=wave), invite(wave=wave)[0][1]


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 6, 1, hour, tzinfo=UTC) + timedelta(days=day)


def test_everybody_gets_the_same_note_once_half_way_whether_they_answered_or_not(box: Box) -> None:
    place, token = running()
    issue(link_token=token, on=MONDAY)
    assert remind(place, now=at(2)) == 0
    assert remind(place, now=at(3, hour=22)) == 0
    assert remind(place, now=at(3)) == 12
    assert remind(place, now=at(3, hour=11)) == 0
    bodies = {
        message.get_content().replace(Person.objects.get(email=to[0]).name, "NAME")
        for to, message in box.mails
    }
    assert (len(box.mails), len(bodies)) == (12, 1)
    assert "/s/" not in bodies.pop()


def test_people_elsewhere_are_reminded_in_their_own_morning(box: Box) -> None:
    place, _token = running()
    Person.objects.filter(pk__in=[one.pk for one in Person.objects.all()[:4]]).update(
        time_zone="Asia/Shanghai", region="CN", language="zh"
    )
    assert remind(place, now=at(3, hour=1)) == 4
    assert all("邀请" in message.get_content() for _to, message in box.mails)
    assert remind(place, now=at(3)) == 8


def test_a_wave_that_is_over_reminds_nobody_and_a_run_does_all_at_once(box: Box) -> None:
    place, _token = running()
    assert remind(place, now=at(7)) == 0
    assert run_campaigns(now=at(3)) == (0, 12)
    assert len(box.mails) == 12
