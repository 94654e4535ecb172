from typing import Any

import pytest
from django.utils.translation import override

from engagement.actions.cards import WHY_NOT, plan_card, said
from engagement.actions.effects import Why
from engagement.actions.models import Plan
from engagement.actions.plans import complete_step
from engagement.insights.measures import Scale, say_change
from tests.factories import actions, insights, people

pytestmark = pytest.mark.django_db


def effect(**fields: Any) -> dict[str, Any]:
    return {"estimate": -0.12, "interval95": [-0.2, -0.04], "comparable": 9, "why": ""} | fields


def test_a_new_plan_says_what_should_move_and_nothing_more() -> None:
    people.unit("A", name="Ward A")
    insights.metric(1, "A", "meeting_share", (0.5, 0.55), n_band="10-14")
    plan = actions.plan()
    card = plan_card(plan)
    assert (card.title, card.unit, card.owner) == ("No-meeting Friday", "Ward A", "Ann Example")
    assert card.promise == f"Share of working time in meetings should go down by {plan.review_on.isoformat()}"
    assert (card.verdict, card.said, card.next_move) == ("pending", "", "")
    assert card.baseline[0].number == "50% to 55%"
    assert card.progress == (0, 5)
    assert card.message.startswith("From next week on")


def test_progress_counts_the_steps_that_are_done() -> None:
    plan = actions.plan()
    complete_step(step=plan.steps.all()[0], on=insights.block(2))
    card = plan_card(Plan.objects.get())
    assert card.progress == (1, 5)
    assert card.steps[0][3] == insights.block(2)


def test_a_measured_plan_says_by_how_much_against_whom() -> None:
    plan = actions.plan()
    plan.verdict, plan.effect = Plan.Verdict.MOVED, effect()
    assert said(plan) == "Against 9 comparable teams: -12 points (95 % interval -20 points to -4 points)."
    assert plan_card(plan).next_move == ""


def test_a_plan_that_did_not_move_says_what_to_do_next() -> None:
    plan = actions.plan()
    plan.verdict, plan.effect = Plan.Verdict.NOT_MOVED, effect(interval95=[-0.02, 0.03])
    assert plan_card(plan).next_move.startswith("Look at whether the meetings only moved to Thursday")


@pytest.mark.parametrize("why", [why for why in Why if why is not Why.KNOWN])
def test_cannot_say_comes_with_its_reason(why: Why) -> None:
    plan = actions.plan()
    plan.verdict, plan.effect = Plan.Verdict.CANNOT_SAY, effect(estimate=None, interval95=None, why=why.value)
    assert said(plan) == str(WHY_NOT[why])
    with override("zh-hans"):
        assert said(plan) != ""


def test_every_reason_has_words() -> None:
    assert set(WHY_NOT) == set(Why) - {Why.KNOWN}


def test_a_change_keeps_its_sign() -> None:
    assert say_change(0.25, Scale.FIVE_STEPS) == "+0.25"
    assert say_change(-1.5, Scale.HOURS) == "-1.50"
    assert say_change(0.051, Scale.SHARE) == "+5 points"
