from dataclasses import replace
from datetime import date, timedelta

from engagement.demo.world import World, build_world


def test_the_same_seed_and_day_give_the_same_company(small_world: World) -> None:
    assert build_world(seed=1, today=small_world.line.today, people=160) == small_world


def test_another_seed_gives_other_people(small_world: World) -> None:
    other = build_world(seed=2, today=small_world.line.today, people=160)

    assert {person.name for person in other.people} != {person.name for person in small_world.people}


def test_a_later_day_in_the_same_block_changes_no_block(small_world: World) -> None:
    later = build_world(seed=1, today=small_world.line.today + timedelta(days=1), people=160)

    assert later.line.blocks == small_world.line.blocks
    assert later.units == small_world.units


def test_members_on_returns_each_person_once_with_the_unit_of_that_day(world: World) -> None:
    day = world.line.blocks[6]
    members = world.members_on(day)

    assert len({person.code for person, _ in members}) == len(members)
    assert {(person.code, unit.code) for person, unit in members} == {
        (stay.person, stay.unit) for stay in world.stays_on(day)
    }


def test_leavers_of_a_quarter_left_inside_it(world: World) -> None:
    found = [stay for quarter in world.line.quarters for stay in world.leavers(quarter)]

    assert found
    for quarter in world.line.quarters:
        for stay in world.leavers(quarter):
            assert stay.left
            assert stay.end is not None
            assert quarter.start <= stay.end < quarter.end


def test_a_window_covers_a_block_and_the_two_before(world: World) -> None:
    assert list(world.window(0).blocks) == [0]
    assert list(world.window(1).blocks) == [0, 1]
    assert list(world.window(5).blocks) == [3, 4, 5]
    assert world.window(5).first == world.line.blocks[3]
    assert world.window(5).last == world.line.blocks[6] - timedelta(days=1)


def test_teams_are_offices_with_their_manager_as_lead(world: World) -> None:
    teams = world.teams(date(2026, 6, 1))

    assert all(team.unit.work == "office" for team in teams)
    managers = {stay.person for stay in world.stays_on(date(2026, 6, 1)) if stay.is_manager}
    assert all(team.lead.code in managers for team in teams)
    assert all(team.lead in team.members for team in teams)


def test_a_team_without_a_manager_is_led_by_its_first_member(small_world: World) -> None:
    without = replace(small_world, stays=tuple(stay for stay in small_world.stays if not stay.is_manager))

    assert all(team.lead == team.members[0] for team in without.teams(small_world.line.today))
