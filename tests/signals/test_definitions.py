"""Section 3 of the definition: every metric with a known answer, on a block of 20 working days of 8 hours (160 h)."""

from datetime import date
from pathlib import Path

import pytest

from signals.calendars.periods import Period
from signals.calendars.workdays import Schedule
from tests.factories.signals import OFFICE, calendar, company, event, member, values_of

CROWD = [f"g{number}@y.example" for number in range(7)]


def at(day: int, start: str, end: str, *, uid: str = "", people: list[str] | None = None) -> str:
    """Return a meeting of ann in January (day 27 and up) or February 2025, times as HHMM."""
    month = f"202501{day:02}" if day >= 27 else f"202502{day:02}"
    return event(
        f"{month}T{start}00",
        f"{month}T{end}00",
        uid=uid or f"{day}-{start}-{end}",
        people=people or ["ann", "cat"],
    )


def one(folder: Path, *events: str, person: str = "ann", schedule: Schedule = OFFICE) -> dict[str, float]:
    return values_of(folder, calendar(*events), person=person, who=company(schedule=schedule)).numbers


def test_meeting_hours_are_the_union_per_week(tmp_path: Path) -> None:
    assert one(tmp_path, at(28, "1000", "1200"), at(28, "1100", "1300"))["meeting_hours"] == 3 / 4


def test_meeting_share_is_working_time_only(tmp_path: Path) -> None:
    assert one(tmp_path, at(28, "0800", "1000"), at(1, "1000", "1200"))["meeting_share"] == 1 / 160


@pytest.mark.parametrize(
    ("times", "chains"),
    [
        ([("1000", "1030"), ("1030", "1100"), ("1100", "1130")], 1),
        ([("1000", "1030"), ("1034", "1100"), ("1104", "1130")], 1),
        ([("1000", "1030"), ("1035", "1100"), ("1100", "1130")], 0),
        ([("1000", "1030"), ("1030", "1100")], 0),
        ([("1000", "1130"), ("1130", "1300")], 1),
        ([("1000", "1130"), ("1130", "1259")], 0),
        ([("1000", "1130"), ("1134", "1300")], 1),  # three hours from the first start to the last end
        ([("1000", "1300")], 0),
        ([("1000", "1200"), ("1010", "1020"), ("1200", "1230")], 1),  # the latest end so far
        ([("1000", "1030"), ("1000", "1030"), ("1000", "1030")], 1),
        ([("0900", "0930"), ("0930", "1000"), ("1000", "1030"), ("1300", "1430"), ("1430", "1600")], 2),
    ],
)
def test_chains(tmp_path: Path, times: list[tuple[str, str]], chains: int) -> None:
    meetings = [at(28, *pair, uid=str(place)) for place, pair in enumerate(times)]
    assert one(tmp_path, *meetings)["back_to_back_chains"] == chains / 4


def test_chains_do_not_reach_into_the_next_block(tmp_path: Path) -> None:
    night = (
        ("20250223T233000", "20250224T003000"),
        ("20250224T003000", "20250224T010000"),
        ("20250224T010000", "20250224T013000"),
    )
    text = calendar(*(event(*times, uid=str(place)) for place, times in enumerate(night)))
    blocks = values_of(tmp_path, text, period=Period(date(2025, 1, 27), date(2025, 3, 24))).blocks
    assert [block["back_to_back_chains"] for block in blocks] == [0, 0]


def test_large_meetings_have_more_than_eight(tmp_path: Path) -> None:
    eight = at(28, "1000", "1100", people=["ann", *CROWD])
    nine = at(29, "1000", "1100", people=["ann", "cat", *CROWD])
    assert one(tmp_path, eight)["large_meeting_hours"] == 0
    assert one(tmp_path, eight, nine)["large_meeting_hours"] == 1 / 4


def test_long_meetings_last_more_than_an_hour(tmp_path: Path) -> None:
    values = one(tmp_path, at(28, "1000", "1100"), at(29, "1000", "1101"), at(29, "1030", "1200"))
    assert values["long_meeting_hours"] == 2 / 4


