"""Everything that was ever released, as one archive: a CSV file per table, and what each of them is.

Lists (the units a cell covers, the values of a slice) are written as JSON, so that no code of a unit is ever cut in two.
On PostgreSQL the rows go straight from COPY into the archive: millions of them never become objects.
"""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db import connection

from engagement.dashboards.files import FORMULA, neutral
from privacy.models import ReleasedCell, ReleasedTable

INDEX = ["file", "kind", "source", "released_on", "policy_version", "input_digest"]
BATCH = 5000
PLAIN = (
    "n_band", "mean", "favourable_low", "favourable_high", "value", "band_low", "band_high", "precision",
)  # fmt: skip
HEAD = ["table", "item", "unit", "is_remainder", "covers", "slice_attribute", "slice_values", *PLAIN, "trend", "rule",
        "minimum_support"]  # fmt: skip


def export_everything(path: Path) -> Iterator[tuple[int, int]]:
    """Write the archive, yielding (tables done, tables in all) after each; nothing is left of one that breaks off."""
    tables = _tables()
    partial = path.with_name(f"{path.name}.part")
    try:
        with partial.open("wb") as file:
            for done, _table in enumerate(_parts(file, tables), start=1):
                yield done, len(tables)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def stream_everything(note: Callable[[int, int], None]) -> Iterator[bytes]:
    """Yield the archive in pieces as it is made; `note` hears (tables done, tables in all) at the start and after each."""
    tables, sink = _tables(), _Sink()
    note(0, len(tables))
    for done, _table in enumerate(_parts(sink, tables), start=1):
        note(done, len(tables))
        yield sink.take()
    yield sink.take()


class _Sink(io.RawIOBase):
    """A file that cannot go back and hands on what was written."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def take(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def _tables() -> list[ReleasedTable]:
    return list(ReleasedTable.objects.order_by("kind", "released_on", "source"))


def _parts(file: Any, tables: list[ReleasedTable]) -> Iterator[ReleasedTable]:
    """Write the archive to a file, yielding each table when it is in."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("tables.csv", _index(tables))
        for table in tables:
            _write_table(archive, table)
            yield table


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
    lines = _copied(table) if connection.vendor == "postgresql" else _written(table)
    with archive.open(_name(table), "w") as file:
        file.write("\ufeff".encode())
        for chunk in lines:
            file.write(chunk)


def _written(table: ReleasedTable) -> Iterator[bytes]:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEAD)
    for cell in ReleasedCell.objects.filter(table=table).order_by("pk").iterator(chunk_size=BATCH):
        lists = [json.dumps(one, ensure_ascii=False) for one in (cell.covers, cell.slice_values)]
        proof = [cell.certificate.get(name, "") for name in ("rule", "minimum_support")]
        row = [table.kind, cell.item, cell.unit, int(cell.is_remainder), lists[0], cell.slice_attribute, lists[1],
               *(getattr(cell, name) for name in PLAIN), cell.trend, *proof]  # fmt: skip
        writer.writerow([neutral(value) for value in row])
        yield text.getvalue().encode()
        text.seek(0)
        text.truncate()


def _copied(table: ReleasedTable) -> Iterator[bytes]:
    """Yield the same lines from COPY; text that a spreadsheet would run gets its apostrophe in the query."""

    def safe(column: str) -> str:
        return f"CASE WHEN left({column}, 1) = ANY(%(formula)s) THEN '''' || {column} ELSE {column} END"

    columns = {
        "table": "%(kind)s::text",
        "is_remainder": "is_remainder::int",
        "covers": "covers::text",
        "slice_values": "slice_values::text",
        "rule": "certificate->>'rule'",
        "minimum_support": "certificate->>'minimum_support'",
    } | {name: safe(name) for name in ("item", "unit", "slice_attribute", "trend")}
    chosen = ", ".join(f'{columns.get(name, name)} AS "{name}"' for name in HEAD)
    query = f"SELECT {chosen} FROM privacy_releasedcell WHERE table_id = %(table)s ORDER BY id"  # noqa: S608  # constants
    values = {"kind": table.kind, "table": table.pk, "formula": list(FORMULA)}
    with (
        connection.cursor() as cursor,
        cursor.cursor.copy(f"COPY ({query}) TO STDOUT WITH (FORMAT csv, HEADER)", values) as out,
    ):
        for chunk in out:
            yield bytes(chunk)
