"""What can go wrong in insights."""


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
