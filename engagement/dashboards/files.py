"""Released cells as a file for spreadsheets."""

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO

from openpyxl import Workbook

from privacy.models import ReleasedCell

COLUMNS = [
    "table", "item", "unit", "is_remainder", "covers", "slice_attribute", "slice_values", "n_band", "mean", "favourable_low",
    "favourable_high", "value", "precision", "trend", "rule", "minimum_support",
]  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def neutral(value: object) -> object:
    """Return a value that no spreadsheet runs as a formula: text that starts like one gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


class _Echo:
    """A file that hands back what is written to it, so that rows can be sent one by one."""

    def write(self, value: str) -> str:
        return value


def cells_csv(cells: Iterable[ReleasedCell]) -> Iterator[str]:
    """Yield the lines of a CSV file of released cells, with a byte order mark for spreadsheets."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for cell in cells:
        yield writer.writerow([neutral(value) for value in _values(cell)])


def cells_xlsx(cells: Iterable[ReleasedCell]) -> bytes:
    """Return released cells as a workbook of one sheet; no cell of it is a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("cells")
    sheet.append(COLUMNS)
    for cell in cells:
        sheet.append([neutral(value) for value in _values(cell)])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _values(cell: ReleasedCell) -> list[object]:
    return [
        cell.table.kind, cell.item, cell.unit, int(cell.is_remainder), " ".join(cell.covers), cell.slice_attribute,
        " ".join(map(str, cell.slice_values)), cell.n_band, cell.mean, cell.favourable_low, cell.favourable_high,
        cell.value, cell.precision, cell.trend, cell.certificate.get("rule", ""), cell.certificate.get("minimum_support", ""),
    ]  # fmt: skip
