"""Keeping the order of rows from telling a story.

Rows of a table lie where they were written. Whoever reads a copy of an open wave could set the order in which answers
came in beside the days, or the order, in which ballots were collected. So a new answer is written together with up
to `CROWD` others of its cell in random order, with new random ids; a collected invitation is written together with
its whole neighbourhood in the order in which they lay; and at close everything is shuffled once more.

On PostgreSQL a function of the database adds an answer (`migrations/0009`): so the role of the web pages can hand one in
and cannot read one.
"""

import secrets
import uuid
from datetime import date
from typing import TypeVar

from django.db import connection
from django.db.models import Case, F, QuerySet, Value, When

from surveys.models import Invitation
from surveys.models.answers import Answer, Comment
from surveys.models.sealed import sealed

BATCH = 500
CROWD = 200
Raw = TypeVar("Raw", Answer, Comment)
Row = TypeVar("Row", Answer, Comment, Invitation)


def _write_shuffled(rows: QuerySet[Row], copies: list[Row]) -> None:
    """Write rows with new random ids, in an order that no seed could give again."""
    secrets.SystemRandom().shuffle(copies)
    for copy in copies:
        copy.pk = uuid.uuid4()
    rows.bulk_create(copies, batch_size=BATCH)


def rewrite(rows: QuerySet[Row]) -> None:
    """Replace rows by copies with new ids in random order."""
    copies = list(rows)
    rows.delete()
    _write_shuffled(rows, copies)


def add_among(new: Answer | Comment) -> None:
    """Write a new row together with up to `CROWD` others of its cell, all in random order."""
    if connection.vendor == "postgresql":
        _add_by_function(new)
    elif isinstance(new, Answer):
        _add_here(Answer.objects.filter(cell=new.cell), new)
    else:
        _add_here(Comment.objects.filter(cell=new.cell), new)


def _add_by_function(new: Answer | Comment) -> None:
    with connection.cursor() as cursor:
        if isinstance(new, Answer):
            cursor.execute("SELECT surveys_add_answer(%s, %s, %s)", (new.cell_id, sealed(new.values), CROWD))
        else:
            cursor.execute(
                "SELECT surveys_add_comment(%s, %s, %s, %s)",
                (new.cell_id, new.question, sealed(new.text), CROWD),
            )


def _add_here(rows: QuerySet[Raw], new: Raw) -> None:
    crowd = list(rows.order_by("?")[:CROWD])
    rows.filter(pk__in=[row.pk for row in crowd]).delete()
    crowd.append(new)
    _write_shuffled(rows, crowd)


def mark_among(
    neighbours: QuerySet[Invitation], collected: Invitation, on: date, *, blinded_hash: str = ""
) -> None:
    """Mark an invitation as collected by an update of it and of up to `CROWD` neighbours alike."""
    others = list(neighbours.exclude(pk=collected.pk).order_by("?").values_list("pk", flat=True)[:CROWD])
    neighbours.filter(pk__in=[collected.pk, *others]).update(
        collected_on=Case(When(pk=collected.pk, then=Value(on)), default=F("collected_on")),
        blinded_hash=Case(When(pk=collected.pk, then=Value(blinded_hash)), default=F("blinded_hash")),
    )
