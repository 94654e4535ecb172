from datetime import date, timedelta

import pytest

from engagement.actions.models import Plan
from engagement.demo.acts.managers import QUIET, act, responsible
from engagement.demo.acts.scene import Scene
from engagement.demo.agenda import Act, Moment
from engagement.demo.world.causes import Cause
from engagement.insights.models import Alert
from people.enums import Role
from people.models import RoleGrant
from tests.factories.insights import alert


def moment(scene: Scene, block: int) -> Moment:
    return Moment(scene.world.line.blocks[block] + timedelta(days=31), Act.MANAGERS, block)


def with_plan(scene: Scene) -> Cause:
    return next(cause for cause in scene.world.causes if cause.unit == "SW-CLD-COR")


def raised(unit: str, on: date, **fields: object) -> Alert:
    return alert(unit, opened_on=on, last_seen_on=fields.pop("last_seen_on", on), **fields)


def test_the_manager_of_the_unit_is_responsible_and_hr_where_there_is_none(peopled: Scene) -> None:
    assert RoleGrant.objects.filter(account=responsible("SW-CLD-COR"), unit__code="SW-CLD-COR").exists()
    assert RoleGrant.objects.filter(account=responsible("UNKNOWN"), role=Role.HR).exists()


def test_the_plan_of_the_story_is_adopted_when_its_alert_is_there(peopled: Scene) -> None:
    cause = with_plan(peopled)
    assert cause.remedy is not None
    when = moment(peopled, cause.remedy.adopted - 1)
    found = raised(cause.unit, when.on - timedelta(days=3), theme=cause.kind)

    act(peopled, when)

    plan = Plan.objects.get()
    found.refresh_from_db()
    assert (plan.unit, plan.template, plan.started_on) == (cause.unit, cause.remedy.template, when.on)
    assert found.state == Alert.State.ACKNOWLEDGED
    assert found.acknowledged_by == plan.owner == responsible(cause.unit)


def test_without_an_alert_nothing_is_adopted(peopled: Scene) -> None:
    cause = with_plan(peopled)
    assert cause.remedy is not None

    act(peopled, moment(peopled, cause.remedy.adopted - 1))

    assert not Plan.objects.exists()


def test_steps_are_done_when_they_are_due(peopled: Scene) -> None:
    cause = with_plan(peopled)
    assert cause.remedy is not None
    when = moment(peopled, cause.remedy.adopted - 1)
    raised(cause.unit, when.on - timedelta(days=3), theme=cause.kind)
    act(peopled, when)

    act(peopled, moment(peopled, cause.remedy.adopted))

    later = moment(peopled, cause.remedy.adopted).on
    for step in Plan.objects.get().steps.all():
        assert step.done_on == (step.due_on if step.due_on <= later else None)
    assert Plan.objects.get().steps.filter(done_on=None).exists()


@pytest.mark.parametrize(("days", "state"), [(3, Alert.State.OPEN), (7, Alert.State.ACKNOWLEDGED)])
def test_an_alert_is_read_after_a_week(peopled: Scene, days: int, state: str) -> None:
    when = moment(peopled, 2)
    found = raised("HW-ELE-DET", when.on - timedelta(days=days))

    act(peopled, when)

    found.refresh_from_db()
    assert found.state == state


def test_what_has_gone_quiet_is_closed_with_a_reason(peopled: Scene) -> None:
    when = moment(peopled, 6)
    quiet = raised("HW-ELE-DET", when.on - timedelta(days=90))
    loud = raised("HW-ELE-FIR", when.on - timedelta(days=90), last_seen_on=when.on - timedelta(days=3))

    act(peopled, when)

    quiet.refresh_from_db()
    loud.refresh_from_db()
    assert (quiet.state, quiet.closed_because) == (Alert.State.CLOSED, QUIET)
    assert loud.state == Alert.State.ACKNOWLEDGED
