"""A management layer that sits in meetings and has too many people, one-to-ones or evenings besides."""

from signals.detectors.base import History


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
        marks = history.marks
        return all(
            history.over("manager_meeting_share", unit, at, marks["managers_share"])
            and (
                history.over("manager_span", unit, at, marks["managers_span"])
                or history.over("manager_one_to_one_hours", unit, at, marks["managers_one_to_one"])
                or history.over("manager_after_hours_hours", unit, at, marks["managers_after_hours"])
            )
            for at in (block - 1, block)
        )
