"""Receipts: what they are made of, and what the published list says and does not say."""

import re
from datetime import timedelta
from hashlib import sha256

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from surveys import receipts
from surveys.models import Nullifier, ReceiptList, Wave
from surveys.waves import close_wave
from tests.factories import surveys as make

pytestmark = pytest.mark.django_db
CODE = re.compile(r"[A-Z2-7]{8}-[A-Z2-7]{8}")


@pytest.fixture
def wave() -> Wave:
    make.company({"A": 12, "B": 15})
    today = timezone.localdate()
    return make.wave(opens_on=today, closes_on=today + timedelta(days=3))


def closed(wave: Wave) -> Wave:
    return close_wave(wave=wave, on=wave.closes_on, actor="HR Ann")


def test_code_is_made_of_the_ballot_and_never_of_the_answers() -> None:
    digests = [sha256(str(n).encode()).hexdigest() for n in range(500)]
    codes = [receipts.code_of(one) for one in digests]

    assert len(set(codes)) == 500
    assert all(CODE.fullmatch(one) for one in codes)
    assert codes == [receipts.code_of(one) for one in digests]
    assert not any(one[:8].lower() in digest for one, digest in zip(codes, digests, strict=True))


@pytest.mark.parametrize("typed", ["abcd2345efgh6723", " ABCD2345 - efgh6723 ", "ABCD2345-EFGH6723"])
def test_code_is_read_however_it_was_typed(typed: str) -> None:
    assert receipts.normalised(typed) == "ABCD2345-EFGH6723"


def test_nothing_is_listed_while_the_wave_is_open(client: Client, wave: Wave) -> None:
    ballot = make.answer(wave, {"q1": 4}, 1)[0]
    answer = client.get(reverse("surveys:receipt_list", args=[wave.pk]))

    assert answer.json()["receipts"] == {}
    assert receipts.group_of(wave, receipts.code_of(ballot.digest)) is None
    assert not ReceiptList.objects.exists()


def test_every_accepted_ballot_is_on_the_list_of_its_group_and_the_used_ballots_are_gone(wave: Wave) -> None:
    ballots = make.answer(wave, {"q1": 4}, 7)
    wave = closed(wave)

    for ballot in ballots:
        assert receipts.group_of(wave, receipts.code_of(ballot.digest)) == ballot.cell
    assert not Nullifier.objects.exists()


@pytest.mark.parametrize("number", [0, 1, 7, 27])
def test_list_is_as_long_as_the_group_however_many_answered(wave: Wave, number: int) -> None:
    make.answer(wave, {"q1": 4}, number)
    lists = {one.cell.code: one.codes for one in receipts.published(closed(wave))}

    assert {code: len(codes) for code, codes in lists.items()} == {"A": 12, "B": 15}
    assert all(codes == sorted(set(codes)) for codes in lists.values())
    assert all(CODE.fullmatch(code) for codes in lists.values() for code in codes)


def test_ballot_that_was_collected_and_not_sent_has_no_receipt(wave: Wave) -> None:
    ballot = make.ballots(wave, 1)[0]

    assert receipts.group_of(closed(wave), receipts.code_of(ballot.digest)) is None


def test_list_says_no_time_no_order_and_no_answer(client: Client, wave: Wave) -> None:
    make.answer(wave, {"q1": 4, "why": "canary words"}, 9)
    closed(wave)
    body = client.get(reverse("surveys:receipt_list", args=[wave.pk])).content.decode()

    assert set(client.get(reverse("surveys:receipt_list", args=[wave.pk])).json()) == {"wave", "receipts"}
    assert not re.search(r"canary|q1|\d{2}:\d{2}|\d{4}-\d{2}-\d{2}", body.replace(str(wave.pk), ""))


@pytest.mark.parametrize(
    ("language", "on", "off"),
    [("en", "On the list.", "Not on the list."), ("zh-hans", "在列表中。", "不在列表中。")],
)
def test_page_says_whether_a_receipt_is_on_the_list(
    client: Client, wave: Wave, language: str, on: str, off: str
) -> None:
    code = receipts.code_of(make.answer(wave, {"q1": 4}, 1)[0].digest)
    address = f"{reverse('surveys:receipts', args=[wave.pk])}?lang={language}"
    before = client.get(address).content.decode()
    closed(wave)

    assert "<form" not in before
    assert on in client.post(address, {"code": code.lower().replace("-", " ")}).content.decode()
    missing = client.post(address, {"code": "AAAAAAAA-<b>AAAA"}).content.decode()
    assert f"<strong>{off}</strong>" in missing
    assert "<b>AAAA" not in missing


def test_thanks_show_the_receipt_that_will_be_listed(client: Client, wave: Wave) -> None:
    ballot = make.answer(wave, {"q1": 4}, 1)[0]
    page = client.get(reverse("surveys:thanks", args=[ballot.token])).content.decode()

    assert receipts.code_of(ballot.digest) in page
    assert reverse("surveys:receipts", args=[wave.pk]) in page


def test_manifest_is_shown_to_people_too(client: Client, wave: Wave) -> None:
    manifest = client.get(reverse("surveys:manifest", args=[wave.pk])).json()
    page = client.get(reverse("surveys:manifest_page", args=[wave.pk])).content.decode()

    assert all(cell["fingerprint"] in page for cell in manifest["cells"])
    assert ["12 people" in page, "15 people" in page] == [True, True]


@pytest.mark.parametrize("name", ["manifest", "manifest_page", "receipts", "receipt_list"])
def test_unknown_wave_is_not_found(client: Client, name: str) -> None:
    unknown = "00000000-0000-0000-0000-000000000000"

    assert client.get(reverse(f"surveys:{name}", args=[unknown])).status_code == 404
