"""Time without meetings that collapses: what is left is too short and too cut up, against the unit's own released past."""

from statistics import median

from signals.detectors.base import History
from signals.metrics import LEAST_PAST_BLOCKS


class FocusCollapse:
    """Far fewer hours in one piece than usual, and free time more cut up than in any block of the past.

    Notes
    -----
    Both, because holidays take hours in one piece as well, but do not cut up what is left.
    """

    key = "focus_collapse"
    evidence = ("focus_hours", "fragmentation")

    def fires(self, history: History, unit: str, block: int) -> bool:
        """Return whether the condition holds in `block` and the one before."""
        hours = history.earlier("focus_hours", unit, block)
        pieces = [high for _, high in history.earlier("fragmentation", unit, block)]
        if min(len(hours), len(pieces)) < LEAST_PAST_BLOCKS:
            return False
        # The middle of a band says what was usual; lower than ever before is only what is under its lower end.
        usual = median((low + high) / 2 for low, high in hours)
        mark = min(usual * history.marks["focus_drop"], *(low for low, _ in hours))
        return all(
            history.under("focus_hours", unit, at, mark)
            and history.over("fragmentation", unit, at, max(pieces))
            for at in (block - 1, block)
        )
