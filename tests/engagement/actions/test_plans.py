from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from engagement.actions.catalogue import get_template
from engagement.actions.exceptions import PlanClosedError, TemplateDoesNotFitError, UnknownTemplateError
from engagement.actions.models import Plan
from engagement.actions.plans import adopt, complete_step, drop
from engagement.insights.alerts import close_alert
from engagement.insights.exceptions import AlertStateError
from engagement.insights.models import Theme
from people.enums import Role
from people.models import Account
from privacy.models import LedgerEntry
from tests.factories import actions, insights, people

pytestmark = pytest.mark.django_db
TODAY = insights.block(2)


@pytest.fixture
def manager() -> Account:
    return people.account(manages=people.unit("A"))


def lines(action: str) -> list[LedgerEntry]:
    return list(LedgerEntry.objects.filter(action=action))


def test_a_plan_has_owner_steps_dates_and_what_should_move(manager: Account) -> None:
    plan = adopt(
        alert=actions.acknowledged(by=manager), template_key="no_meeting_friday", owner=manager, on=TODAY
    )
    assert (plan.unit, plan.owner, plan.started_on, plan.verdict) == ("A", manager, TODAY, "pending")
    assert (plan.outcome, plan.direction, plan.at_least) == ("meeting_share", "down", 0.05)
    assert plan.review_on == TODAY + timedelta(days=84)
    template = get_template("no_meeting_friday")
    assert [step.text for step in plan.steps.all()] == [dict(step.text) for step in template.steps]
    assert [step.position for step in plan.steps.all()] == [1, 2, 3, 4, 5]


def test_the_baseline_quotes_the_last_three_released_cells_before_the_start(manager: Account) -> None:
    for number in range(5):
        insights.metric(number - 2, "A", "meeting_share", round(0.4 + number / 100, 2))
    insights.metric(1, "B", "meeting_share", 0.9)
    plan = adopt(
        alert=actions.acknowledged(by=manager), template_key="no_meeting_friday", owner=manager, on=TODAY
    )
    assert [quoted["value"] for quoted in plan.baseline] == [0.41, 0.42, 0.43]
    assert {quoted["unit"] for quoted in plan.baseline} == {"A"}


def test_the_first_outcome_that_is_released_is_promised(manager: Account) -> None:
    insights.metric(1, "A", "focus_hours", (6.0, 8.0))
    plan = adopt(
        alert=actions.acknowledged(by=manager), template_key="no_meeting_friday", owner=manager, on=TODAY
    )
    assert (plan.outcome, plan.direction) == ("focus_hours", "up")
    assert plan.baseline[0]["band"] == [6.0, 8.0]


def test_a_construct_can_be_promised_from_a_pulse(manager: Account) -> None:
    wave = insights.wave(insights.questionnaire({"met": "meetings"}), 0)
    insights.means(wave, "A", {"met": 2.4})
    plan = adopt(
        alert=actions.acknowledged(by=manager), template_key="no_meeting_friday", owner=manager, on=TODAY
    )
    assert plan.outcome == "construct:meetings"
    assert plan.baseline[0]["interval"] == pytest.approx([2.35, 2.45])


def test_steps_fall_on_working_days_of_the_owner() -> None:
    owner = people.account(Role.HR)
    people.person("hr", account=owner, region="DE")
    friday_before_easter = date(2026, 4, 3)
    plan = actions.plan(owner=owner, on=friday_before_easter)
    assert plan.started_on == friday_before_easter
    assert plan.steps.first().due_on == date(2026, 4, 7)  # type: ignore[union-attr]  # there are five
    assert all(step.due_on.isoweekday() <= 5 for step in plan.steps.all())


def test_an_alert_must_be_acknowledged_first(manager: Account) -> None:
    with pytest.raises(AlertStateError):
        adopt(alert=insights.alert(), template_key="no_meeting_friday", owner=manager, on=TODAY)
    closed = close_alert(
        alert=actions.acknowledged("A", manager, theme=Theme.BURNOUT), because="", by=manager, on=TODAY
    )
    with pytest.raises(AlertStateError):
        adopt(alert=closed, template_key="no_meeting_friday", owner=manager, on=TODAY)
    assert not Plan.objects.exists()