def test_a_long_meeting_is_long_on_both_sides_of_midnight(tmp_path: Path) -> None:
    assert one(tmp_path, event("20250128T233000", "20250129T003100"))[
        "long_meeting_hours"
    ] * 4 == pytest.approx(61 / 60)


def test_conflict_is_time_with_two_meetings_or_more(tmp_path: Path) -> None:
    values = one(tmp_path, at(28, "1000", "1200"), at(28, "1100", "1300"), at(28, "1130", "1200"))
    assert values["conflict_hours"] == 1 / 4


def test_focus_is_gaps_of_two_hours_at_full_length(tmp_path: Path) -> None:
    # 9-11 is two hours, 12-13:59 is not, 14:59-17 is: 2 + 2:01 on this day, 8 on each of the other 19.
    values = one(tmp_path, at(28, "1100", "1200"), at(28, "1359", "1459"))
    assert values["focus_hours"] == pytest.approx((19 * 8 + 2 + 121 / 60) / 4)
    free = 19 * 8 + 6
    assert values["fragmentation"] == pytest.approx(1 - (19 * 8 + 2 + 121 / 60) / free)


def test_meetings_of_size_one_leave_focus_alone(tmp_path: Path) -> None:
    values = one(tmp_path, at(28, "1100", "1200", people=["ann"]), at(1, "1000", "1100"))
    assert values["focus_hours"] == 40


def test_fragmentation_is_one_when_nothing_is_free(tmp_path: Path) -> None:
    brief = Schedule("Europe/Berlin", "DE-BE", 9 * 60, 10 * 60, frozenset({2}))
    events = [at(day, "0900", "1000") for day in (28, 4, 11, 18)]
    values = one(tmp_path, *events, schedule=brief)
    assert (values["fragmentation"], values["focus_hours"], values["meeting_share"]) == (1, 0, 1)


def test_hours_outside_work_by_kind_of_day(tmp_path: Path) -> None:
    # 8 March is a holiday in Berlin, and a Saturday; 14 February 2025 is a plain Friday.
    events = [at(14, "0800", "1000"), at(14, "1630", "1730"), at(15, "1000", "1100")]
    values = one(tmp_path, *events)
    assert (values["after_hours_hours"], values["weekend_hours"], values["holiday_hours"]) == (
        1.5 / 4,
        1 / 4,
        0,
    )
    period = Period(date(2025, 2, 24), date(2025, 3, 24))
    march = values_of(tmp_path, calendar(event("20250308T100000", "20250308T113000")), period=period)
    assert (march["weekend_hours"], march["holiday_hours"]) == (0, 1.5 / 4)


def test_quiet_days_are_those_without_any_meeting_outside_work(tmp_path: Path) -> None:
    values = one(
        tmp_path, at(28, "1000", "1100"), at(29, "1630", "1730"), at(1, "1000", "1100"), at(1, "1200", "1300")
    )
    assert values["quiet_days"] == 26 / 28


def test_one_to_ones_are_meetings_of_two_with_the_own_manager(tmp_path: Path) -> None:
    events = [
        at(28, "1000", "1030", people=["ann", "bob"]),
        at(29, "1000", "1030", people=["ann", "dan"]),
        at(30, "1000", "1030", people=["ann", "bob", "cat"]),
    ]
    assert one(tmp_path, *events)["one_to_one_hours"] == 0.5 / 4


def test_a_managers_own_manager_is_in_the_nearest_managed_unit_above(tmp_path: Path) -> None:
    assert (
        one(tmp_path, at(28, "1000", "1030", people=["bob", "eve"]), person="bob")["one_to_one_hours"]
        == 0.5 / 4
    )
    assert one(tmp_path, at(28, "1000", "1030", people=["bob", "dan"]), person="bob")["one_to_one_hours"] == 0


