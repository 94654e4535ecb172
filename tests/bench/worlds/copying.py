"""Writing many rows into PostgreSQL with COPY, released cells among them, as the real writers store them."""

import json
import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from django.db import connection, models

from privacy import gate
from privacy.models import Refusal, ReleasedCell, ReleasedTable
from privacy.policy import DEFAULT, VERSION
from privacy.released import row_of

CELL = (
    "table", "item", "unit", "is_remainder", "covers", "slice_attribute", "slice_values", "n_band", "mean",
    "favourable_low", "favourable_high", "value", "band_low", "band_high", "precision", "trend", "certificate",
)  # fmt: skip


def copy(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows with COPY: values of the named fields; what is not named must have a default in the database or none."""
    by_name = {field.name: field.column for field in model._meta.concrete_fields}
    columns = ", ".join(f'"{by_name[name]}"' for name in names)
    with (
        connection.cursor() as cursor,
        cursor.cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN') as out,
    ):
        for row in rows:
            out.write_row(row)


@cache
def listed(codes: tuple[str, ...]) -> str:
    """Return a group as it is stored; many cells share one."""
    return json.dumps(codes)


@cache
def proof(certificate: tuple[tuple[str, Any], ...]) -> str:
    """Return a certificate as it is stored."""
    return json.dumps(dict(certificate))


def store(kind: str, source: str, release: gate.Release, on: date) -> None:
    """Write a release as `privacy.released.save_release` does."""
    table = ReleasedTable.objects.create(
        kind=kind,
        source=source,
        released_on=on,
        policy=DEFAULT.as_json(),
        policy_version=VERSION,
        input_digest=release.digest,
    )
    copy(ReleasedCell, CELL, (_as_stored(table.pk, row_of(table, cell), cell) for cell in release.cells))
    copy(
        Refusal,
        ("table", "item", "unit", "reason", "carried_by"),
        (
            (table.pk, refused.item, refused.unit, refused.reason, refused.carried_by)
            for refused in release.refusals
        ),
    )


def _as_stored(table: uuid.UUID, row: ReleasedCell, cell: gate.Cell) -> tuple[Any, ...]:
    return (
        table, row.item, row.unit, row.is_remainder, listed(cell.covers), row.slice_attribute, listed(cell.slice_values),
        row.n_band, row.mean, row.favourable_low, row.favourable_high, row.value, row.band_low, row.band_high, row.precision,
        row.trend, proof(tuple(sorted(cell.certificate.items()))),
    )  # fmt: skip
