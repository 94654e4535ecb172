"""What can go wrong in insights."""

from datetime import date


class InsightsError(Exception):
    """Base of every error of this app."""


class AlertStateError(InsightsError):
    """The state of an alert does not allow what was asked for.

    Attributes
    ----------
    state
        The state the alert is in.
    event
        What was asked for.
    """

    def __init__(self, state: str, event: str) -> None:
        super().__init__(state, event)
        self.state = state
        self.event = event

    def __str__(self) -> str:
        return f"an alert that is {self.state} cannot be {self.event}"


class SnoozeError(InsightsError):
    """An alert was put aside until a day that is over or too far away.

    Attributes
    ----------
    until
        The day asked for.
    """

    def __init__(self, until: date) -> None:
        super().__init__(until)
        self.until = until

    def __str__(self) -> str:
        return f"an alert can be put aside for one day to twelve weeks, not until {self.until.isoformat()}"