def test_who_has_no_manager_has_no_value(tmp_path: Path) -> None:
    values = one(tmp_path, at(28, "1000", "1030", people=["bob", "eve"]), person="eve")
    assert values["one_to_one_hours"] != values["one_to_one_hours"]
    assert values["meeting_hours"] == 0.5 / 4


def test_outside_hours_are_with_an_address_that_is_not_in_the_file(tmp_path: Path) -> None:
    events = [at(28, "1000", "1030", people=["ann", "z@y.example"]), at(29, "1000", "1100")]
    assert one(tmp_path, *events)["outside_hours"] == 0.5 / 4


def test_cross_unit_share(tmp_path: Path) -> None:
    events = [
        at(28, "1000", "1100"),
        at(29, "1000", "1200", people=["ann", "bob"]),
        at(30, "1000", "1100", people=["ann", "z@y.example"]),
    ]
    assert one(tmp_path, *events)["cross_unit_share"] == 1 / 4


def test_ties_are_distinct_other_units_in_small_meetings(tmp_path: Path) -> None:
    events = [
        at(28, "1000", "1100", people=["ann", "cat", "dan"]),
        at(29, "1000", "1100", people=["ann", "cat", "bob"]),
        at(30, "1000", "1100", people=["ann", "eve", "z@y.example", *CROWD]),  # ten people
    ]
    assert one(tmp_path, *events)["external_ties"] == 1
    assert one(tmp_path, *events, at(31, "1000", "1100", people=["ann", "eve"]))["external_ties"] == 2


def test_ei_index_counts_attendees_by_occurrence(tmp_path: Path) -> None:
    events = [
        at(28, "1000", "1100", people=["ann", "bob", "cat", "dan"]),
        at(29, "1000", "1100", people=["ann", "bob"]),
        at(30, "1000", "1100", people=["ann", "bob", "z@y.example"]),
        at(31, "1000", "1100", people=["ann", "cat", "dan", *CROWD]),
    ]
    assert one(tmp_path, *events)["ei_index"] == (2 - 3) / (2 + 3)


def test_no_contacts_are_no_index(tmp_path: Path) -> None:
    value = one(tmp_path, at(28, "1000", "1100", people=["ann", "z@y.example"]))["ei_index"]
    assert value != value


def test_manager_span_counts_reports_per_manager_of_the_unit(tmp_path: Path) -> None:
    who = company(
        member("ann"),
        member("bob", "a", is_manager=True),
        member("ben", "a", is_manager=True),
        member("cat", "b"),
        member("dan", "b", is_manager=True),
        member("fay", "c", is_manager=True),
        member("gus", "d"),
        tree={"all": None, "a": "all", "b": "a", "c": "b", "d": "b"},
    )
    # Reports of a: ann, and dan of b; reports of b: cat, and fay of c. Nobody manages d, so gus reports to nobody.
    spans = {
        person: values_of(tmp_path, calendar(event(people=[person, "ann", "cat"])), who=who, person=person)[
            "manager_span"
        ]
        for person in ("bob", "dan", "fay")
    }
    assert spans == {"bob": 2 / 2, "dan": 2 / 1, "fay": 0}
    assert who.bosses(0) == {1, 2}
    assert (
        who.bosses(1) == set()
    )  # above a nobody manages, and a colleague of the same unit is no manager's manager
    assert who.bosses(4) == {1, 2}
    assert who.bosses(6) == set()


def test_manager_metrics_are_of_managers_only(tmp_path: Path) -> None:
    events = [at(28, "1630", "1730", people=["ann", "bob"]), at(29, "1000", "1100", people=["bob", "eve"])]
    values = one(tmp_path, *events, person="bob")
    assert values["manager_one_to_one_hours"] == 1 / 4
    assert values["manager_meeting_share"] == values["meeting_share"] == 1.5 / 160
    assert values["manager_after_hours_hours"] == values["after_hours_hours"] == 0.5 / 4
    others = one(tmp_path, *events, person="ann")
    assert all(others[name] != others[name] for name in others if name.startswith("manager_"))


