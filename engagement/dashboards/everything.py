"""Everything that was ever released, as one archive: a CSV file per table, and what each of them is."""

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from engagement.dashboards.files import cells_csv
from privacy.models import ReleasedCell, ReleasedTable

INDEX = ["file", "kind", "source", "released_on", "policy_version", "input_digest"]
BATCH = 5000


def export_everything(path: Path) -> Iterator[tuple[int, int]]:
    """Write the archive, yielding (tables done, tables in all) after each; nothing is left of one that breaks off."""
    tables = list(ReleasedTable.objects.order_by("kind", "released_on", "source"))
    partial = path.with_name(f"{path.name}.part")
    try:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr("tables.csv", _index(tables))
            for done, table in enumerate(tables, start=1):
                _write_table(archive, table)
                yield done, len(tables)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _name(table: ReleasedTable) -> str:
    return f"{table.kind}-{table.source}.csv"


def _index(tables: list[ReleasedTable]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(INDEX)
    writer.writerows(
        [_name(t), t.kind, t.source, t.released_on.isoformat(), t.policy_version, t.input_digest]
        for t in tables
    )
    return text.getvalue()


def _write_table(archive: zipfile.ZipFile, table: ReleasedTable) -> None:
    cells = ReleasedCell.objects.filter(table=table).order_by("pk").iterator(chunk_size=BATCH)
    with archive.open(_name(table), "w") as file:
        for line in cells_csv(_with(table, cell) for cell in cells):
            file.write(line.encode())


def _with(table: ReleasedTable, cell: ReleasedCell) -> ReleasedCell:
    cell.table = table
    return cell
