from datetime import timedelta

import pytest

from engagement.actions.models import Measurement, Plan
from engagement.actions.plans import drop
from engagement.actions.remeasure import remeasure_plans
from people.enums import Role
from privacy.ledger import verify
from privacy.models import LedgerEntry
from surveys.enums import WaveKind
from tests.factories import actions, insights, people

pytestmark = pytest.mark.django_db
UNITS = [f"U{number}" for number in range(12)]


def release(number: int, *, acting: float = 0.5, item: str = "meeting_share") -> None:
    """A block in which the acting unit A has one value and twelve steady units theirs, moving a little."""
    insights.metric(number, "A", item, acting)
    for place, unit in enumerate(UNITS):
        insights.metric(number, unit, item, round(0.40 + place / 50 + 0.01 * ((number + place) % 2), 2))


@pytest.fixture
def company() -> None:
    root = people.unit("ROOT")
    for code in ["A", *UNITS]:
        people.unit(code, root)
    for number in (0, 1):
        release(number)


def measured(on_block: int) -> Plan:
    remeasure_plans(on=insights.block(on_block))
    return Plan.objects.get()


@pytest.mark.usefixtures("company")
def test_a_plan_is_pending_until_a_block_after_its_start_is_out() -> None:
    actions.plan()
    assert remeasure_plans(on=insights.block(2)) == []
    assert Plan.objects.get().verdict == "pending"


@pytest.mark.usefixtures("company")
def test_a_clear_change_against_the_others_has_moved() -> None:
    plan = actions.plan()
    release(2, acting=0.30)
    (again,) = remeasure_plans(on=insights.block(3))
    assert again == plan
    plan.refresh_from_db()
    assert plan.verdict == "moved"
    assert plan.effect["estimate"] == pytest.approx(-0.2, abs=0.03)
    assert plan.effect["interval95"][1] < 0
    assert (plan.effect["comparable"], plan.effect["why"], plan.effect["final"]) == (12, "", False)
    assert (plan.effect["before"], plan.effect["after"]) == (pytest.approx(0.5), pytest.approx(0.3))


@pytest.mark.usefixtures("company")
def test_no_change_has_not_moved() -> None:
    actions.plan()
    release(2, acting=0.5)
    assert measured(3).verdict == "not_moved"


@pytest.mark.usefixtures("company")
def test_measuring_twice_changes_nothing() -> None:
    actions.plan()
    release(2, acting=0.30)
    first = measured(3)
    ledger = LedgerEntry.objects.count()
    assert remeasure_plans(on=insights.block(3) + timedelta(days=5)) == []
    again = Plan.objects.get()
    assert (again.effect, again.verdict, LedgerEntry.objects.count()) == (first.effect, first.verdict, ledger)
    assert verify() == []


@pytest.mark.usefixtures("company")
def test_every_measurement_is_kept_and_the_plan_carries_the_newest() -> None:
    actions.plan()
    release(2, acting=0.5)
    measured(3)
    for number in (3, 4):
        release(number, acting=0.30)
        measured(number + 1)
    kept = list(Measurement.objects.values_list("source", "measured_on", "effect__final"))
    assert kept == [
        ("block:" + insights.block(number).isoformat(), insights.block(number + 1), number == 4)
        for number in (2, 3, 4)
    ]
    plan = Plan.objects.get()
    assert plan.effect == Measurement.objects.last().effect  # type: ignore[union-attr]  # there are three
    lines = LedgerEntry.objects.filter(action="plan_measured")
    assert [line.detail["source"] for line in lines] == [source for source, *_ in kept]


@pytest.mark.usefixtures("company")
def test_after_the_review_day_the_verdict_stands() -> None:
    actions.plan()
    for number in (2, 3, 4):
        release(number, acting=0.30)
    assert measured(5).effect["final"] is True
    release(5, acting=0.9)
    assert remeasure_plans(on=insights.block(6)) == []
    assert Plan.objects.get().verdict == "moved"


@pytest.mark.usefixtures("company")
def test_nothing_collected_after_the_day_is_read() -> None:
    actions.plan()
    release(2, acting=0.30)
    release(3, acting=0.9)
    assert measured(3).effect["after"] == pytest.approx(0.3)


@pytest.mark.usefixtures("company")
def test_a_plan_started_inside_a_block_waits_for_the_next() -> None:
    actions.plan(on=insights.block(2) + timedelta(days=3))
    release(2, acting=0.30)
    assert remeasure_plans(on=insights.block(3)) == []
    release(3, acting=0.30)
    assert measured(4).verdict == "moved"


@pytest.mark.usefixtures("company")
def test_dropped_plans_are_left_alone() -> None:
    owner = people.account(Role.HR)
    drop(plan=actions.plan(owner=owner), because="", by=owner, on=insights.block(2))
    release(2)
    assert remeasure_plans(on=insights.block(3)) == []


@pytest.mark.usefixtures("company")
def test_units_with_a_plan_on_the_same_outcome_are_no_comparison() -> None:
    actions.plan()
    for unit in UNITS[:10]:
        actions.plan(unit)
    release(2, acting=0.30)
    remeasure_plans(on=insights.block(3))
    plan = Plan.objects.get(unit="A")
    assert (plan.verdict, plan.effect["why"], plan.effect["comparable"]) == (
        "cannot_say",
        "few_comparable",
        0,
    )


@pytest.mark.usefixtures("company")
def test_a_unit_that_is_not_released_after_the_start_cannot_be_judged() -> None:
    actions.plan()
    for unit in UNITS:
        insights.metric(2, unit, "meeting_share", 0.4)
    plan = measured(3)
    assert (plan.verdict, plan.effect["why"]) == ("cannot_say", "no_after")


def test_without_any_release_the_review_day_ends_the_waiting() -> None:
    plan = actions.plan()
    assert remeasure_plans(on=plan.review_on) == []
    (given_up,) = remeasure_plans(on=plan.review_on + timedelta(days=1))
    assert (given_up.verdict, given_up.effect["why"], given_up.effect["final"]) == (
        "cannot_say",
        "no_after",
        True,
    )
    assert remeasure_plans(on=plan.review_on + timedelta(days=2)) == []


def test_a_construct_is_measured_from_the_pulses() -> None:
    root = people.unit("ROOT")
    for code in ["A", *UNITS]:
        people.unit(code, root)
    asked = insights.questionnaire({"met": "meetings"})
    leaving = insights.questionnaire({"met": "meetings"}, purpose=WaveKind.EXIT)
    for number in (0, 1, 2):
        wave, exit_wave = insights.wave(asked, number), insights.wave(leaving, number)
        insights.means(wave, "A", {"met": 2.0 if number < 2 else 3.5})
        insights.means(exit_wave, "A", {"met": 1.0})
        for place, unit in enumerate(UNITS):
            insights.means(wave, unit, {"met": round(2.0 + place / 10 + (number + place) % 2 / 10, 1)})
        if number == 1:
            actions.plan()
    plan = measured(3)
    assert (plan.outcome, plan.direction, plan.verdict) == ("construct:meetings", "up", "moved")
    assert plan.effect["estimate"] == pytest.approx(1.5, abs=0.15)
