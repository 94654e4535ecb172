"""The life of an alert as a table: state and event -> state. What the table does not name is refused."""

from enum import StrEnum

from engagement.insights.exceptions import AlertStateError
from engagement.insights.models import Alert

State = Alert.State


class Event(StrEnum):
    """What can happen to an alert."""

    FINDING = "seen again"
    ACKNOWLEDGE = "acknowledged"
    ADOPT = "acted on"
    SNOOZE = "put aside"
    CLOSE = "closed"


# None: refused. Acknowledging twice is refused too, so that the name in the ledger is the one who did it first.
TRANSITIONS: dict[tuple[State, Event], State | None] = {
    (State.OPEN, Event.FINDING): State.OPEN,
    (State.OPEN, Event.ACKNOWLEDGE): State.ACKNOWLEDGED,
    (State.OPEN, Event.ADOPT): None,
    (State.OPEN, Event.SNOOZE): State.OPEN,
    (State.OPEN, Event.CLOSE): State.CLOSED,
    (State.ACKNOWLEDGED, Event.FINDING): State.ACKNOWLEDGED,
    (State.ACKNOWLEDGED, Event.ACKNOWLEDGE): None,
    (State.ACKNOWLEDGED, Event.ADOPT): State.ACKNOWLEDGED,
    (State.ACKNOWLEDGED, Event.SNOOZE): State.ACKNOWLEDGED,
    (State.ACKNOWLEDGED, Event.CLOSE): State.CLOSED,
    (State.CLOSED, Event.FINDING): None,
    (State.CLOSED, Event.ACKNOWLEDGE): None,
    (State.CLOSED, Event.ADOPT): None,
    (State.CLOSED, Event.SNOOZE): None,
    (State.CLOSED, Event.CLOSE): None,
}


def after(state: str, event: Event) -> State:
    """Return the state after an event, or raise `AlertStateError` when the table refuses it."""
    following = TRANSITIONS[State(state), event]
    if following is None:
        raise AlertStateError(state, event)
    return following
