"""Chains of meetings, a calendar that is half full, and little time left to concentrate."""

from signals.detectors.base import History


class MeetingMarathon:
    """All three at once: many chains, a high share of meetings, few hours of focus."""

    key = "meeting_marathon"
    evidence = ("back_to_back_chains", "meeting_share", "focus_hours")

    def fires(self, history: History, unit: str, block: int) -> bool:
        """Return whether the condition holds in `block` and the one before."""
        marks = history.marks
        return all(
            history.over("back_to_back_chains", unit, at, marks["marathon_chains"])
            and history.over("meeting_share", unit, at, marks["marathon_share"])
            and history.under("focus_hours", unit, at, marks["marathon_focus"])
            for at in (block - 1, block)
        )
