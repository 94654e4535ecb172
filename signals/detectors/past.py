"""What was released of a unit before: the only past that is kept, and so the only one to compare with."""

from collections.abc import Iterable, Sequence
from datetime import date

from signals.metrics import LEAST_PAST_BLOCKS, MOST_PAST_BLOCKS, SPARED_BLOCKS
from signals.reduce.cells import Cell


class Past:
    """Released cells by metric and unit.

    Parameters
    ----------
    cells
        Of earlier runs and of this one, in any order; of two of the same block the last counts.
    starts
        First day of each block of this run.
    """

    def __init__(self, cells: Iterable[Cell], starts: Sequence[date]) -> None:
        self._starts = starts
        self._bounds: dict[tuple[str, str], dict[date, tuple[float, float]]] = {}
        for cell in cells:
            self._bounds.setdefault((cell.metric, cell.unit), {})[cell.block_start] = cell.bounds

    def before(self, metric: str, unit: str, block: int) -> list[tuple[float, float]]:
        """Return the bounds of the cells before a block of this run, oldest first, of a year at most.

        The newest two are left out where four others remain.
        """
        known = self._bounds.get((metric, unit), {})
        days = sorted(day for day in known if day < self._starts[block])
        spared = min(SPARED_BLOCKS, max(0, len(days) - LEAST_PAST_BLOCKS))
        return [known[day] for day in days[: len(days) - spared][-MOST_PAST_BLOCKS:]]
