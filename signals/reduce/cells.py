"""From figures to released cells: the tree rule, then a band or a rounded value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import floor

from privacy.gate import certificate, n_band, released_nodes
from privacy.policy import VERSION, Policy
from signals.metrics import BANDED_BELOW, BLOCK_DAYS, METRICS, Metric
from signals.reduce.person import NAMES, Numbers
from signals.reduce.units import Figure, Layout, figure_of


@dataclass(frozen=True, slots=True)
class Cell:
    """One released figure of a unit and block: either `value` or `band` is there."""

    unit: str
    block_start: date
    metric: str
    value: float | None
    band: tuple[float, float] | None
    n_band: str
    certificate: Mapping[str, object]

    @property
    def bounds(self) -> tuple[float, float]:
        """Return the ends of the band; of a value, twice the value."""
        value = self.value or 0.0
        return (value, value) if self.band is None else self.band

    def as_json(self) -> dict[str, object]:
        """Return the cell as a line of OUT."""
        line: dict[str, object] = {
            "unit": self.unit,
            "block_start": self.block_start.isoformat(),
            "block_days": BLOCK_DAYS,
            "metric": self.metric,
        }
        line |= {"value": self.value} if self.band is None else {"band": list(self.band)}
        return line | {"n_band": self.n_band, "certificate": dict(self.certificate)}


@dataclass(frozen=True, slots=True)
class Door:
    """What the door needs beside the values: who sits where, thresholds, and the hash that certificates carry."""

    layout: Layout
    tree: Mapping[str, str | None]
    policy: Policy
    digest: str


def release_block(
    values: Numbers, start: date, door: Door, shown: tuple[str, ...] = tuple(METRICS)
) -> list[Cell]:
    """Return the released cells of one block.

    Parameters
    ----------
    values
        Clipped values of one block, shape (len(NAMES), P); NaN for none.
    shown
        Metrics that the source knows.
    """
    minimum = door.policy.signals_people
    proof = certificate(rule="tree", support=minimum, digest=door.digest, policy_version=VERSION)
    cells: list[Cell] = []
    for metric in METRICS.values():
        if metric.clip is None or metric.name not in shown:
            continue
        figures = {
            unit: figure
            for unit, each in door.layout.sorted_values(values[NAMES.index(metric.name)], minimum)
            if (figure := figure_of(each, metric.shift)).is_candidate
        }
        counts = {unit: figure.n for unit, figure in figures.items()}
        for unit in sorted(released_nodes(door.tree, counts, minimum=minimum)):
            cells.append(_cell(metric, unit, start, figures[unit], proof))
    return cells


def _cell(metric: Metric, unit: str, start: date, figure: Figure, proof: Mapping[str, object]) -> Cell:
    banded = figure.n < BANDED_BELOW
    return Cell(
        unit,
        start,
        metric.name,
        None if banded else rounded(figure.value, metric.step),
        band_of(figure.value, metric) if banded else None,
        n_band(figure.n),
        proof,
    )


def rounded(value: float, step: float) -> float:
    """Return a value rounded to a step that is a power of ten; never -0.0."""
    digits = 1 if step >= 0.1 else 2
    return round(value, digits) + 0.0


def band_of(value: float, metric: Metric) -> tuple[float, float]:
    """Return [lo, hi) with lo <= value < hi; the band at the upper clip is closed, so none says "everybody"."""
    if metric.band is None or metric.clip is None:
        raise AssertionError(metric.name)
    low, high = metric.clip
    last = round((high - low) / metric.band) - 1
    # A hair of tolerance: 0.15 / 0.05 is 2.9999999999999996.
    place = min(max(floor((value - low) / metric.band + 1e-9), 0), last)
    return (_edge(low, place, metric.band), _edge(low, place + 1, metric.band))


def _edge(low: float, place: int, width: float) -> float:
    return round(low + place * width, 6) + 0.0


def load_changes(before: Sequence[Cell], after: Sequence[Cell]) -> list[Cell]:
    """Return `load_change` from the released meeting hours of a block and the one before, and from nothing else."""
    earlier = {cell.unit: cell for cell in before if cell.metric == "meeting_hours"}
    step = METRICS["load_change"].step
    cells = []
    for cell in after:
        if cell.metric != "meeting_hours" or cell.unit not in earlier:
            continue
        (low, high), (old_low, old_high) = cell.bounds, earlier[cell.unit].bounds
        smallest, largest = rounded(low - old_high, step), rounded(high - old_low, step)
        is_value = cell.band is None and earlier[cell.unit].band is None
        proof = {**cell.certificate, "rule": "difference of released cells"}
        cells.append(
            Cell(
                cell.unit,
                cell.block_start,
                "load_change",
                smallest if is_value else None,
                None if is_value else (smallest, largest),
                cell.n_band,
                proof,
            )
        )
    return cells
