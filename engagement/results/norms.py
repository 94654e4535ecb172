"""Loading norms: a file of percentages and a mapping that says which of our constructs each belongs to.

Nothing is guessed: a construct without a measure in the mapping has no norm, and a measure that the file lacks stops
the whole load.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from engagement.results.exceptions import NormFileError
from engagement.results.models import Norm

OWN = {"source", "year", "key", "favourable_pct", "n"}
MAPPED = {"source", "year", "n", "file", "norms"}
SHIPPED = Path(__file__).with_name("norm_maps")


@dataclass(frozen=True, slots=True)
class Row:
    """One norm as it will be stored; `favourable` in percent."""

    source: str
    year: int
    key: str
    favourable: float
    n: int | None
    measures: tuple[str, ...] = ()


def read_own(path: Path) -> list[Row]:
    """Return the norms of a CSV file with the columns source, year, key, favourable_pct and n (may be empty)."""
    rows = []
    for line, given in _lines(path, OWN):
        n = given["n"].strip()
        rows.append(
            Row(
                given["source"],
                int(_number(path, line, "year", given["year"], 1900, 2200)),
                given["key"],
                _number(path, line, "favourable_pct", given["favourable_pct"], 0, 100),
                int(_number(path, line, "n", n, 1, 1e9)) if n else None,
            )
        )
    return rows


def read_mapped(path: Path, mapping: Mapping[str, Any]) -> list[Row]:
    """Return the norms of somebody else's file: each the plain mean of the measures that a mapping names."""
    if unknown := set(mapping) ^ MAPPED:
        raise NormFileError(
            path, 1, ", ".join(sorted(unknown)), f"a mapping with {', '.join(sorted(MAPPED))}"
        )
    columns = mapping["file"]
    values = _measures(path, columns)
    rows = []
    for key, measures in mapping["norms"].items():
        if missing := [name for name in measures if name not in values]:
            raise NormFileError(path, 1, missing[0], f"a line with this {columns['measure']}")
        mean = sum(values[name] for name in measures) / len(measures)
        rows.append(Row(mapping["source"], mapping["year"], key, mean, mapping["n"], tuple(measures)))
    return rows


def _measures(path: Path, columns: Mapping[str, Any]) -> dict[str, float]:
    """Return measure -> percent of the lines that the mapping selects."""
    only = columns.get("where", {})
    scale = float(columns.get("percent_is", 100))
    named = {columns["measure"], columns["value"], *only}
    found = {}
    for line, given in _lines(path, named, others=True):
        if all(given[name] == value for name, value in only.items()):
            share = _number(path, line, columns["value"], given[columns["value"]], 0, scale)
            found[given[columns["measure"]]] = 100 * share / scale
    return found


def _lines(path: Path, columns: set[str], *, others: bool = False) -> list[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            have = set(reader.fieldnames or ())
            if wrong := (columns - have) | (set() if others else have - columns):
                raise NormFileError(path, 1, min(wrong), f"the columns {', '.join(sorted(columns))}")
            return [(reader.line_num, {name: value or "" for name, value in row.items()}) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise NormFileError(path, 1, type(error).__name__, "a CSV file in UTF-8") from error


def _number(path: Path, line: int, column: str, text: str, low: float, high: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise NormFileError(path, line, f"{column} = {text!r}", f"a number from {low:g} to {high:g}")
    return value


def shipped_mapping(name: str) -> dict[str, Any]:
    """Return a mapping that comes with the project, or one in a file."""
    path = SHIPPED / f"{name}.yaml"
    path = path if path.is_file() else Path(name)
    try:
        loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        known = ", ".join(sorted(each.stem for each in SHIPPED.glob("*.yaml")))
        raise NormFileError(path, 1, type(error).__name__, f"a YAML mapping, or one of: {known}") from error
    return loaded


@transaction.atomic
def load_norms(rows: list[Row]) -> int:
    """Store norms, all or none; the same source, year and key is replaced. Return how many there were."""
    for row in rows:
        Norm.objects.update_or_create(
            source=row.source,
            year=row.year,
            key=row.key,
            defaults={"favourable": row.favourable, "n": row.n, "measures": list(row.measures)},
        )
    return len(rows)
