"""Older waves that repeat the released cells of later ones under their own dates: as many rows as real ones, in a minute.

What a page reads of a wave that is over is what the door let out of it, and how many collected a ballot, which is kept;
its roster and invitations are left out. Drawn waves in turn keep neighbours different.
"""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import connection, models

from engagement.results.models import Kept
from people.models import Roster
from privacy.models import Refusal, ReleasedCell, ReleasedTable
from surveys.models import Cell, Wave
from tests.factories.surveys import both

EVERY = timedelta(days=56)


def copied(
    model: type[models.Model], where: str, instead: Mapping[str, str], values: Mapping[str, Any]
) -> None:
    """Insert a copy of the rows of a model that fit; `instead` names what stands in for a column, as SQL."""
    columns_of = [str(field.column) for field in model._meta.concrete_fields]
    names = [column for column in columns_of if column != "id"]
    chosen = ", ".join(instead.get(name, f'old."{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    table = model._meta.db_table
    query = f'INSERT INTO "{table}" ({columns}) SELECT {chosen} FROM "{table}" old WHERE {where}'  # constants
    with connection.cursor() as cursor:
        cursor.execute(query, values)


def repeat(waves: list[Wave], times: int) -> None:
    """Put `times` older waves before the given ones, which are in order of their dates."""
    for number in range(times):
        of = waves[-1 - number % len(waves)]
        _before(of, waves[0], number + 1)


def _before(of: Wave, first: Wave, steps: int) -> None:
    opens = first.opens_on - steps * EVERY
    roster = Roster.objects.create(frozen_on=opens)
    made = Wave.objects.create(
        questionnaire=of.questionnaire, kind=of.kind, title=both(f"Pulse of {opens:%Y-%m}"), state=of.state,
        opens_on=opens, closes_on=opens + timedelta(days=9), roster=roster, policy=of.policy, tree=of.tree,
    )  # fmt: skip
    copied(Cell, "old.wave_id = %(old)s", {"wave_id": "%(new)s"}, {"old": of.pk, "new": made.pk})
    counts = {"source": "%(new)s"}
    copied(
        Kept,
        "old.source = %(old)s AND old.what = 'collection'",
        counts,
        {"old": str(of.pk), "new": str(made.pk)},
    )
    for table in ReleasedTable.objects.filter(source=str(of.pk)):
        _released(table, made)


def _released(table: ReleasedTable, wave: Wave) -> None:
    made = ReleasedTable.objects.create(
        id=uuid.uuid4(), kind=table.kind, source=str(wave.pk), released_on=wave.closes_on, policy=table.policy,
        policy_version=table.policy_version, input_digest=table.input_digest,
    )  # fmt: skip
    for model in (ReleasedCell, Refusal):
        copied(model, "old.table_id = %(old)s", {"table_id": "%(new)s"}, {"old": table.pk, "new": made.pk})
