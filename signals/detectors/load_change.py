"""Meetings that suddenly take more of the working time than they ever took in the unit's own released past."""

from statistics import median

from signals.detectors.base import History
from signals.metrics import LEAST_PAST_BLOCKS


class LoadChange:
    """A rise over the usual by three hours of a week of forty, and clearly beyond every block of the past.

    Notes
    -----
    A share of the working time, so that a block with holidays is not a light one. Beyond every block of the past, of
    which at least one held a quarter end, so that a season which comes every quarter is not sudden.
    """

    key = "load_change"
    evidence = ("meeting_share", "meeting_hours")

    def fires(self, history: History, unit: str, block: int) -> bool:
        """Return whether the condition holds in `block` and the one before."""
        past = [(low + high) / 2 for low, high in history.earlier("meeting_share", unit, block)]
        if len(past) < LEAST_PAST_BLOCKS:
            return False
        rise = history.marks["load_rise"]
        mark = max(median(past) + rise, max(past) + rise / 2)
        return all(history.over("meeting_share", unit, at, mark) for at in (block - 1, block))
