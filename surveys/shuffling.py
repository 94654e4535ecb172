"""Keeping the order of rows from telling a story.

Rows of a table lie where they were written. Whoever reads a copy of an open wave could set the order in which answers
came in beside the days, or the order, in which ballots were collected. So a new answer is written together with up
to `CROWD` others of its cell in random order, with new random ids; a collected invitation is written together with
its whole neighbourhood in the order in which they lay; and at close everything is shuffled once more.
"""

import secrets
import uuid
from datetime import date
from typing import TypeVar

from django.db.models import Case, F, QuerySet, Value, When

from surveys.models import Invitation
from surveys.models.answers import Answer, Comment

BATCH = 500
CROWD = 200
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


def add_among(rows: QuerySet[Row], new: Row) -> None:
    """Write a new row together with up to `CROWD` of the given ones, all in random order."""
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
