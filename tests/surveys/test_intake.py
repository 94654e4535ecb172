"""Taking in ballots."""

from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, connections

from surveys.ballots import Ballot
from surveys.exceptions import AnswersRefusedError, InvalidBallotError, WaveNotOpenError
from surveys.intake import submit
from surveys.models import Nullifier
from surveys.models.answers import Answer, Comment
from surveys.waves import close_wave
from tests.factories import surveys as make

pytestmark = pytest.mark.django_db
FOLLOW_UP = make.question("more", "multiple", show_if={"question": "q1", "op": "le", "value": 2})
CHAIN = make.question("even_more", "single", show_if={"question": "more", "op": "eq", "value": "a"})


def one_ballot(*questions: dict[str, Any]) -> Ballot:
    make.company({"A": 10})
    return make.ballots(make.wave(make.questionnaire(*questions)), 1)[0]


def stored() -> list[dict[str, object]]:
    return [answer.values for answer in Answer.objects.all()]


def test_submit_stores_closed_answers_with_the_cell_and_comments_apart() -> None:
    ballot = one_ballot()
    receipt = submit(ballot_token=ballot.token, answers={"q1": 4, "q2": 9, "why": " Too many meetings "})

    answer, comment = Answer.objects.get(), Comment.objects.get()
    assert receipt.wave == ballot.wave
    assert not receipt.stored_before
    assert (answer.cell, answer.values) == (ballot.cell, {"q1": 4, "q2": 9})
    assert (comment.cell, comment.question, comment.text) == (ballot.cell, "why", "Too many meetings")
    assert answer.pk != comment.pk


def test_retry_is_acknowledged_and_stores_once() -> None:
    ballot = one_ballot()
    submit(ballot_token=ballot.token, answers={"q1": 4})
    receipt = submit(ballot_token=ballot.token, answers={"q1": 1})

    assert receipt.stored_before
    assert stored() == [{"q1": 4}]


def test_everything_a_person_wrote_is_one_comment_apart_from_the_scores() -> None:
    ballot = one_ballot(
        make.question("role", "short"),
        make.question("cause", "single", settings={"other": True}),
        make.question("why", "text"),
        make.question("q1"),
    )
    submit(
        ballot_token=ballot.token,
        answers={"q1": 4, "role": "Packing", "cause": "other", "cause.other": "The lift", "why": "Too slow"},
    )

    assert stored() == [{"q1": 4, "cause": "other"}]
    comment = Comment.objects.get()
    assert (comment.question, comment.text) == ("role", "Packing\nThe lift\nToo slow")


def test_words_beside_other_are_dropped_where_something_else_was_chosen() -> None:
    ballot = one_ballot(make.question("cause", "single", settings={"other": True}))
    submit(ballot_token=ballot.token, answers={"cause": "a", "cause.other": "The lift"})

    assert stored() == [{"cause": "a"}]
    assert not Comment.objects.exists()


def test_rows_of_a_matrix_are_stored_one_by_one_and_a_note_takes_nothing() -> None:
    rows = [{"key": key, "text": make.both(key)} for key in ("r1", "r2")]
    asked = (
        make.question("m", "matrix", settings={"scale": "frequency", "rows": rows}),
        make.question("n", "note"),
    )
    ballot = one_ballot(*asked)
    for wrong in ({"m": 3}, {"m.r1": 6}, {"m.r3": 1}, {"n": "read"}):
        with pytest.raises(AnswersRefusedError):
            submit(ballot_token=ballot.token, answers=wrong)
    submit(ballot_token=ballot.token, answers={"m.r1": 3})

    assert stored() == [{"m.r1": 3}]


