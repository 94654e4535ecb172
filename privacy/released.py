"""Writing what the door released: once, whole, never again."""

from datetime import date

from django.db import IntegrityError, transaction

from privacy.gate import Cell, Release
from privacy.models import Refusal, ReleasedCell, ReleasedTable
from privacy.policy import VERSION, Policy

BATCH = 2000


def save_release(
    *, kind: str, source: str, release: Release, policy: Policy, released_on: date
) -> ReleasedTable:
    """Save a release as one table; an existing (kind, source) is returned unchanged."""
    if there := ReleasedTable.objects.filter(kind=kind, source=source).first():
        return there
    try:
        with transaction.atomic():
            table = ReleasedTable.objects.create(
                kind=kind,
                source=source,
                released_on=released_on,
                policy=policy.as_json(),
                policy_version=VERSION,
                input_digest=release.digest,
            )
            _save_rows(table, release)
    except IntegrityError:
        # Somebody else released the same source at the same moment; anything else is an error.
        if there := ReleasedTable.objects.filter(kind=kind, source=source).first():
            return there
        raise
    return table


def _save_rows(table: ReleasedTable, release: Release) -> None:
    ReleasedCell.objects.bulk_create((row_of(table, cell) for cell in release.cells), batch_size=BATCH)
    Refusal.objects.bulk_create(
        (
            Refusal(table=table, item=r.item, unit=r.unit, reason=r.reason, carried_by=r.carried_by)
            for r in release.refusals
        ),
        batch_size=BATCH,
    )


def row_of(table: ReleasedTable, cell: Cell) -> ReleasedCell:
    """Return a cell of the door as a row that is not stored yet."""
    low, high = cell.favourable or (None, None)
    return ReleasedCell(
        table=table,
        item=cell.item,
        unit=cell.unit,
        is_remainder=cell.is_remainder,
        covers=list(cell.covers),
        slice_attribute=cell.slice_attribute,
        slice_values=list(cell.slice_values),
        n_band=cell.n_band,
        mean=cell.mean,
        favourable_low=low,
        favourable_high=high,
        value=cell.value,
        band_low=cell.band[0] if cell.band else None,
        band_high=cell.band[1] if cell.band else None,
        precision=cell.precision,
        trend=cell.trend,
        certificate=cell.certificate,
    )
