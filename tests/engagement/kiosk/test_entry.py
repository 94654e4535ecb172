"""Where codes are typed in: an address and its picture, shown while a survey takes answers."""

from io import BytesIO

import pytest
import segno
from defusedxml.ElementTree import fromstring
from django.conf import settings
from django.test import Client
from django.urls import reverse

from engagement.kiosk.entry import entry
from people.enums import Role
from surveys.enums import WaveState
from surveys.models import Campaign, CampaignWave, Wave
from tests.factories import people
from tests.factories import surveys as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr() -> Client:
    client = Client()
    client.force_login(people.account(Role.HR))
    return client


@pytest.fixture
def wave() -> Wave:
    make.company()
    return make.wave()


def pages(wave: Wave) -> list[str]:
    """The wave, its codes and its poster, and the campaign that opened it."""
    sent = Campaign.objects.create(
        questionnaire=wave.questionnaire,
        title=make.both("Pulse"),
        trigger="recurring",
        starts_on=wave.opens_on,
    )
    CampaignWave.objects.create(campaign=sent, wave=wave, number=0)
    return [
        reverse("dashboards:hr_wave", args=[wave.pk]),
        reverse("kiosk:codes", args=[wave.pk]),
        reverse("kiosk:poster", args=[wave.pk]),
        reverse("campaigns:campaign", args=[sent.pk]),
    ]


def test_the_picture_is_that_of_the_address() -> None:
    way_in = entry()
    assert way_in.address == settings.SITE_URL + reverse("surveys:kiosk")
    out = BytesIO()
    segno.make_qr(way_in.address, error="q").save(
        out, kind="svg", scale=5, border=4, xmldecl=False, title=way_in.address, light="#fff"
    )
    assert way_in.picture == out.getvalue().decode()
    assert int(fromstring(way_in.picture).attrib["width"]) <= 300


def test_every_page_of_an_open_survey_shows_picture_and_address(hr: Client, wave: Wave) -> None:
    way_in = entry()
    for address in pages(wave):
        page = hr.get(address).content.decode()
        assert way_in.picture in page, address
        assert f">{way_in.address}</a>" in page, address
        assert reverse("kiosk:codes", args=[wave.pk]) in page or "/codes/" in address or "/poster/" in address


def test_a_closed_survey_shows_neither(hr: Client, wave: Wave) -> None:
    addresses = pages(wave)
    Wave.objects.filter(pk=wave.pk).update(state=WaveState.CLOSED)
    found = [hr.get(address) for address in addresses]
    assert [one.status_code for one in found] == [200, 404, 404, 200]
    assert all(entry().picture not in one.content.decode() for one in found)


def test_the_poster_is_for_those_who_design_surveys(wave: Wave) -> None:
    employee = Client()
    employee.force_login(people.account())
    address = reverse("kiosk:poster", args=[wave.pk])
    assert employee.get(address).status_code == 403
    assert Client().get(address).status_code == 302
