"""What an import did, as lines for a terminal and as JSON; released values only."""

from collections.abc import Iterable, Mapping
from typing import Any

from privacy.models import ReleasedCell
from surveys.imports.run import Imported, ImportedWave


def as_lines(result: Imported) -> list[str]:
    """Return the import as a table for a terminal."""
    lines = [f"{result.source}: {'would import' if result.dry_run else 'imported'}"]
    lines += _aligned([("read", result.read), *result.refused_rows(), ("taken in", result.taken)])
    lines += ["", f"{'wave':<28}{'answers':>9}{'asked':>9}{'cells':>9}{'refused':>9}"]
    for wave in result.waves:
        cells, refusals = _counts(wave)
        lines.append(f"{wave.name:<28}{wave.responses:>9}{wave.asked:>9}{cells:>9}{refusals:>9}")
    return lines


def _aligned(rows: Iterable[tuple[str, int]]) -> list[str]:
    return [f"  {name:<60}{count:>7}" for name, count in rows]


def _counts(wave: ImportedWave) -> tuple[str, str]:
    """Return the numbers of released cells and of refusals; a dry run has neither."""
    if wave.wave is None:
        return "-", "-"
    cells = sum(table.cells.count() for table in wave.tables)
    return str(cells), str(sum(table.refusals.count() for table in wave.tables))


def as_json(result: Imported) -> dict[str, Any]:
    """Return the import for a machine; `released` has the fields of `release_table`'s lines."""
    return {
        "source": result.source,
        "dry_run": result.dry_run,
        "read": result.read,
        "refused": [{"reason": reason, "rows": rows} for reason, rows in result.refused.items()],
        "taken": result.taken,
        "waves": [_wave(wave) for wave in result.waves],
    }


def _wave(wave: ImportedWave) -> dict[str, Any]:
    found: dict[str, Any] = {"name": wave.name, "responses": wave.responses, "asked": wave.asked}
    if wave.wave is not None:
        found["id"] = str(wave.wave.pk)
        found["title"] = wave.wave.title
        found["released"] = [_cell(wave.name, cell) for table in wave.tables for cell in table.cells.all()]
        found["not_released"] = [
            {"item": one.item, "unit": one.unit, "reason": one.reason, "carried_by": one.carried_by}
            for table in wave.tables
            for one in table.refusals.all()
        ]
    return found


def _cell(wave: str, cell: ReleasedCell) -> Mapping[str, Any]:
    share = None if cell.favourable_low is None else [cell.favourable_low, cell.favourable_high]
    whole = share is not None and share[0] == share[1]
    return {
        "wave": wave,
        "item": cell.item,
        "unit": cell.unit,
        "is_remainder": cell.is_remainder,
        "units": cell.covers,
        "slice": {"attribute": cell.slice_attribute, "values": cell.slice_values}
        if cell.slice_attribute
        else None,
        "n_band": cell.n_band,
        "mean": cell.mean,
        "favourable_pct": share[0] if whole and share else share,
        "precision": cell.precision,
        "trend": cell.trend or None,
        "certificate": cell.certificate,
    }
