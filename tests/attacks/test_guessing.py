"""Guessed links, ballots, signatures and receipts are refused; an office behind one address is not slowed down for it."""

import http.client
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from surveys.ballots import issue
from surveys.invitations import invite
from surveys.models import Invitation, Nullifier, Wave
from surveys.models.answers import Answer
from surveys.waves import close_wave
from tests.bench.ballot_client import BallotClient, Reply
from tests.bench.guesser import Guesser
from tests.factories import surveys as make

pytestmark = pytest.mark.django_db
GUESSES = 70
OFFICE = 30


class InProcess(BallotClient):
    """The same browser without a network: every request comes from one address."""

    def _once(self, method: str, path: str, form: Mapping[str, str] | None) -> Reply:
        browser = Client()
        response: Any = browser.get(path) if method == "GET" else browser.post(path, dict(form or {}))
        return response.status_code, response.headers.get("Location", ""), response.content.decode()


def _wave(size: int) -> Wave:
    today = timezone.localdate()
    asked = make.questionnaire(make.question("a", "scale10"), make.question("b", "scale10"))
    return make.wave(asked, opens_on=today, closes_on=today + timedelta(days=3))


@pytest.fixture
def known() -> dict[str, Any]:
    """What the guesser knows, a closed and an open wave among it."""
    make.company({"A": OFFICE})
    shut, wave = _wave(OFFICE), _wave(OFFICE)
    close_wave(wave=shut, on=shut.closes_on, actor="HR Ann")
    links = [link for _, link in invite(wave=wave)]
    ballots = [issue(link_token=link, on=wave.opens_on).token for link in links[:5]]
    return {
        "cells": [cell.pk for cell in wave.cells.all()],
        "closed": str(shut.pk),
        "links": links,
        "tokens": ballots,
    }


def test_no_guess_is_accepted_and_nothing_is_written(known: dict[str, Any]) -> None:
    before = (
        Answer.objects.count(),
        Nullifier.objects.count(),
        Invitation.objects.filter(collected_on=None).count(),
    )
    guesser = Guesser(InProcess(""), known)

    assert sum(guesser.guess(number) for number in range(GUESSES)) == 0
    assert before == (
        Answer.objects.count(),
        Nullifier.objects.count(),
        Invitation.objects.filter(collected_on=None).count(),
    )


def test_what_is_genuine_is_accepted_by_the_same_guesser(
    known: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Otherwise no acceptance above would mean nothing.
    monkeypatch.setattr("tests.bench.guesser.changed", lambda text: text)
    guesser = Guesser(InProcess(""), known)

    assert guesser.altered_ballot()
    assert InProcess("").ask("GET", f"/s/{known['links'][9]}/")[0] == http.client.OK


def test_an_office_behind_one_address_is_accepted_whole_after_many_guesses(known: dict[str, Any]) -> None:
    guesser = Guesser(InProcess(""), known)
    for number in range(50):
        guesser.guess(number)
    tokens = [InProcess("").collect(link) for link in known["links"][5:]]

    assert all(InProcess("").hand_in(token, {"a": "3", "b": "4"}) for token in tokens)
    assert Answer.objects.count() == OFFICE - 5