def test_a_managers_one_to_one_may_be_with_a_manager_below(tmp_path: Path) -> None:
    values = one(
        tmp_path,
        at(28, "1000", "1100", people=["eve", "dan"]),
        at(29, "1000", "1100", people=["eve", "ann"]),
        person="eve",
    )
    assert values["manager_one_to_one_hours"] == 1 / 4


def test_nobody_is_active_without_an_attendance(tmp_path: Path) -> None:
    values = one(tmp_path, event(people=["ann"]))
    assert all(value != value for value in values.values())


def test_without_working_time_three_metrics_have_no_value(tmp_path: Path) -> None:
    values = one(
        tmp_path, at(28, "1000", "1100"), schedule=Schedule("Europe/Berlin", "DE-BE", 540, 1020, frozenset())
    )
    missing = {name for name, value in values.items() if value != value and not name.startswith("manager")}
    assert missing == {"meeting_share", "focus_hours", "fragmentation"}
    assert values["weekend_hours"] == 1 / 4


@pytest.mark.parametrize(
    ("name", "times", "bound"),
    [
        ("conflict_hours", 2, 20),
        ("one_to_one_hours", 1, 5),
        ("weekend_hours", 1, 16),
        ("meeting_hours", 1, 50),
    ],
)
def test_values_are_clipped(tmp_path: Path, name: str, times: int, bound: float) -> None:
    long = [
        event(f"202502{day:02}T000000", f"202502{day:02}T233000", uid=f"{day}-{time}", people=["ann", "bob"])
        for day in range(1, 24)
        for time in range(times)
    ]
    assert one(tmp_path, *long)[name] == bound


def test_chains_longer_than_a_night_shift_stay_whole(tmp_path: Path) -> None:
    night = Schedule("Europe/Berlin", "DE-BE", 22 * 60, 6 * 60, frozenset({1, 2, 3, 4, 5}))
    values = one(
        tmp_path,
        event("20250128T230000", "20250129T010000"),
        event("20250201T050000", "20250201T070000", uid="two"),
        schedule=night,
    )
    # Friday's shift ends at six on Saturday: one hour in it, one hour of the weekend.
    assert values["meeting_share"] == 3 / 160
    assert values["weekend_hours"] == 1 / 4
    assert values["after_hours_hours"] == 0


def test_focus_runs_through_midnight_in_a_night_shift(tmp_path: Path) -> None:
    night = Schedule("Europe/Berlin", "DE-BE", 22 * 60, 6 * 60, frozenset({1, 2, 3, 4, 5}))
    values = one(
        tmp_path,
        event("20250128T220000", "20250128T230000"),
        event("20250129T010000", "20250129T040100", uid="two"),
        schedule=night,
    )
    assert values["focus_hours"] == (19 * 8 + 2) / 4  # 23:00 to 01:00 counts, 04:01 to 06:00 does not


def test_an_end_equal_to_the_start_is_a_whole_day(tmp_path: Path) -> None:
    round_the_clock = Schedule("Europe/Berlin", "DE-BE", 9 * 60, 9 * 60, frozenset({1, 2, 3, 4, 5}))
    values = one(tmp_path, at(28, "2000", "2100"), schedule=round_the_clock)
    assert values["after_hours_hours"] == 0
    assert values["meeting_share"] == 1 / 480


def test_part_time_weeks(tmp_path: Path) -> None:
    sunday_to_thursday = Schedule("Asia/Jerusalem", "IL", 9 * 60, 17 * 60, frozenset({7, 1, 2, 3, 4}))
    who = company(schedule=sunday_to_thursday)
    text = calendar(
        event("20250202T100000", "20250202T110000", zone="Asia/Jerusalem"),
        event("20250131T100000", "20250131T110000", zone="Asia/Jerusalem", uid="two"),
    )
    values = values_of(tmp_path, text, who=who)
    assert values["meeting_share"] == 1 / 160
    assert values["weekend_hours"] == 1 / 4
