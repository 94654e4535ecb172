import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from engagement.actions.plans import drop
from engagement.actions.selectors import plans_for, running_plans
from people.enums import Role
from tests.factories import actions, insights, people

pytestmark = pytest.mark.django_db


def test_plans_of_the_named_units_newest_first() -> None:
    old, new = actions.plan("A", on=insights.block(1)), actions.plan("B", on=insights.block(2))
    actions.plan("C")
    assert list(plans_for({"A", "B"})) == [new, old]
    assert plans_for(set()).count() == 0
    assert plans_for().count() == 3


def test_dropped_plans_do_not_run() -> None:
    owner = people.account(Role.HR)
    plan = actions.plan(owner=owner)
    assert list(running_plans({"A"})) == [plan]
    drop(plan=plan, because="", by=owner, on=insights.block(2))
    assert list(running_plans({"A"})) == []
    assert list(plans_for({"A"})) == [plan]


def test_the_number_of_queries_does_not_grow_with_plans() -> None:
    counts = []
    for unit in ("A", "B", "C"):
        actions.plan(unit)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            for plan in plans_for():
                assert plan.owner.display_name
                assert plan.alert.unit
                assert len(plan.steps.all()) == 5
                assert len(plan.measurements.all()) == 0
        counts.append(len(queries))
    assert len(set(counts)) == 1