def test_empty_ballot_is_used_and_stores_no_answer() -> None:
    ballot = one_ballot()
    submit(ballot_token=ballot.token, answers={})

    assert Nullifier.objects.count() == 1
    assert not Answer.objects.exists()
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"q1": 6}, {"q1"}),
        ({"q1": "4"}, {"q1"}),
        ({"q1": True}, {"q1"}),
        ({"q2": -1, "q1": 0}, {"q1", "q2"}),
        ({"why": 7}, {"why"}),
        ({"nothing": 1}, {"nothing"}),
        ({"q1": 4, "cell": 1}, {"cell"}),
    ],
)
def test_wrong_answers_are_all_named_and_nothing_is_stored(
    answers: dict[str, object], wrong: set[str]
) -> None:
    ballot = one_ballot()
    with pytest.raises(AnswersRefusedError) as refused:
        submit(ballot_token=ballot.token, answers=answers)

    assert set(refused.value.problems) == wrong
    assert not Nullifier.objects.exists()
    assert not Answer.objects.exists()


def test_refused_ballot_can_be_sent_again_in_order() -> None:
    ballot = one_ballot()
    with pytest.raises(AnswersRefusedError):
        submit(ballot_token=ballot.token, answers={"q1": 6})
    submit(ballot_token=ballot.token, answers={"q1": 5})

    assert stored() == [{"q1": 5}]


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        ({"q1": 1, "more": ["a"], "even_more": "b"}, {"q1": 1, "more": ["a"], "even_more": "b"}),
        ({"q1": 1, "more": ["b"], "even_more": "b"}, {"q1": 1, "more": ["b"]}),
        ({"q1": 4, "more": ["a"], "even_more": "b"}, {"q1": 4}),
        ({"more": ["a"], "even_more": "b"}, None),
    ],
)
def test_answers_to_questions_that_were_not_asked_are_dropped(
    answers: dict[str, object], kept: dict[str, object] | None
) -> None:
    ballot = one_ballot(make.question("q1"), FOLLOW_UP, CHAIN)
    submit(ballot_token=ballot.token, answers=answers)

    assert stored() == ([kept] if kept else [])


def test_closed_wave_takes_nothing() -> None:
    ballot = one_ballot()
    close_wave(wave=ballot.wave, on=make.CLOSES, actor="HR Ann")
    with pytest.raises(WaveNotOpenError):
        submit(ballot_token=ballot.token, answers={"q1": 4})

    assert not Answer.objects.exists()


def test_forged_ballot_takes_nothing() -> None:
    ballot = one_ballot()
    with pytest.raises(InvalidBallotError):
        submit(ballot_token=ballot.token[:-1] + ("A" if ballot.token[-1] != "A" else "B"), answers={"q1": 4})

    assert not Answer.objects.exists()


def test_ballot_of_one_cell_cannot_be_turned_into_one_of_another() -> None:
    make.company({"A": 10, "B": 10})
    ballots = make.ballots(make.wave())
    first = ballots[0]
    other = next(ballot for ballot in ballots if ballot.cell != first.cell)
    with pytest.raises(InvalidBallotError):
        submit(ballot_token=other.token[:11] + first.token[11:], answers={"q1": 4})


@pytest.mark.django_db(transaction=True)
def test_one_ballot_sent_at_the_same_moment_is_stored_once() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("a database in memory belongs to one thread")
    ballot = one_ballot()
    gate, receipts = Barrier(6), []

    def send() -> None:
        gate.wait()
        receipts.append(submit(ballot_token=ballot.token, answers={"q1": 4}))
        connections.close_all()

    threads = [Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(receipt.stored_before for receipt in receipts) == [False, *[True] * 5]
    assert stored() == [{"q1": 4}]


@pytest.mark.django_db(transaction=True)
def test_nothing_slips_in_while_a_wave_closes() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("a database in memory belongs to one thread")
    make.company({"A": 20})
    wave = make.wave()
    ballots = make.ballots(wave)
    gate, taken = Barrier(3), []

    def send(mine: list[Ballot]) -> None:
        gate.wait()
        for ballot in mine:
            try:
                submit(ballot_token=ballot.token, answers={"q1": 4})
                taken.append(ballot)
            except WaveNotOpenError:
                pass
        connections.close_all()

    threads = [Thread(target=send, args=[part]) for part in (ballots[:10], ballots[10:])]
    for thread in threads:
        thread.start()
    gate.wait()
    close_wave(wave=wave, on=make.CLOSES, actor="HR Ann")
    for thread in threads:
        thread.join()

    assert Answer.objects.count() == len(taken)
    assert not Nullifier.objects.exists()
