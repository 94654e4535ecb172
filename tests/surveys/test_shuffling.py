"""The order of rows tells nothing, while a wave is open too."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from surveys import shuffling
from surveys.ballots import issue
from surveys.intake import submit
from surveys.invitations import invite
from surveys.models import Invitation, Wave
from surveys.models.answers import Answer, Comment
from tests.factories import surveys as make

pytestmark = pytest.mark.django_db
PLACE = {"postgresql": "ctid", "sqlite": "rowid"}


def physical(table: str, column: str) -> list[Any]:
    """A column in the order in which the rows lie in the file."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY {PLACE[connection.vendor]}")
        return [row[0] for row in cursor.fetchall()]


def newest(model: type[Answer | Comment], **wanted: Any) -> QuerySet[Any]:
    """The rows of a value; sealed as they are, the database cannot look for it."""
    ((field, value),) = wanted.items()
    return model.objects.filter(
        pk__in=[row.pk for row in model.objects.all() if getattr(row, field) == value]
    )


def place_of(table: str, row: Answer | Comment) -> int:
    return [str(pk).replace("-", "") for pk in physical(table, "id")].index(row.pk.hex)


def fresh_wave(size: int = 12) -> Wave:
    make.company({"A": size})
    return make.wave(make.questionnaire(make.question("q1", "scale10"), make.question("why", "text")))


def test_newest_answer_and_comment_lie_anywhere_among_those_of_their_cell() -> None:
    wave = fresh_wave(12)
    ballots = make.ballots(wave)
    for ballot in ballots[:9]:
        submit(ballot_token=ballot.token, answers={"q1": 1, "why": "old"})
    ranks: Counter[tuple[str, int]] = Counter()
    for _ in range(60):
        newest(Answer, values={"q1": 9}).delete()
        newest(Comment, text="new").delete()
        shuffling.add_among(Answer(cell=ballots[0].cell, values={"q1": 9}))
        shuffling.add_among(Comment(cell=ballots[0].cell, question="why", text="new"))
        ranks["comment", place_of("surveys_comment", newest(Comment, text="new").get())] += 1
        ranks["answer", place_of("surveys_answer", newest(Answer, values={"q1": 9}).get())] += 1

    for kind in ("answer", "comment"):
        places = {place for (of, place), _ in ranks.items() if of == kind}
        assert len(places) >= 7
        assert ranks[kind, 9] < 30
    assert Answer.objects.count() == Comment.objects.count() == 10


def test_answers_keep_their_values_and_cells_and_get_new_ids() -> None:
    make.company({"A": 10, "B": 10})
    wave = make.wave(make.questionnaire(make.question("q1", "scale10")))
    ids: set[object] = set()
    expected: Counter[tuple[int, int]] = Counter()
    for number, ballot in enumerate(make.ballots(wave)):
        submit(ballot_token=ballot.token, answers={"q1": number % 11})
        expected[ballot.cell.pk, number % 11] += 1
        ids |= set(Answer.objects.values_list("pk", flat=True))

    assert Counter((a.cell_id, a.values["q1"]) for a in Answer.objects.all()) == expected
    assert len(ids) > 2 * Answer.objects.count()


def test_only_a_crowd_is_rewritten_in_a_large_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shuffling, "CROWD", 3)
    wave = fresh_wave(12)
    for number, ballot in enumerate(make.ballots(wave)):
        before = set(Answer.objects.values_list("pk", flat=True))
        submit(ballot_token=ballot.token, answers={"q1": number % 11})
        assert len(before - set(Answer.objects.values_list("pk", flat=True))) == min(3, number)

    assert Answer.objects.count() == 12


def test_invitations_lie_in_the_order_of_the_roster_whoever_collected_last() -> None:
    wave = fresh_wave(12)
    links = [token for _, token in invite(wave=wave)]
    before = physical("surveys_invitation", "person_id")
    for number in (7, 2, 11):
        issue(link_token=links[number], on=wave.opens_on + timedelta(days=number % 3))

    # A page that is full sends the rest of a statement's rows to another one: the order may begin elsewhere.
    after = physical("surveys_invitation", "person_id")
    start = after.index(before[0])
    assert after[start:] + after[:start] == before
    assert Invitation.objects.filter(collected_on__isnull=False).count() == 3


@pytest.mark.postgres
def test_who_collected_last_cannot_be_told_from_transaction_numbers() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL keeps a transaction number in every row")
    wave = fresh_wave(12)
    links = [token for _, token in invite(wave=wave)]
    issue(link_token=links[4], on=wave.opens_on)

    assert len(set(physical("surveys_invitation", "xmin::text || '/' || cmin::text"))) == 1
