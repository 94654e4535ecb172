"""Reading panels of units by blocks from CSV; every complaint names its file, line and column."""

import csv
import math
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from privacy.csv_file import Table, read_table
from privacy.exceptions import InputError

BLOCK_DAYS = 28


def read_panel(path: Path, *, required: Sequence[str], texts: Collection[str] = ()) -> pd.DataFrame:
    """Return a panel sorted by unit and block: texts, dates, and every other column as numbers, empty as NaN.

    Any further column is taken as a number. A repeated unit and block, or an unreadable date or number, raises
    `InputError`.
    """
    table = read_table(
        path, required=[*required], optional=[name for name in _header(path) if name not in required]
    )
    words = {"unit", *texts}
    columns: dict[str, object] = {name: _texts(table, name) for name in table.columns if name in words}
    columns["block"] = _days(table)
    columns |= {name: _numbers(table, name) for name in table.columns if name not in {*words, "block"}}
    frame = pd.DataFrame(columns)[list(table.columns)].assign(line=table.lines)
    repeated = frame.duplicated(["unit", "block"])
    if repeated.any():
        raise table.error(int(repeated.to_numpy().argmax()), "block", "each block of a unit once")
    return frame.sort_values(["unit", "block"], ignore_index=True)


def read_forecast_panel(path: Path) -> pd.DataFrame:
    """Return a panel of headcounts and leavers; a row that cannot be, or a gap, raises `InputError` with its line."""
    frame = read_panel(path, required=("unit", "block", "headcount", "leavers"))
    if frame.empty:
        raise InputError(path, 2, None, "at least one row")
    for name in ("headcount", "leavers"):
        values = frame[name]
        _complain(path, frame, ~((values >= 0) & (values % 1 == 0)), name, "a whole number from 0 on")
    _complain(path, frame, frame["leavers"] > frame["headcount"], "leavers", "at most the headcount")
    days = (frame["block"] - frame["block"].min()).dt.days
    _complain(
        path,
        frame,
        days % BLOCK_DAYS != 0,
        "block",
        f"a block {BLOCK_DAYS} days after another, as in other rows",
    )
    step = frame.groupby("unit")["block"].diff().dt.days
    _complain(
        path, frame, step > BLOCK_DAYS, "block", f"no gap: {BLOCK_DAYS} days after the unit's block before"
    )
    return frame.drop(columns="line")


def _complain(path: Path, frame: pd.DataFrame, wrong: pd.Series, column: str, expected: str) -> None:
    if wrong.any():
        raise InputError(path, int(frame.loc[wrong, "line"].min()), column, expected)


def _header(path: Path) -> list[str]:
    """Return the names in the first line; empty when there is none, which the reader then complains about."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            names = next(csv.reader(lines), [])
    except (OSError, UnicodeDecodeError, csv.Error):
        return []
    return [name for name in names if name]


def _texts(table: Table, name: str) -> list[str]:
    values = table.columns[name]
    if name == "unit" and "" in values:
        raise table.error(values.index(""), name, "the name of a unit")
    return values


def _days(table: Table) -> list[pd.Timestamp]:
    days = []
    for row, text in enumerate(table.columns["block"]):
        try:
            days.append(pd.Timestamp(date.fromisoformat(text)))
        except ValueError:
            raise table.error(row, "block", f"the first day of a block as YYYY-MM-DD, not {text!r}") from None
    return days


def _numbers(table: Table, name: str) -> list[float]:
    numbers = []
    for row, text in enumerate(table.columns[name]):
        try:
            number = float(text) if text.strip() else math.nan
        except ValueError:
            number = math.inf
        if math.isinf(number) or (math.isnan(number) and text.strip()):
            raise table.error(row, name, f"a number or nothing, not {text!r}")
        numbers.append(number)
    return numbers
