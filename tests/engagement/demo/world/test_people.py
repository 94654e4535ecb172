from collections import Counter
from datetime import date, timedelta

from engagement.demo.world import World, build_world
from engagement.demo.world.causes import Kind
from engagement.demo.world.people import LAG, PLACES


def test_the_company_starts_with_1200_people_and_ends_with_about_as_many(world: World) -> None:
    assert len(world.members_on(world.line.start)) == 1200
    assert 1120 <= len(world.members_on(world.line.today)) <= 1280


def test_every_person_has_a_code_and_an_address_of_its_own(world: World) -> None:
    assert len({person.code for person in world.people}) == len(world.people)
    assert len({person.address for person in world.people}) == len(world.people)
    assert all(person.address.isascii() for person in world.people)


def test_stays_of_a_person_never_overlap(world: World) -> None:
    last: dict[str, date] = {}
    for stay in world.stays:
        assert stay.end is None or stay.start < stay.end
        assert stay.person not in last or stay.start >= last[stay.person]
        last[stay.person] = stay.end or date.max


def test_every_unit_has_one_manager_all_year(world: World) -> None:
    for day in (world.line.start, world.line.blocks[6], world.line.today):
        managers = Counter(stay.unit for stay in world.stays_on(day) if stay.is_manager)
        assert managers == {unit.code: 1 for unit in world.units}


def test_units_keep_between_3_and_40_people(world: World) -> None:
    for day in (*world.line.blocks, world.line.today):
        sizes = Counter(stay.unit for stay in world.stays_on(day)).values()
        assert min(sizes) >= 3
        assert max(sizes) <= 40


def test_people_join_move_and_leave(world: World) -> None:
    stays = Counter(stay.person for stay in world.stays)
    left = [stay for stay in world.stays if stay.left]
    joined = [stay for stay in world.stays if stay.start > world.line.start]

    assert 100 <= len(left) <= 240
    assert len(joined) > 80
    assert any(count > 1 for count in stays.values())


def test_nobody_leaves_or_joins_after_today(world: World) -> None:
    days = [day for stay in world.stays for day in (stay.start, stay.end) if day]

    assert max(days) <= world.line.today


def test_leavers_follow_causes_some_weeks_later() -> None:
    """Over five companies: nobody goes before, and afterwards far more than where nothing is wrong."""
    early = late = exposed = calm = steady = 0.0
    for seed in range(5):
        world = build_world(seed=seed, today=date(2026, 11, 24))
        real = {cause.unit: cause for cause in world.causes if cause.kind is not Kind.NONE}
        for stay in world.stays:
            if stay.left and stay.end and stay.unit in real:
                turn = world.line.blocks[0] + timedelta(days=28 * (real[stay.unit].start + LAG))
                early, late = early + (stay.end < turn), late + (stay.end >= turn)
            calm += stay.left and stay.unit not in real
        exposed += sum(world.unit(unit).size * max(0, 13 - cause.start - LAG) for unit, cause in real.items())
        steady += sum(unit.size * 14 for unit in world.units if unit.code not in real)

    assert early == 0
    assert late / exposed > 2 * calm / steady


def test_hours_zone_and_language_follow_the_place(world: World) -> None:
    for person in world.people:
        assert person.place in PLACES
        assert person.hours[0] < person.hours[1]
    languages = Counter((person.place, person.language) for person in world.people)
    assert languages["berlin", "en"] > 10 * languages["berlin", "zh"] > 0
    assert languages["suzhou", "zh"] > 10 * languages["suzhou", "en"] > 0
