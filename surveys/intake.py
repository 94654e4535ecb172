"""Taking in a filled ballot: everything is checked here, and acknowledged means stored.

Nothing about the request comes near this module: it takes a token and values, and knows no address, no cookie and
no clock. An answer to a question that was not asked, given the other answers, is dropped: the page without script
shows every question, and somebody who filled in one that did not apply has not done anything wrong.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from surveys.ballots import Ballot, hold_open, is_used, read_ballot
from surveys.campaigns.forms import cell_questions
from surveys.exceptions import AnswersRefusedError
from surveys.logic import asked
from surveys.models import Cell, Nullifier, Question, Wave
from surveys.models.answers import Answer, Comment
from surveys.parts import parts
from surveys.question_types.base import NotAllowedError, Value
from surveys.question_types.registry import question_type
from surveys.shuffling import add_among


@dataclass(frozen=True, slots=True)
class Receipt:
    """That a ballot is stored: now, or by an earlier try of the same ballot."""

    wave: Wave
    stored_before: bool


def validated(questions: Iterable[Question], answers: Mapping[str, object]) -> dict[str, Value]:
    """Return the answers as they are stored, without those that were not asked for.

    A question key that is unknown, or a value that its question does not allow, raises `AnswersRefusedError` with
    all problems at once. A question without an answer was skipped.
    """
    questions = parts(questions)
    problems = {key: _("There is no such question.") for key in answers.keys() - {q.key for q in questions}}
    good: dict[str, Value] = {}
    for question in questions:
        if question.key in answers:
            try:
                good[question.key] = question_type(question.type).validate(question, answers[question.key])
            except NotAllowedError as refused:
                problems[question.key] = str(refused)
    if problems:
        raise AnswersRefusedError(problems)
    return {question.key: good[question.key] for question in asked(questions, good) if question.key in good}


def store(*, cell: Cell, questions: Iterable[Question], values: Mapping[str, Value]) -> None:
    """Store validated answers: closed ones in one row, words in another, both hidden among the others.

    Everything one person wrote is one comment, whichever questions it answers: comments have no link to each other,
    so that two from one person would count as two people in the topic rule of the door.
    """
    written = [one.key for one in parts(questions) if question_type(one.type).written and one.key in values]
    closed = {key: value for key, value in values.items() if key not in written}
    if closed:
        add_among(Answer(cell=cell, values=closed))
    if written:
        text = "\n".join(str(values[key]) for key in written)
        add_among(Comment(cell=cell, question=written[0], text=text))


def submit(*, ballot_token: str, answers: Mapping[str, object]) -> Receipt:
    """Store the answers of a ballot once; see `take_in`. A token that is not of our making raises `InvalidBallotError`."""
    ballot = read_ballot(ballot_token)
    return take_in(ballot, cell_questions(ballot.cell), answers)


@transaction.atomic
def take_in(ballot: Ballot, questions: Iterable[Question], answers: Mapping[str, object]) -> Receipt:
    """Store the answers of a ballot that was read, to the questions of its cell, once.

    The same ballot again is acknowledged and changes nothing. The wave is held open while a ballot is stored, so that
    none slips in while it closes; ballots of one group wait for one another, because each is written together with a
    crowd of the others, and because of two tries of one ballot only the first may be stored.
    """
    wave = hold_open(ballot.wave)
    questions = list(questions)
    values = validated(questions, answers)
    Cell.objects.select_for_update(no_key=True).get(pk=ballot.cell.pk)
    if is_used(ballot):
        return Receipt(wave, stored_before=True)
    Nullifier.objects.create(digest=ballot.digest, wave=wave, cell=ballot.cell)
    store(cell=ballot.cell, questions=questions, values=values)
    return Receipt(wave, stored_before=False)
