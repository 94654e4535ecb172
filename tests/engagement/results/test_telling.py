"""Everybody who was invited gets one and the same note that results are there, once."""

from datetime import date

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from engagement.results.sharing import share_wave
from engagement.results.telling import tell_shared
from privacy.models import LedgerEntry
from surveys.models import Cell, Invitation
from tests.factories import dashboards, people
from tests.factories.dashboards import World

DAY = date(2026, 9, 1)
WORDS = {"en": "Meetings eat the day.", "zh": "会议太多。"}


@pytest.fixture
def world(db: None) -> World:
    """Three people invited: one collected a ballot, one reads Chinese, one has no address."""
    made = dashboards.world()
    cell = Cell.objects.create(wave=made.wave, code="A", covers=["A"], parent="ROOT", roster_size=12)
    for number, (email, language, day) in enumerate(
        [("a@example.org", "en", DAY), ("b@example.org", "zh-hans", None), ("", "en", None)]
    ):
        person = people.person(f"p{number}", email=email, language=language, name=f"Person {number}")
        Invitation.objects.create(
            wave=made.wave, person=person, cell=cell, token_hash=f"{number:064d}", collected_on=day
        )
    return made


def told(world: World) -> int:
    return tell_shared(str(world.wave.pk), by="hr Ann Example", on=DAY)


def shared(world: World) -> None:
    share_wave(source=str(world.wave.pk), by="hr Ann Example", on=DAY, heard=WORDS, doing=WORDS)


def test_everybody_with_an_address_gets_the_same_note_in_the_own_language(world: World) -> None:
    shared(world)
    assert told(world) == 2
    link = reverse("dashboards:shared", args=[world.wave.pk])
    first, second = mail.outbox
    assert (first.to, second.to) == (["a@example.org"], ["b@example.org"])
    assert all(link in str(one.body) for one in mail.outbox)
    assert "nobody looked up who answered" in str(first.body)
    assert "没有人查看过谁已作答" in str(second.body)


def test_it_is_told_once_and_stands_in_the_ledger(world: World) -> None:
    shared(world)
    assert [told(world), told(world)] == [2, 0]
    assert LedgerEntry.objects.filter(action="results_told").count() == 1
    assert len(mail.outbox) == 2


def test_a_wave_that_is_not_shared_tells_nobody(world: World) -> None:
    assert told(world) == 0
    assert mail.outbox == []
    assert not LedgerEntry.objects.filter(action="results_told").exists()


def test_hr_decides_on_the_page_whether_it_is_told(client: Client, world: World) -> None:
    client.force_login(world.hr)
    words = {"heard_en": "a", "heard_zh": "b", "doing_en": "c", "doing_zh": "d"}
    address = reverse("dashboards:hr_share", args=[world.wave.pk])
    assert client.post(address, words).status_code == 302
    assert mail.outbox == []
    assert client.post(address, {**words, "tell": "on"}).status_code == 302
    assert len(mail.outbox) == 2
