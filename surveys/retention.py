"""Forgetting raw answers: what the door released stays, what people wrote and ticked goes."""

from datetime import date, timedelta

from django.db import transaction

from privacy import ledger
from privacy.policy import Policy
from surveys.enums import WaveState
from surveys.models import Wave
from surveys.models.answers import Answer, Comment


@transaction.atomic
def forget_raw_answers(*, on: date) -> int:
    """Delete answers and comments of released waves that closed longer ago than their policy keeps them.

    Returns the number of waves whose answers were deleted; each is a line in the ledger. A wave that was not
    released keeps its answers, because nothing else would be left of them.
    """
    forgotten = 0
    for wave in Wave.objects.filter(state=WaveState.RELEASED):
        if on <= wave.closes_on + timedelta(days=Policy.from_json(wave.policy).raw_days):
            continue
        answers, _ = Answer.objects.filter(cell__wave=wave).delete()
        comments, _ = Comment.objects.filter(cell__wave=wave).delete()
        if answers or comments:
            forgotten += 1
            ledger.record(actor="system", action="forget_raw_answers", subject=f"wave {wave.pk}")
    return forgotten
