"""Codes for people without an address: printed by HR, typed in at a shared device, once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.enums import Role
from people.models import Person
from privacy.models import LedgerEntry
from surveys.enums import WaveState
from surveys.invitations import invite
from surveys.kiosk import LETTERS, new_code, normalised, print_codes, without_address
from surveys.models import Invitation, Wave
from surveys.models.answers import Answer
from tests.factories import people
from tests.factories import surveys as make

pytestmark = pytest.mark.django_db
WEAKER = {"en": "Our server hands out your ballot itself.", "zh-hans": "匿名票由我们的服务器直接发放。"}


@pytest.fixture
def wave() -> Wave:
    """Two groups of twelve; seven of A have no address."""
    make.company({"A": 12, "B": 12})
    without = Person.objects.filter(memberships__unit__code="A").order_by("code")[:7]
    Person.objects.filter(pk__in=[one.pk for one in without]).update(email="")
    today = timezone.localdate()
    wave = make.wave(opens_on=today, closes_on=today + timedelta(days=3))
    invite(wave=wave)
    return wave


def codes_of(wave: Wave) -> list[str]:
    return print_codes(cell=wave.cells.get(code="A"), actor="HR Ann")


def type_in(code: str, language: str = "en") -> str:
    """What a browser without script does at the device; the address it is sent to."""
    return Client().post(f"{reverse('surveys:kiosk')}?lang={language}", {"code": code}).headers["Location"]


def test_codes_are_of_letters_that_nobody_takes_for_others_and_typed_as_one_likes() -> None:
    code = new_code()

    assert len(code) == 14
    assert set(code) <= {*LETTERS, "-"}
    assert not set(LETTERS) & set("IO01")
    assert normalised(f"  {code.lower().replace('-', ' ')} ") == code
    assert len({new_code() for _ in range(1000)}) == 1000


def test_a_sheet_has_a_code_for_each_without_an_address_and_is_on_record(wave: Wave) -> None:
    cell = wave.cells.get(code="A")
    codes = codes_of(wave)

    assert without_address(wave) == {cell.pk: 7}
    assert codes == sorted(codes)
    assert len(set(codes)) == 7
    entry = LedgerEntry.objects.get(action="print_codes")
    assert (entry.actor, entry.units, entry.detail) == ("HR Ann", ["A"], {"codes": 7})
    assert print_codes(cell=wave.cells.get(code="B"), actor="HR Ann") == []
    assert LedgerEntry.objects.filter(action="print_codes").count() == 1


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_code_is_answered_once_without_script_and_in_honest_words(wave: Wave, language: str) -> None:
    browser, code = Client(), codes_of(wave)[0]
    page = browser.get(f"{reverse('surveys:kiosk')}?lang={language}").content.decode()
    invitation = type_in(code.lower(), language)
    promise = browser.get(invitation).content.decode()
    ballot = browser.post(invitation.split("?")[0], {"lang": language, "kiosk": "1"}).headers["Location"]
    questions = browser.get(ballot).content.decode()
    sent = browser.post(ballot, {"q1": "4", "q2": "7"})
    thanks = browser.get(sent.headers["Location"]).content.decode()

    assert WEAKER[language] in page
    assert WEAKER[language] in promise
    assert "<script" not in page + promise + questions + thanks
    assert f'href="/k/?lang={language}"' in thanks
    assert Answer.objects.get().values == {"q1": 4, "q2": 7}
    again = browser.post(type_in(code, language).split("?")[0], {"lang": language, "kiosk": "1"})
    assert (again.status_code, Answer.objects.count()) == (200, 1)


def test_an_unknown_code_is_refused_in_words_and_marks_nothing(wave: Wave) -> None:
    reply = Client().post(reverse("surveys:kiosk"), {"code": new_code()})

    assert reply.status_code == 404
    assert "This code is not known." in reply.content.decode()
    assert not Invitation.objects.exclude(collected_on=None).exists()


def test_a_new_sheet_makes_unused_codes_of_the_old_one_invalid_and_keeps_what_was_begun(wave: Wave) -> None:
    first = codes_of(wave)
    Client().post(type_in(first[0]).split("?")[0], {"kiosk": "1"})
    second = codes_of(wave)

    assert len(second) == 6
    assert Client().post(reverse("surveys:kiosk"), {"code": first[1]}).status_code == 404
    assert "/s/" in type_in(second[0])


def test_links_that_were_mailed_stay_as_they_are(wave: Wave) -> None:
    before = set(Invitation.objects.exclude(person__email="").values_list("person", "token_hash"))
    codes_of(wave)

    assert set(Invitation.objects.exclude(person__email="").values_list("person", "token_hash")) == before


def test_hr_sees_a_sheet_once_and_nobody_else_does(wave: Wave) -> None:
    address = reverse("kiosk:codes", args=[wave.pk])
    hr, manager = Client(), Client()
    hr.force_login(people.account(Role.HR))
    manager.force_login(people.account())
    listed = hr.get(address).content.decode()
    sheet = hr.post(address, {"group": wave.cells.get(code="A").pk})

    assert ">7<" in listed
    assert sheet.content.decode().count('class="code"') == 7
    assert "no-store" in sheet.headers["Cache-Control"]
    assert 'class="code"' not in hr.get(address).content.decode()
    assert "Codes for a shared device, for “Spring”" in manager.get("/transparency/A/").content.decode()
    assert "Codes for a shared device, for" not in manager.get("/transparency/B/").content.decode()
    assert manager.post(address, {"group": "1"}).status_code == 403
    assert hr.post(address, {"group": "999999"}).status_code == 404


def test_there_are_no_codes_once_the_survey_is_closed(wave: Wave) -> None:
    hr = Client()
    hr.force_login(people.account(Role.HR))
    wave.state = WaveState.CLOSED
    wave.save()

    assert hr.get(reverse("kiosk:codes", args=[wave.pk])).status_code == 404
