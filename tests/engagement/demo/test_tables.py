from datetime import date

from engagement.demo.tables import (
    SCALES,
    answer_rows,
    comment_rows,
    directory_rows,
    people_rows,
    plan,
    roster_rows,
    unit_rows,
)
from engagement.demo.world import World
from engagement.demo.world.voices import pulse_voices
from surveys.bank.loader import load_set

PULSE = load_set("pulse")
DAY = date(2026, 6, 2)


def test_people_are_those_of_the_day_in_the_columns_of_reduce_signals(small_world: World) -> None:
    header, *rows = people_rows(small_world, DAY)

    assert ",".join(map(str, header)) == (
        "person,address,unit,is_manager,time_zone,region,work_start,work_end,work_days"
    )
    assert len(rows) == len(small_world.members_on(DAY))


def test_a_leaver_stands_in_the_directory_once_with_the_day(small_world: World) -> None:
    header, *rows = directory_rows(small_world, small_world.line.today)
    codes = [row[0] for row in rows]
    gone = [row for row in rows if row[header.index("left")]]

    assert len(codes) == len(set(codes))
    assert gone
    assert not {row[0] for row in gone} & {
        stay.person for stay in small_world.stays_on(small_world.line.today)
    }


def test_units_have_one_root(small_world: World) -> None:
    header, *rows = unit_rows(small_world, names=True)

    assert header == ("unit", "parent", "name", "name_zh")
    assert sum(row[1] == "" for row in rows) == 1
    assert next(iter(unit_rows(small_world, names=False))) == ("unit", "parent")


def test_nobody_answers_more_often_than_asked(small_world: World) -> None:
    waves = [pulse_voices(small_world, number, PULSE) for number in range(12)]
    asked = {(row[0], row[2]) for row in roster_rows(small_world)}
    given = {(row[0], row[2]) for row in list(answer_rows(small_world, waves, PULSE))[1:]}

    assert given <= asked


def test_comments_carry_text_and_language_only(small_world: World) -> None:
    voices = pulse_voices(small_world, 3, PULSE)
    header, *rows = comment_rows(small_world, [voices])

    assert header == ("id", "text", "lang")
    assert sorted(str(row[1]) for row in rows) == sorted(v.comment.text for v in voices if v.comment)


def test_the_plan_names_every_scale_of_the_pulse() -> None:
    items = plan(PULSE)["items"]

    assert isinstance(items, dict)
    assert len(items) == sum(question["type"] in SCALES for question in PULSE["questions"])
    assert items["enps"] == {"min": 0, "max": 10, "favourable_from": 9}
