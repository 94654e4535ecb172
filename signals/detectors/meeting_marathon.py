"""Chains of meetings, a calendar that is half full, and little time left to concentrate."""

from signals.detectors.base import History
from signals.metrics import MARATHON_CHAINS, MARATHON_FOCUS, MARATHON_SHARE


class MeetingMarathon:
    """All three at once: many chains, a high share of meetings, few hours of focus."""

    key = "meeting_marathon"
    evidence = ("back_to_back_chains", "meeting_share", "focus_hours")

    def fires(self, history: History, unit: str, block: int) -> bool:
        """Return whether the condition holds in `block` and the one before."""
        return all(
            history.over("back_to_back_chains", unit, at, MARATHON_CHAINS)
            and history.over("meeting_share", unit, at, MARATHON_SHARE)
            and history.under("focus_hours", unit, at, MARATHON_FOCUS)
            for at in (block - 1, block)
        )
