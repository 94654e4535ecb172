"""The attacker of the linkage bench on a small survey in process, and on stores that do give people away."""

import random
from typing import Any

import pytest
from django.db import connection

from surveys.ballots import issue
from surveys.intake import submit
from surveys.invitations import invite
from surveys.models import Cell, Wave
from surveys.models.answers import Answer
from surveys.waves import close_wave
from tests.attacks.linkage import Clue, link, spearman
from tests.factories import surveys as make

UNITS, SIZE = 6, 12
PLACE = {"postgresql": "ctid", "sqlite": "rowid"}
Key = tuple[int, int]


@pytest.fixture
def answered() -> tuple[Wave, list[dict[Any, Any]], dict[Key, int]]:
    """A wave in which everybody answered in an order of chance; the truth, and the order of intake."""
    make.company({f"U{number}": SIZE for number in range(UNITS)})
    wave = make.wave(make.questionnaire(make.question("q1", "scale10"), make.question("q2", "scale10")))
    links = invite(wave=wave)
    random.shuffle(links)
    truth: dict[int, dict[Any, Any]] = {cell.pk: {} for cell in Cell.objects.all()}
    entered: dict[Key, int] = {}
    for number, (invitation, token) in enumerate(links):
        ballot = issue(link_token=token, on=wave.opens_on)
        submit(ballot_token=ballot.token, answers={"q1": number // 11, "q2": number % 11})
        key = (ballot.cell.pk, number)
        truth[ballot.cell.pk][invitation.person_id] = key
        entered[key] = number
    return wave, list(truth.values()), entered


def _column(table: str, key: str, value: str) -> dict[Any, Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key}, {value} FROM {table} ORDER BY {PLACE[connection.vendor]}")
        return dict(cursor.fetchall())


def _rows(table: str, key: str) -> dict[Any, int]:
    return {name: place for place, name in enumerate(_column(table, key, "1"))}


def _people() -> dict[str, Clue]:
    of = _column("surveys_invitation", "person_id", "token_hash")
    return {"link": of, "row": _rows("surveys_invitation", "person_id"), "person": {one: one for one in of}}


def _answers() -> dict[str, Clue]:
    keys = {
        str(one.pk).replace("-", ""): (one.cell_id, 11 * one.values["q1"] + one.values["q2"])
        for one in Answer.objects.all()
    }
    rows = {str(pk).replace("-", ""): place for pk, place in _rows("surveys_answer", "id").items()}
    return {
        "id": {key: pk for pk, key in keys.items()},
        "row": {keys[pk]: place for pk, place in rows.items()},
    }


@pytest.mark.django_db
@pytest.mark.parametrize("is_closed", [False, True])
def test_nobody_is_linked_by_the_order_of_anything(
    answered: tuple[Wave, list[dict[Any, Any]], dict[Key, int]], is_closed: bool
) -> None:
    wave, groups, entered = answered
    if is_closed:
        close_wave(wave=wave, on=make.CLOSES, actor="HR Ann")
    linked = link(groups, _people(), _answers())

    # One run in a thousand is over three standard errors; a store that keeps an order is at one.
    assert linked.people == UNITS * SIZE
    assert linked.rate <= linked.bound + 0.05
    rho, bound = spearman(groups, entered, _answers()["row"])
    # While it is open, the groups lie one after another as they were last written; within them is no order.
    assert abs(rho) <= bound + 0.1 or not is_closed


@pytest.mark.django_db
def test_a_store_that_keeps_the_order_of_intake_is_found_out(
    answered: tuple[Wave, list[dict[Any, Any]], dict[Key, int]],
) -> None:
    _, groups, entered = answered
    collected = {person: entered[key] for group in groups for person, key in group.items()}
    backwards = {key: -place for key, place in entered.items()}

    for lying in (entered, backwards):
        linked = link(groups, _people() | {"collected": collected}, _answers() | {"lying": lying})
        assert linked.rate == 1
        assert {one.people for one in linked.used} == {"collected"}
    assert spearman(groups, entered, backwards)[0] == pytest.approx(-1)


def test_without_people_there_is_no_rate() -> None:
    linked = link([], {"a": {}}, {"b": {}})

    assert (linked.rate, linked.bound) == (0, 0)
