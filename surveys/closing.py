"""What is forgotten when a wave closes: the order of rows, their ids, and which ballots were used.

Rows are deleted and written again in random order. A database may keep deleted rows in its files until it cleans
up; `close_due_waves` therefore asks for that too.
"""

import secrets
import uuid
from typing import TypeVar

from django.db import connection
from django.db.models import QuerySet

from surveys.models import Invitation, Nullifier, Wave
from surveys.models.answers import Answer, Comment

BATCH = 500
Row = TypeVar("Row", Answer, Comment, Invitation)


def _rewrite(rows: QuerySet[Row]) -> None:
    """Replace rows by copies with new random ids, in an order that no seed could give again."""
    copies = list(rows)
    rows.delete()
    secrets.SystemRandom().shuffle(copies)
    for copy in copies:
        copy.pk = uuid.uuid4()
    rows.bulk_create(copies, batch_size=BATCH)


def forget_order(wave: Wave) -> None:
    """Rewrite answers, comments and invitations of a wave, and drop the used ballots."""
    _rewrite(Answer.objects.filter(cell__wave=wave))
    _rewrite(Comment.objects.filter(cell__wave=wave))
    _rewrite(Invitation.objects.filter(wave=wave))
    Nullifier.objects.filter(wave=wave).delete()


def purge_deleted_rows() -> None:
    """Ask the database to overwrite what was deleted; to be called outside a transaction."""
    statements = {
        "postgresql": "VACUUM (FULL) surveys_answer, surveys_comment, surveys_invitation, surveys_nullifier"
    }
    with connection.cursor() as cursor:
        cursor.execute(statements.get(connection.vendor, "VACUUM"))
