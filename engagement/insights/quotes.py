"""Quoting released cells: what an alert or a plan keeps of its evidence.

A quote repeats what was released and nothing more, so that a card can be read for years without a second look at the
tables, and so that evidence and released table can be compared line by line.
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

Quote = dict[str, Any]
Identity = tuple[str, str, str, str]

PAIRS = {
    "band": ("band_low", "band_high"),
    "favourable": ("favourable_low", "favourable_high"),
    "interval": ("low", "high"),
    "scale": ("minimum", "maximum"),
}


def quote(row: Mapping[Hashable, Any]) -> Quote:
    """Return the quote of one row of `cells.released_frame`."""
    words = {name: row[name] for name in ("kind", "source", "item", "unit", "n_band", "precision")}
    numbers = {name: float(row[name]) for name in ("mean", "value") if pd.notna(row[name])}
    pairs = {
        name: [float(row[low]), float(row[high])]
        for name, (low, high) in PAIRS.items()
        if pd.notna(row[low]) and pd.notna(row[high])
    }
    return (
        words
        | {"period": row["starts"].date().isoformat(), "ends": row["ends"].date().isoformat()}
        | numbers
        | pairs
    )


def quotes(rows: pd.DataFrame) -> tuple[Quote, ...]:
    """Return the quotes of rows of `cells.released_frame`, oldest first."""
    return tuple(merged([], (quote(row) for row in rows.to_dict("records"))))


def identity(quoted: Mapping[str, Any]) -> Identity:
    """Return what makes two quotes quotes of the same cell."""
    return quoted["kind"], quoted["source"], quoted["item"], quoted["unit"]


def merged(kept: Iterable[Quote], added: Iterable[Quote]) -> list[Quote]:
    """Return the kept quotes and those added that were not among them, oldest first; a kept one is never replaced."""
    joined = {identity(one): one for one in added} | {identity(one): one for one in kept}
    return sorted(joined.values(), key=lambda one: (one["period"], identity(one)))
