"""What is forgotten when a wave closes."""

from typing import Any

import pytest
from django.db import connection

from surveys.closing import purge_deleted_rows
from surveys.intake import submit
from surveys.models import Invitation, Nullifier, Wave
from surveys.models.answers import Answer, Comment
from surveys.waves import close_wave
from tests.factories import surveys as make

NUMBER = 60


def _answered_wave() -> Wave:
    """A wave whose answers say in which order they came: value = number of the ballot, in two digits."""
    make.company({"A": NUMBER})
    wave = make.wave(make.questionnaire(make.question("q1", "scale10"), make.question("q2", "scale10")))
    for number, ballot in enumerate(make.ballots(wave)):
        submit(ballot_token=ballot.token, answers={"q1": number // 10, "q2": number % 10})
    return wave


def _physical_order(table: str, column: str) -> list[Any]:
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY {place}")
        return [row[0] for row in cursor.fetchall()]


def _spearman(order: list[int]) -> float:
    n = len(order)
    return 1 - 6 * sum((place - value) ** 2 for place, value in enumerate(order)) / (n * (n * n - 1))


@pytest.mark.django_db
def test_row_order_after_close_says_nothing_about_the_order_of_intake() -> None:
    wave = _answered_wave()
    numbers = {answer.pk: 10 * answer.values["q1"] + answer.values["q2"] for answer in Answer.objects.all()}
    close_wave(wave=wave, on=make.CLOSES, actor="HR Ann")

    after = {str(a.pk).replace("-", ""): 10 * a.values["q1"] + a.values["q2"] for a in Answer.objects.all()}
    order = [after[str(pk).replace("-", "")] for pk in _physical_order("surveys_answer", "id")]
    assert sorted(order) == sorted(numbers.values()) == list(range(NUMBER))
    assert abs(_spearman(order)) <= 3 / NUMBER**0.5 + 0.1
    assert not numbers.keys() & {answer.pk for answer in Answer.objects.all()}


@pytest.mark.django_db
def test_row_order_of_invitations_after_close_says_nothing_about_who_collected_when() -> None:
    wave = _answered_wave()
    people = list(Invitation.objects.order_by("person__code").values_list("person_id", flat=True))
    links = set(Invitation.objects.values_list("person_id", "token_hash", "collected_on"))
    close_wave(wave=wave, on=make.CLOSES, actor="HR Ann")

    order = [people.index(person) for person in _physical_order("surveys_invitation", "person_id")]
    assert abs(_spearman(order)) <= 3 / NUMBER**0.5 + 0.1
    assert set(Invitation.objects.values_list("person_id", "token_hash", "collected_on")) == links


@pytest.mark.django_db
def test_close_keeps_every_answer_and_comment_of_every_wave_and_drops_its_own_used_ballots() -> None:
    make.company()
    first, second = make.wave(), make.wave()
    make.answer(first, {"q1": 4, "why": "Too many meetings"}, 12)
    make.answer(second, {"q1": 2}, 3)
    close_wave(wave=first, on=make.CLOSES, actor="HR Ann")

    assert Answer.objects.filter(cell__wave=first).count() == 12
    assert {comment.text for comment in Comment.objects.filter(cell__wave=first)} == {"Too many meetings"}
    assert Comment.objects.filter(cell__wave=first).count() == 12
    assert not Nullifier.objects.filter(wave=first).exists()
    assert Nullifier.objects.filter(wave=second).count() == 3


@pytest.mark.django_db(transaction=True)
def test_purge_runs_outside_a_transaction_and_keeps_the_rows() -> None:
    make.company()
    make.answer(make.wave(), {"q1": 4}, 3)
    purge_deleted_rows()

    assert Answer.objects.count() == 3
