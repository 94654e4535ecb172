"""Work in the evening, at weekends and on holidays that has turned from exception into habit."""

from signals.detectors.base import History
from signals.metrics import OUT_OF_HOURS


class Burnout:
    """Both at once: hours outside working time, and few days without any."""

    key = "burnout"
    evidence = ("after_hours_hours", "weekend_hours", "holiday_hours", "quiet_days")

    def fires(self, history: History, unit: str, block: int) -> bool:
        """Return whether the condition holds in `block` and the one before."""
        return all(
            history.over(OUT_OF_HOURS, unit, at, history.marks["burnout_hours"])
            and history.under("quiet_days", unit, at, history.marks["burnout_quiet"])
            for at in (block - 1, block)
        )
