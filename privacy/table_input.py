"""Reading the files of `release_table`: roster, answers and plan, each complaint with file, line and column."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from privacy.csv_file import Table, read_table
from privacy.exceptions import InputError, PlanError
from privacy.gate import Item, Plan

PLAN_KEYS = {"k", "time_mode", "items", "slices"}
ITEM_KEYS = {"min", "max", "favourable_from"}


def read_plan(path: Path) -> Plan:
    """Read `plan.json`; an unknown or missing name, a wrong kind of value or a low k is an error."""
    try:
        data = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise InputError(path, None, None, f"a readable file ({error.strerror})") from None
    except UnicodeDecodeError:
        raise InputError(path, None, None, "text in UTF-8") from None
    except json.JSONDecodeError as error:
        raise InputError(path, error.lineno, None, f"JSON ({error.msg})") from None
    try:
        return _plan(path, data)
    except PlanError as error:
        raise InputError(path, None, error.name, error.expected) from None


def _plan(path: Path, data: Any) -> Plan:
    _expect_keys(path, "plan", data, PLAN_KEYS, PLAN_KEYS - {"slices"})
    if not isinstance(data["k"], int) or isinstance(data["k"], bool):
        raise InputError(path, None, "k", "a whole number")
    if not isinstance(data["items"], dict) or not data["items"]:
        raise InputError(path, None, "items", "an object of items, at least one")
    slices = data.get("slices", [])
    if not isinstance(slices, list) or not all(isinstance(name, str) and name for name in slices):
        raise InputError(path, None, "slices", "a list of column names")
    if len(set(slices)) < len(slices) or set(slices) & {"wave", "response", "unit", "item", "value"}:
        raise InputError(path, None, "slices", "each attribute once, and none named like another column")
    items = {key: _item(path, key, item) for key, item in data["items"].items()}
    return Plan(data["k"], data["time_mode"], items, tuple(slices))


def _item(path: Path, key: str, data: Any) -> Item:
    _expect_keys(path, f"items.{key}", data, ITEM_KEYS, {"min", "max"})
    for name, value in data.items():
        missing = name == "favourable_from" and value is None
        number = isinstance(value, int | float) and not isinstance(value, bool) and np.isfinite(value)
        if not (missing or number):
            raise InputError(path, None, f"items.{key}.{name}", "a number")
    return Item(key, data["min"], data["max"], data.get("favourable_from"))


def _expect_keys(path: Path, name: str, data: Any, known: set[str], needed: set[str]) -> None:
    if not isinstance(data, dict):
        raise InputError(path, None, name, "an object")
    for key in data:
        if key not in known:
            raise InputError(path, None, f"{name}.{key}", f"only {', '.join(sorted(known))}")
    for key in sorted(needed - set(data)):
        raise InputError(path, None, f"{name}.{key}", "this name, which is missing")


def read_roster(path: Path, tree: Mapping[str, str | None]) -> pd.DataFrame:
    """Read columns `wave`, `person`, `unit`: known units, each person once in a wave."""
    table = read_table(path, required=("wave", "person", "unit"))
    frame = pd.DataFrame(table.columns, dtype=object)
    _refuse_first(table, "wave", frame["wave"] == "", "the name of a wave")
    _refuse_first(table, "person", frame["person"] == "", "an id")
    _refuse_first(table, "unit", ~frame["unit"].isin(list(tree)), "a unit of the units file")
    _refuse_first(table, "person", frame.duplicated(["wave", "person"]), "each person once in a wave")
    if frame.empty:
        raise InputError(path, 2, None, "at least one person")
    return frame


def read_answers(
    path: Path, tree: Mapping[str, str | None], roster: pd.DataFrame, plan: Plan
) -> pd.DataFrame:
    """Read columns `wave`, `response`, `unit`, `item`, `value` and the slices; values become numbers, empty ones NaN.

    A response belongs to one unit and has one value per attribute; a unit has no more of them than people on its
    roster; an item is answered once by a response.
    """
    table = read_table(path, required=("wave", "response", "unit", "item", "value", *plan.slices))
    frame = pd.DataFrame(table.columns, dtype=object)
    _refuse_first(table, "wave", ~frame["wave"].isin(roster["wave"].unique()), "a wave of the roster file")
    _refuse_first(table, "response", frame["response"] == "", "an id")
    _refuse_first(table, "unit", ~frame["unit"].isin(list(tree)), "a unit of the units file")
    _refuse_first(table, "item", ~frame["item"].isin(list(plan.items)), "an item of the plan")
    frame["value"] = _numbers(table, frame, plan)
    _refuse_repeats(table, frame, plan)
    _refuse_too_many(table, frame, roster)
    return frame


def _refuse_first(table: Table, column: str, wrong: "pd.Series[bool]", expected: str) -> None:
    if wrong.any():
        row = int(np.argmax(wrong.to_numpy()))
        raise table.error(row, column, f"{expected}, not {table.columns[column][row]!r}")


def _numbers(table: Table, frame: pd.DataFrame, plan: Plan) -> "pd.Series[float]":
    texts = frame["value"]
    plain = texts.str.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")
    _refuse_first(table, "value", ~(plain | (texts == "")), "a number or nothing")
    values = pd.to_numeric(texts.where(texts != "", None)).astype(float)
    low = frame["item"].map({key: item.minimum for key, item in plan.items.items()})
    high = frame["item"].map({key: item.maximum for key, item in plan.items.items()})
    outside = values.notna() & ~((values >= low) & (values <= high))
    if outside.any():
        row = int(np.argmax(outside.to_numpy()))
        raise table.error(row, "value", f"{low[row]:g} to {high[row]:g}, not {texts[row]!r}")
    return values


def _refuse_repeats(table: Table, frame: pd.DataFrame, plan: Plan) -> None:
    repeated = frame.duplicated(["wave", "response", "item"])
    _refuse_first(table, "item", repeated, "one row for each response and item")
    keys = frame["wave"] + "\0" + frame["response"]
    for column in ("unit", *plan.slices):
        first = frame[column].groupby(keys, sort=False).transform("first")
        _refuse_first(table, column, first != frame[column], "the same in all rows of a response")


def _refuse_too_many(table: Table, frame: pd.DataFrame, roster: pd.DataFrame) -> None:
    people = roster.groupby(["wave", "unit"]).size()
    responses = frame.drop_duplicates(["wave", "response"])
    rank = responses.groupby(["wave", "unit"]).cumcount() + 1
    places = pd.MultiIndex.from_frame(responses[["wave", "unit"]])
    room = people.reindex(places).fillna(0).to_numpy()
    over = rank.to_numpy() > room
    if over.any():
        place = int(np.argmax(over))
        row = int(responses.index[place])
        raise table.error(
            row, "unit", f"no more responses than the {int(room[place])} people on the roster of it"
        )
