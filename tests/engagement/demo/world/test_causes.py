import pytest

from engagement.demo.world import World
from engagement.demo.world.causes import CAUSES, Cause, Kind, Remedy, booked, causes_of, felt


def cause(**changes: object) -> Cause:
    settings: dict[str, object] = {"unit": "A", "kind": Kind.BURNOUT, "start": 3, "strength": 0.8, "why": "-"}
    return Cause(**(settings | changes))  # type: ignore[arg-type]  # fields of a test


def test_a_cause_builds_up_from_its_start() -> None:
    levels = [cause().level(block) for block in range(6)]

    assert levels == pytest.approx([0, 0, 0, 0.68, 0.8, 0.8])


def test_a_cause_that_ended_is_not_felt_any_more() -> None:
    assert [cause(end=5).level(block) for block in (4, 5, 6)] == [0.8, 0.0, 0.0]


def test_a_plan_that_helps_takes_it_away_over_two_blocks() -> None:
    helped = cause(remedy=Remedy(adopted=5, template="t", relief=0.5))

    assert [helped.level(block) for block in (5, 6, 7, 8)] == pytest.approx([0.8, 0.56, 0.4, 0.4])


def test_a_plan_that_does_not_help_changes_nothing() -> None:
    tried = cause(remedy=Remedy(adopted=5, template="t", relief=0.0))

    assert [tried.level(block) for block in (5, 6, 7)] == [0.8, 0.8, 0.8]


def test_a_busy_time_stands_in_calendars_and_is_not_felt() -> None:
    fair = (cause(kind=Kind.NONE, in_calendars=Kind.MEETING_MARATHON),)

    assert booked(fair, "A", Kind.MEETING_MARATHON, 4) == 0.8
    assert felt(fair, "A", Kind.MEETING_MARATHON, 4) == 0.0


def test_a_cause_is_of_its_unit_and_kind_alone() -> None:
    assert felt((cause(),), "B", Kind.BURNOUT, 4) == 0.0
    assert felt((cause(),), "A", Kind.MANAGER_SUPPORT, 4) == 0.0
    assert felt((cause(),), "A", Kind.BURNOUT, 4) == booked((cause(),), "A", Kind.BURNOUT, 4) == 0.8


def test_causes_of_drops_those_of_other_units() -> None:
    assert [found.unit for found in causes_of(frozenset({"HW-ELE-FIR"}))] == ["HW-ELE-FIR"]


def test_the_story_has_every_kind_one_plan_that_helps_and_one_that_does_not(world: World) -> None:
    reliefs = [cause.remedy.relief for cause in CAUSES if cause.remedy]

    assert {cause.kind for cause in CAUSES} == set(Kind)
    assert max(reliefs) > 0.5
    assert min(reliefs) <= 0.0
    assert {cause.unit for cause in CAUSES} <= {unit.code for unit in world.units}
    assert len({cause.unit for cause in CAUSES}) == len(CAUSES)
