"""Released cells as readings: what a figure stands for."""

from collections.abc import Sequence
from typing import Protocol

from engagement.results.chance import Reading, coarse_range


class CellLike(Protocol):
    """What is read of a released cell."""

    favourable_low: int | None
    favourable_high: int | None
    precision: str
    n_band: str


def least(n_band: str) -> int:
    """Return the smallest number of people of a band such as "10-14" or "200+"."""
    return int(n_band.rstrip("+").split("-")[0])


def reading(cell: CellLike | None) -> Reading | None:
    """Return what the favourable percentage of a cell stands for; None where none was released."""
    if cell is None or cell.favourable_low is None or cell.favourable_high is None:
        return None
    low, high, n = float(cell.favourable_low), float(cell.favourable_high), least(cell.n_band)
    if cell.precision == "coarse":
        low, high = (coarse_range(low, n)[0], coarse_range(high, n)[1]) if low == high else (low, high)
    return Reading(low, high, n, exact=cell.precision == "full" and low == high)


def together(cells: Sequence[CellLike | None]) -> Reading | None:
    """Return the reading of a construct: the mean over its items; None unless every item was released.

    It is as uncertain as one item among the fewest people: answers of one person to items of a construct go together.
    """
    found = [reading(cell) for cell in cells]
    known = [one for one in found if one is not None]
    if not known or len(known) < len(found):
        return None
    return Reading(
        sum(one.low for one in known) / len(known),
        sum(one.high for one in known) / len(known),
        min(one.n for one in known),
        exact=all(one.exact for one in known),
    )
