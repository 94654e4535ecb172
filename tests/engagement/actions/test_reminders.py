from datetime import timedelta

import pytest
from django.core import mail

from engagement.actions.models import Plan
from engagement.actions.plans import add_note, complete_step, drop, share_plan
from engagement.actions.reminders import remind
from engagement.actions.selectors import shared_plans
from privacy.models import LedgerEntry
from tests.factories import dashboards
from tests.factories.dashboards import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return dashboards.world()


@pytest.fixture
def plan(world: World) -> Plan:
    return dashboards.plan(world)


def test_a_due_step_is_mailed_once_with_a_link_and_without_a_result(plan: Plan) -> None:
    first = plan.steps.get(position=1).due_on
    assert remind(on=first - timedelta(days=1)) == 0
    assert (remind(on=first), remind(on=first)) == (1, 0)
    (sent,) = mail.outbox
    assert sent.to == [plan.owner.email]
    assert f"/plans/{plan.pk}/" in sent.body
    assert "%" not in sent.body


def test_two_due_steps_of_a_plan_are_one_mail(plan: Plan) -> None:
    assert remind(on=plan.steps.get(position=2).due_on) == 1
    assert len(mail.outbox) == 1


def test_a_step_that_is_done_and_a_plan_that_was_dropped_remind_nobody(plan: Plan, world: World) -> None:
    first = plan.steps.get(position=1)
    complete_step(step=first, on=first.due_on, by=world.manager)
    assert remind(on=first.due_on) == 0
    drop(plan=plan, because="moved on", by=world.manager, on=first.due_on)
    assert remind(on=plan.review_on) == 0


def test_a_mail_is_in_the_language_of_the_owner(plan: Plan) -> None:
    plan.owner.language = "zh-hans"
    plan.owner.save()
    remind(on=plan.review_on)
    assert "计划" in mail.outbox[0].body


def test_a_note_is_kept_and_its_words_stay_out_of_the_ledger(plan: Plan, world: World) -> None:
    add_note(plan=plan, text="Friday worked", by=world.manager, on=plan.started_on)
    assert [note.text for note in plan.notes.all()] == ["Friday worked"]
    assert "Friday worked" not in str(LedgerEntry.objects.get(action="plan_noted").detail)


def test_a_shared_plan_can_be_read_and_a_dropped_one_cannot(plan: Plan, world: World) -> None:
    assert list(shared_plans("A")) == []
    share_plan(plan=plan, by=world.manager, on=plan.started_on)
    share_plan(plan=plan, by=world.manager, on=plan.review_on)
    assert [one.shared_on for one in shared_plans("A")] == [plan.started_on]
    drop(plan=plan, because="moved on", by=world.manager, on=plan.review_on)
    assert list(shared_plans("A")) == []
