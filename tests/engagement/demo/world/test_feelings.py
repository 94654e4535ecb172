import numpy as np
import pytest

from engagement.demo.world import World
from engagement.demo.world.causes import Kind
from engagement.demo.world.feelings import CONSTRUCTS, DAMAGE, USUAL, Mood, moods


def level(found: list[Mood], unit: str, construct: str) -> float:
    return float(np.mean([mood.feelings[construct] for mood in found if mood.unit == unit]))


def in_block(world: World, block: int) -> list[Mood]:
    return moods(world.members_on(world.line.pulses[block - 1].opens), world.causes, block, world.seed)


def test_there_is_one_mood_per_member_in_order(world: World) -> None:
    members = world.members_on(world.line.blocks[3])

    assert [mood.person for mood in moods(members, world.causes, 3, 1)] == [
        person.code for person, _ in members
    ]


def test_the_company_stands_where_an_ordinary_company_stands(world: World) -> None:
    found = in_block(world, 1)

    for construct in CONSTRUCTS:
        mean = np.mean([mood.feelings[construct] for mood in found])
        assert mean == pytest.approx(USUAL[construct], abs=0.15)


@pytest.mark.parametrize(
    ("unit", "before", "since"),
    [("HW-ELE-FIR", 3, 6), ("SW-HOS-MOB", 4, 7), ("SW-IMG-VIE", 5, 8), ("OS-ASM-LAL", 2, 5)],
)
def test_scores_fall_where_a_cause_presses(world: World, unit: str, before: int, since: int) -> None:
    cause = next(cause for cause in world.causes if cause.unit == unit)
    worst = min(DAMAGE[cause.kind], key=lambda construct: DAMAGE[cause.kind][construct])

    assert level(in_block(world, since), unit, worst) < level(in_block(world, before), unit, worst) - 0.6


def test_scores_come_back_after_a_plan_that_helps(world: World) -> None:
    hurt, healed = (level(in_block(world, block), "SW-CLD-COR", "meetings") for block in (4, 8))

    assert healed > hurt + 0.8


def test_a_calm_team_stays_where_it_was(world: World) -> None:
    calm = [cause.unit for cause in world.causes if cause.kind is Kind.NONE]
    for unit in calm:
        first, later = (level(in_block(world, block), unit, "engagement") for block in (1, 9))
        assert later == pytest.approx(first, abs=0.4)


def test_people_resemble_themselves_from_wave_to_wave(world: World) -> None:
    first, later = (
        {mood.person: mood.feelings["team"] for mood in in_block(world, block)} for block in (1, 2)
    )
    both = sorted(first.keys() & later.keys())

    assert np.corrcoef([first[p] for p in both], [later[p] for p in both])[0, 1] > 0.4


def test_about_seven_in_ten_take_part_and_offices_more_than_shifts(world: World) -> None:
    office = {unit.code for unit in world.units if unit.work == "office"}
    found = in_block(world, 1)
    rates = [
        np.mean([mood.takes_part for mood in found if (mood.unit in office) is here])
        for here in (True, False)
    ]

    assert 0.6 < np.mean([mood.takes_part for mood in found]) < 0.8
    assert rates[0] > rates[1]
