from itertools import product

import pytest

from engagement.insights.exceptions import AlertStateError
from engagement.insights.models import Alert
from engagement.insights.transitions import TRANSITIONS, Event, after

State = Alert.State


def test_the_table_answers_every_state_and_event() -> None:
    assert set(TRANSITIONS) == set(product(State, Event))


def test_every_state_is_reached_from_the_first_and_the_last_has_no_way_out() -> None:
    reached, waiting = set(), {State.OPEN}
    while waiting:
        reached |= waiting
        waiting = {
            following for (state, _), following in TRANSITIONS.items() if state in waiting and following
        } - reached
    assert reached == set(State)
    assert {TRANSITIONS[State.CLOSED, event] for event in Event} == {None}


def test_a_plan_needs_an_acknowledged_alert() -> None:
    assert after(State.ACKNOWLEDGED, Event.ADOPT) == State.ACKNOWLEDGED
    with pytest.raises(AlertStateError, match="an alert that is open cannot be acted on"):
        after(State.OPEN, Event.ADOPT)


def test_a_refusal_carries_what_was_refused() -> None:
    with pytest.raises(AlertStateError) as refusal:
        after("closed", Event.CLOSE)
    assert (refusal.value.state, refusal.value.event) == ("closed", Event.CLOSE)
