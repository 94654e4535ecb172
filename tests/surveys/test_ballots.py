"""Collecting a ballot."""

from datetime import timedelta
from typing import Any

import pytest

from surveys.ballots import find_invitation, is_used, issue, read_ballot
from surveys.exceptions import AlreadyCollectedError, InvalidBallotError, UnknownLinkError, WaveNotOpenError
from surveys.intake import submit
from surveys.invitations import invite
from surveys.models import Invitation, Nullifier
from surveys.models.answers import Answer
from surveys.waves import close_wave
from tests.factories import surveys as make

pytestmark = pytest.mark.django_db
DAY = make.OPENS + timedelta(days=3)


def test_issue_marks_the_day_and_gives_a_ballot_of_the_own_cell() -> None:
    make.company()
    wave = make.wave()
    invitation, link = invite(wave=wave)[0]
    ballot = issue(link_token=link, on=DAY)

    invitation.refresh_from_db()
    assert invitation.collected_on == DAY
    assert (ballot.cell, ballot.wave) == (invitation.cell, wave)
    assert read_ballot(ballot.token) == ballot


def test_issue_stores_nothing_but_the_day() -> None:
    make.company()
    wave = make.wave()
    link = invite(wave=wave)[0][1]
    before: list[dict[str, Any]] = [dict(row) for row in Invitation.objects.order_by("pk").values()]
    ballot = issue(link_token=link, on=DAY)

    after: list[dict[str, Any]] = [dict(row) for row in Invitation.objects.order_by("pk").values()]
    changed = [{k for k in old if old[k] != new[k]} for old, new in zip(before, after, strict=True)]
    assert [fields for fields in changed if fields] == [{"collected_on"}]
    assert not Nullifier.objects.exists()
    assert not Answer.objects.exists()
    assert ballot.token not in str(after)


def test_issue_twice_is_refused() -> None:
    make.company()
    link = invite(wave=make.wave())[0][1]
    issue(link_token=link, on=DAY)

    with pytest.raises(AlreadyCollectedError):
        issue(link_token=link, on=DAY)


@pytest.mark.parametrize("day", [make.OPENS - timedelta(days=1), make.CLOSES + timedelta(days=1)])
def test_issue_outside_the_days_of_the_wave_is_refused_and_marks_nothing(day: object) -> None:
    make.company()
    link = invite(wave=make.wave())[0][1]
    with pytest.raises(WaveNotOpenError):
        issue(link_token=link, on=day)  # type: ignore[arg-type]

    assert find_invitation(link).collected_on is None


def test_issue_after_close_is_refused() -> None:
    make.company()
    wave = make.wave()
    link = invite(wave=wave)[0][1]
    close_wave(wave=wave, on=DAY, actor="HR Ann")
    with pytest.raises(WaveNotOpenError):
        issue(link_token=link, on=DAY)


@pytest.mark.parametrize("link", ["", "x", "' OR 1=1 --", "é" * 40])
def test_unknown_link_is_refused(link: str) -> None:
    with pytest.raises(UnknownLinkError):
        issue(link_token=link, on=DAY)


def test_two_ballots_of_one_cell_have_nothing_in_common_but_the_cell() -> None:
    make.company({"A": 10})
    first, second = make.ballots(make.wave(), 2)

    assert first.cell == second.cell
    assert first.token[:8] == second.token[:8]
    assert first.token[12:] != second.token[12:]


def test_ballot_of_a_cell_that_does_not_exist_is_refused() -> None:
    make.company({"A": 10})
    ballot = make.ballots(make.wave(), 1)[0]
    with pytest.raises(InvalidBallotError):
        read_ballot("_" * 11 + ballot.token[11:])


def test_ballot_is_used_once_its_answers_are_stored() -> None:
    make.company({"A": 10})
    first, second = make.ballots(make.wave(), 2)
    submit(ballot_token=first.token, answers={})

    assert is_used(first)
    assert not is_used(second)
