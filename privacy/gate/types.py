"""What goes into the door and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from privacy.exceptions import PlanError
from privacy.policy import DEFAULT, TIME_MODES


@dataclass(frozen=True, slots=True)
class Item:
    """A question with numbers for answers.

    `minimum` and `maximum` bound a value; values from `favourable_from` on are favourable (None: no share is shown).
    """

    key: str
    minimum: float
    maximum: float
    favourable_from: float | None = None

    def __post_init__(self) -> None:
        if not self.minimum < self.maximum:
            raise PlanError(
                name=f"items.{self.key}.max", value=self.maximum, expected=f"more than min ({self.minimum})"
            )
        share = self.favourable_from
        if share is not None and not self.minimum < share <= self.maximum:
            raise PlanError(
                name=f"items.{self.key}.favourable_from",
                value=share,
                expected="more than min and at most max",
            )


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be released, declared before launch: threshold, time mode, items, slices."""

    k: int
    time_mode: str
    items: Mapping[str, Item]
    slices: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.k < DEFAULT.k:
            raise PlanError(name="k", value=self.k, expected=f"at least {DEFAULT.k}")
        if self.time_mode not in TIME_MODES:
            raise PlanError(name="time_mode", value=self.time_mode, expected="standard or strict")


@dataclass(frozen=True)
class WaveInput:
    """One wave, as frozen and as answered.

    Attributes
    ----------
    name
        Shown in certificates; waves are compared in the order given.
    tree
        Node -> parent; the root -> None.
    roster
        Columns `person`, `unit`: everybody invited, once. An inner unit counts as its own leaf `UNIT/*`.
    answers
        Columns `response`, `unit`, `item`, `value`, and one per slice attribute; one row per response and item.
    """

    name: str
    tree: Mapping[str, str | None]
    roster: pd.DataFrame
    answers: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Cell:
    """One released line: an item of a node, of the rest of a node, or of a slice of a node.

    Answers carry `mean` and `favourable` (whole percent, low and high); blocks of signals carry `value` or `band`.
    """

    item: str
    unit: str
    covers: tuple[str, ...]
    is_remainder: bool
    slice_attribute: str
    slice_values: tuple[str, ...]
    n_band: str
    mean: float | None
    favourable: tuple[int, int] | None
    precision: str
    trend: str
    certificate: dict[str, Any]
    value: float | None = None
    band: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """What was not released, why, and the larger group that includes it (empty: none)."""

    item: str
    unit: str
    reason: str
    carried_by: str


@dataclass(frozen=True)
class Published:
    """What a later wave must know of this one; rebuilt from roster entries and released cells."""

    name: str
    roster: pd.DataFrame
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Release:
    """Everything one call of the door lets out."""

    cells: tuple[Cell, ...]
    refusals: tuple[Refused, ...]
    digest: str
    published: Published = field(repr=False)
