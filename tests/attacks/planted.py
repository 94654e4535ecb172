"""Releases with a known hole, and the naive rules that make them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from tests.attacks.released import Line, Scale, World

AGREEMENT = Scale(1, 5, 4)


def answers(
    units: Mapping[str, Sequence[int]], *, wave: str = "w1", item: str = "q", **attributes: Sequence[str]
) -> pd.DataFrame:
    """Return one answer per value: unit -> values; attributes go along in the same order."""
    rows = [(unit, value) for unit, values in units.items() for value in values]
    frame = pd.DataFrame(rows, columns=["unit", "value"]).assign(wave=wave, item=item, **attributes)
    return frame.assign(response=[f"{wave}-{number}" for number in range(len(frame))])


def world(*frames: pd.DataFrame, scale: Scale = AGREEMENT, roster: pd.DataFrame | None = None) -> World:
    """Return what the attacker knows about these answers; without a roster, who answered is who was asked."""
    given = pd.concat(frames, ignore_index=True)
    asked = given[["wave", "unit"]].assign(person=given["response"]) if roster is None else roster
    return World(given, asked, dict.fromkeys(given["item"], scale))


def line(frame: pd.DataFrame, units: Sequence[str], **changes: Any) -> Line:
    """Return the honest full-precision line over some units (and one slice), with fields replaced by `changes`."""
    group = frame[frame["unit"].isin(units)]
    attribute, values = changes.pop("part", ("", ()))
    if attribute:
        group = group[group[attribute].isin(values)]
    n, value = len(group), group["value"].to_numpy(np.float64)
    share = round(100 * float((value >= AGREEMENT.favourable_from).mean()))
    fields: dict[str, Any] = {
        "wave": frame["wave"].iloc[0],
        "item": frame["item"].iloc[0],
        "units": frozenset(units),
        "attribute": attribute,
        "chosen": frozenset(values),
        "n_band": str(n),
        "mean": round(float(value.mean()), 1),
        "low": share,
        "high": share,
        "coarse": False,
        "trend": "",
    }
    return Line(**(fields | changes))
