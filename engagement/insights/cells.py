"""Released cells as one long frame, with the interval each number stands for. Everything above starts here."""

from collections.abc import Collection
from datetime import date

import numpy as np
import pandas as pd

from engagement.insights.intervals import least_n, signal_interval, survey_interval
from engagement.insights.measures import CONSTRUCT
from engagement.insights.periods import item_frame, wave_frame
from privacy.models import ReleasedTable
from privacy.selectors import released_cells
from signals.metrics import BLOCK_DAYS, METRICS

Kind = ReleasedTable.Kind

FIELDS = [
    "table__kind", "table__source", "item", "unit", "covers", "n_band", "mean", "favourable_low", "favourable_high",
    "value", "band_low", "band_high", "precision", "trend",
]  # fmt: skip
NUMBERS = ["mean", "favourable_low", "favourable_high", "value", "band_low", "band_high"]
COLUMNS = [
    "kind", "source", "wave_kind", "starts", "ends", "unit", "item", "construct", "low", "high", "mid", "n_low", "n_band",
    "precision", "trend", "covers", "minimum", "maximum", *NUMBERS,
]  # fmt: skip


def released_frame(
    *,
    kind: str | None = None,
    items: Collection[str] | None = None,
    units: Collection[str] | None = None,
    sources: Collection[str] | None = None,
    until: date | None = None,
) -> pd.DataFrame:
    """Return one row per released cell of a whole unit; remainders and slices are left out.

    `sources` are ids of waves and first days of blocks. `until` leaves out what was collected after that day: `ends` is the first day after the data, and rows with
    `ends > until` are not read. Columns as in `COLUMNS`; `low..high` is what the number stands for, `mid` its centre;
    NaN where the number was withheld.
    """
    query = released_cells(kind=kind, items=items, units=units, sources=sources)
    query = query.filter(is_remainder=False, slice_attribute="").order_by()
    frame = pd.DataFrame(
        list(query.values_list(*FIELDS)), columns=[name.removeprefix("table__") for name in FIELDS]
    )
    frame = frame.astype(dict.fromkeys(NUMBERS, float))
    frame["covers"] = [tuple(sorted(codes)) for codes in frame["covers"]]
    frame["n_low"] = least_n(frame["n_band"].astype(str))
    signals = frame["kind"] == Kind.BLOCK
    joined = pd.concat([_blocks(frame[signals]), _waves(frame[~signals])], ignore_index=True)
    joined["mid"] = (joined["low"] + joined["high"]) / 2
    if until is not None:
        joined = joined[joined["ends"] <= pd.Timestamp(until)]
    return joined[COLUMNS].sort_values(["ends", "kind", "source", "unit", "item"], ignore_index=True)


def _blocks(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of signals with their days and intervals."""
    starts = pd.to_datetime(cells["source"]).astype("datetime64[ns]")
    cells = cells.assign(
        starts=starts,
        ends=starts + pd.Timedelta(days=BLOCK_DAYS),
        wave_kind="",
        construct="",
        minimum=np.nan,
        maximum=np.nan,
        step=cells["item"].map({name: metric.step for name, metric in METRICS.items()}),
    )
    low, high = signal_interval(cells)
    return cells.assign(low=low, high=high)


def _waves(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of waves and topics with their days, constructs and intervals; unknown waves are left out."""
    cells = cells.merge(wave_frame(), on="source", how="inner")
    cells["question"] = cells["item"].str.split("=").str[0]
    cells = cells.merge(item_frame(), on=["questionnaire", "question"], how="left")
    cells["construct"] = cells["construct"].fillna("")
    polarity = cells["item"].str.endswith(":polarity")
    cells["minimum"] = cells["minimum"].fillna(polarity.map({True: -1.0, False: 0.0}).astype(float))
    cells["maximum"] = cells["maximum"].fillna(1.0)
    low, high = survey_interval(cells)
    return cells.assign(low=low, high=high)


def with_constructs(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a frame and one more per unit, wave and construct: the mean of its released items.

    Ends of intervals are averaged, the number of people is the smallest of the items', and one coarse item makes the
    construct coarse. The column `items` names what went in: two constructs are comparable only with the same items.
    """
    scored = frame[(frame["construct"] != "") & ~frame["item"].str.contains("=") & frame["mid"].notna()]
    by = ["kind", "source", "wave_kind", "starts", "ends", "unit", "construct"]
    rows = scored.groupby(by, sort=True, as_index=False).agg(
        items=("item", lambda names: ",".join(sorted(names))),
        low=("low", "mean"),
        high=("high", "mean"),
        mid=("mid", "mean"),
        n_low=("n_low", "min"),
        n_band=("n_band", "first"),
        precision=("precision", lambda kinds: "full" if (kinds == "full").all() else "coarse"),
        covers=("covers", "first"),
        minimum=("minimum", "min"),
        maximum=("maximum", "max"),
    )
    rows["item"] = CONSTRUCT + rows["construct"].astype(str)
    return pd.concat([frame.assign(items=frame["item"]), rows], ignore_index=True)
