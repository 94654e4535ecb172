"""What a detector is, and the numbers it may look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from signals.detectors.past import Past
from signals.enums import Severity
from signals.metrics import OUT_OF_HOURS, TIES
from signals.reduce.cells import Cell
from signals.reduce.person import NAMES, Numbers
from signals.reduce.units import Layout, mean_without_largest, mean_without_smallest
from signals.thresholds import DEFAULT_MARKS, Marks

HAIR = 1e-9  # means of decimal fractions are not exact, and a mean at its threshold is not beyond it

# The values that some detector looks at; means of the others would be computed for nobody.
DETECTED = frozenset(
    {
        "back_to_back_chains", "meeting_share", "focus_hours", OUT_OF_HOURS, "quiet_days", "manager_meeting_share",
        "manager_span", "manager_one_to_one_hours", "manager_after_hours_hours", "ei_index", TIES, "fragmentation",
    }
)  # fmt: skip


class History:
    """T2 of every unit, value and block: means that no two people decide.

    Parameters
    ----------
    values
        Clipped values, shape (len(NAMES), B, P); NaN for none.
    at_least
        Values needed for a mean to exist.
    marks
        What the detectors hold the means against.
    past
        Released cells, for the detectors that compare a unit with its own past.
    """

    def __init__(
        self,
        values: Numbers,
        layout: Layout,
        at_least: int,
        *,
        marks: Marks = DEFAULT_MARKS,
        past: Past | None = None,
    ) -> None:
        self.marks, self._past = marks, past
        self.units = tuple(layout.slices)
        self.blocks = values.shape[1]
        self._over: dict[tuple[str, str, int], float] = {}
        self._under: dict[tuple[str, str, int], float] = {}
        for row, name in enumerate(NAMES):
            if name not in DETECTED:
                continue
            for block in range(self.blocks):
                for unit, each in layout.sorted_values(values[row, block], at_least):
                    self._over[name, unit, block] = mean_without_largest(each)
                    self._under[name, unit, block] = mean_without_smallest(each)

    def over(self, name: str, unit: str, block: int, threshold: float) -> bool:
        """Return whether the mean without the two largest is over a threshold; False where there is none."""
        mean = self._over.get((name, unit, block))
        return mean is not None and mean > threshold + HAIR

    def under(self, name: str, unit: str, block: int, threshold: float) -> bool:
        """Return whether the mean without the two smallest is under a threshold; False where there is none."""
        mean = self._under.get((name, unit, block))
        return mean is not None and mean < threshold - HAIR

    def earlier(self, metric: str, unit: str, block: int) -> list[tuple[float, float]]:
        """Return the bounds of a unit's released cells before `block - 1`, oldest first, of a year at most."""
        return [] if self._past is None else self._past.before(metric, unit, block - 1)

    def baseline(self, name: str, unit: str, blocks: range) -> float | None:
        """Return the mean of an "under" T2 over those of the blocks that have one, or None."""
        means = [self._under[name, unit, block] for block in blocks if (name, unit, block) in self._under]
        return sum(means) / len(means) if means else None


class Detector(Protocol):
    """One condition of a unit."""

    @property
    def key(self) -> str:
        """Name of the detector."""
        ...

    @property
    def evidence(self) -> tuple[str, ...]:
        """Metrics whose released cells are quoted."""
        ...

    def fires(self, history: History, unit: str, block: int) -> bool:
        """Return whether the condition holds in `block` and the one before; `block` is 1 or more."""
        ...


@dataclass(frozen=True, slots=True)
class Finding:
    """A condition that held for two blocks or more, with released cells as its evidence."""

    unit: str
    block_start: date
    detector: str
    severity: Severity
    evidence: tuple[Cell, ...]

    def as_json(self) -> dict[str, object]:
        """Return the finding as a line of FINDINGS."""
        return {
            "unit": self.unit,
            "block_start": self.block_start.isoformat(),
            "detector": self.detector,
            "severity": self.severity.value,
            "evidence": [cell.as_json() for cell in self.evidence],
        }


Evidence = Mapping[tuple[str, str, date], Cell]
