"""A management layer that sits in meetings and has too many people, one-to-ones or evenings besides."""

from signals.detectors.base import History
from signals.metrics import MANAGERS_AFTER_HOURS, MANAGERS_ONE_TO_ONE, MANAGERS_SHARE, MANAGERS_SPAN


class OverloadedManagers:
    """A high share of meetings, and one of three loads; ten active managers follow from the share's own n."""

    key = "overloaded_managers"
    evidence = (
        "manager_meeting_share",
        "manager_span",
        "manager_one_to_one_hours",
        "manager_after_hours_hours",
    )

    def fires(self, history: History, unit: str, block: int) -> bool:
        """Return whether the condition holds in `block` and the one before."""
        return all(
            history.over("manager_meeting_share", unit, at, MANAGERS_SHARE)
            and (
                history.over("manager_span", unit, at, MANAGERS_SPAN)
                or history.over("manager_one_to_one_hours", unit, at, MANAGERS_ONE_TO_ONE)
                or history.over("manager_after_hours_hours", unit, at, MANAGERS_AFTER_HOURS)
            )
            for at in (block - 1, block)
        )