@pytest.mark.parametrize("roles", [(), (Role.DPO,), (Role.OPERATOR,)])
def test_an_owner_must_be_allowed_to_act_for_the_unit(roles: tuple[Role, ...]) -> None:
    with pytest.raises(PermissionDenied):
        adopt(
            alert=actions.acknowledged(),
            template_key="no_meeting_friday",
            owner=people.account(*roles),
            on=TODAY,
        )


def test_a_template_must_exist_and_answer_the_theme(manager: Account) -> None:
    alert = actions.acknowledged(by=manager)
    with pytest.raises(UnknownTemplateError):
        adopt(alert=alert, template_key="magic", owner=manager, on=TODAY)
    with pytest.raises(
        TemplateDoesNotFitError, match="'stay_interviews' does not answer 'meeting_marathon'"
    ) as error:
        adopt(alert=alert, template_key="stay_interviews", owner=manager, on=TODAY)
    assert (error.value.template, error.value.theme) == ("stay_interviews", "meeting_marathon")


def test_adopting_twice_returns_the_plan_that_runs(manager: Account) -> None:
    alert = actions.acknowledged(by=manager)
    first = adopt(alert=alert, template_key="no_meeting_friday", owner=manager, on=TODAY)
    again = adopt(alert=alert, template_key="no_meeting_friday", owner=manager, on=TODAY + timedelta(days=3))
    assert again == first
    assert len(lines("plan_adopted")) == 1
    assert adopt(alert=alert, template_key="focus_blocks", owner=manager, on=TODAY) != first


def test_a_dropped_plan_can_be_adopted_anew(manager: Account) -> None:
    alert = actions.acknowledged(by=manager)
    first = adopt(alert=alert, template_key="no_meeting_friday", owner=manager, on=TODAY)
    drop(plan=first, because="Not now", by=manager, on=TODAY)
    assert adopt(alert=alert, template_key="no_meeting_friday", owner=manager, on=TODAY) != first


def test_adopting_writes_who_and_what_to_the_ledger(manager: Account) -> None:
    plan = adopt(
        alert=actions.acknowledged(by=manager), template_key="no_meeting_friday", owner=manager, on=TODAY
    )
    (line,) = lines("plan_adopted")
    assert (line.actor, line.subject, line.units) == ("manager Ann Example", f"plan {plan.pk}", ["A"])
    assert line.detail == {
        "template": "no_meeting_friday", "on": TODAY.isoformat(), "outcome": "meeting_share", "direction": "down",
    }  # fmt: skip


def test_a_step_is_done_once() -> None:
    plan = actions.plan()
    step = plan.steps.all()[1]
    complete_step(step=step, on=TODAY)
    complete_step(step=step, on=TODAY + timedelta(days=9))
    step.refresh_from_db()
    assert step.done_on == TODAY
    (line,) = lines("plan_step_done")
    assert line.detail["step"] == 2


def test_somebody_else_may_do_a_step_only_when_allowed(manager: Account) -> None:
    plan = actions.plan()
    complete_step(step=plan.steps.all()[0], on=TODAY, by=manager)
    assert lines("plan_step_done")[0].actor == "manager Ann Example"
    with pytest.raises(PermissionDenied):
        complete_step(step=plan.steps.all()[1], on=TODAY, by=people.account())


def test_dropping_keeps_the_reason_and_ends_the_steps(manager: Account) -> None:
    plan = drop(plan=actions.plan(), because="Team was merged", by=manager, on=TODAY)
    assert (plan.dropped_on, plan.dropped_because) == (TODAY, "Team was merged")
    assert len(lines("plan_dropped")) == 1
    with pytest.raises(PlanClosedError, match="was dropped"):
        complete_step(step=plan.steps.all()[0], on=TODAY)
    with pytest.raises(PlanClosedError):
        drop(plan=plan, because="", by=manager, on=TODAY)


def test_a_stranger_drops_nothing() -> None:
    plan = actions.plan()
    with pytest.raises(PermissionDenied):
        drop(plan=plan, because="", by=people.account(), on=TODAY)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_plan() -> None:
    owner = people.account(Role.HR)
    alert = actions.acknowledged(by=owner)
    start = Barrier(4)

    def click(_: int) -> object:
        try:
            start.wait(timeout=20)
            return adopt(alert=alert, template_key="no_meeting_friday", owner=owner, on=TODAY).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        plans = set(pool.map(click, range(4)))
    assert plans == {Plan.objects.get().pk}
