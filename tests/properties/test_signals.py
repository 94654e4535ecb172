"""What must hold for every calendar and every company."""

import random
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from signals.calendars.events import Tally
from signals.calendars.expand import expand
from signals.calendars.periods import Period
from signals.calendars.rules import parse_rule
from signals.calendars.workdays import WORKING, days_of
from signals.calendars.zones import EPOCH, named_zone, wall_seconds
from signals.connectors.registry import CALENDARS
from signals.detectors.base import History
from signals.detectors.registry import DETECTORS
from signals.enums import Source
from signals.exceptions import NothingReadableError
from signals.reduce.company import Company
from signals.reduce.job import Terms, calendar_values, reduce_source
from signals.reduce.person import CLIPS, NAMES, Numbers
from signals.reduce.units import Layout, figure_of, mean_without_largest, mean_without_smallest
from tests.factories.signals import (
    OFFICE,
    PERIOD,
    TREE,
    calendar,
    company,
    event,
    member,
    values_of,
    write_calendars,
)

BLOCK = datetime.fromisoformat("2025-01-27")


@st.composite
def meetings(draw: st.DrawFn) -> str:
    """Draw a meeting of ann in the block or at its edges: single, recurring, an exception, declined, cancelled ..."""
    start = BLOCK + timedelta(minutes=15 * draw(st.integers(-100, 28 * 96)))
    end = start + timedelta(minutes=15 * draw(st.integers(0, 40)))
    people = draw(st.lists(st.sampled_from(["ann", "bob", "cat", "dan", "eve", "z@y.example"]), max_size=4))
    lines = draw(
        st.lists(
            st.sampled_from(
                ["RRULE:FREQ=DAILY;COUNT=9", "RRULE:FREQ=WEEKLY;BYDAY=MO,WE", "STATUS:CANCELLED", "SEQUENCE:1", "SEQUENCE:2",
                 "TRANSP:TRANSPARENT", "EXDATE;TZID=Europe/Berlin:20250203T100000", "DTSTAMP:20250101T000000Z",
                 "RECURRENCE-ID;TZID=Europe/Berlin:20250203T100000", "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20250205T100000"]
            ),
            max_size=3,
            unique_by=lambda line: line[:4],
        )
    )  # fmt: skip
    form = "%Y%m%dT%H%M%S"
    return event(
        start.strftime(form), end.strftime(form), *lines, uid=draw(st.sampled_from("abcd")), people=people
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(meetings(), min_size=1, max_size=9), st.randoms(use_true_random=False))
def test_order_and_splitting_of_files_change_nothing(events: list[str], chance: random.Random) -> None:
    shuffled = [*events, *chance.sample(events, len(events) // 2)]
    chance.shuffle(shuffled)
    files: dict[str, list[str]] = {}
    for each in shuffled:
        files.setdefault(f"ann@x.example/{chance.randrange(3)}.ics", []).append(each)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        whole = values_of(Path(one), calendar(*events))
        split = values_of(Path(other), {name: calendar(*each) for name, each in files.items()})
    assert split.numbers == pytest.approx(whole.numbers, nan_ok=True, abs=0)


@settings(max_examples=60, deadline=None)
@given(st.lists(meetings(), min_size=1, max_size=8))
def test_hours_add_up_second_by_second(events: list[str]) -> None:
    """The sweep agrees with counting every quarter of an hour by itself."""
    with tempfile.TemporaryDirectory() as folder:
        values = values_of(Path(folder), calendar(*events)).numbers
    if values["meeting_hours"] != values["meeting_hours"]:
        return
    outside = values["after_hours_hours"] + values["weekend_hours"] + values["holiday_hours"]
    inside = values["meeting_share"] * 160 / 4
    unclipped = all(
        values[name] < CLIPS[name][1] for name in ("meeting_hours", "after_hours_hours", "weekend_hours")
    )
    if unclipped:
        assert inside + outside == pytest.approx(values["meeting_hours"])
        assert values["focus_hours"] <= 40 - inside + 1e-9
    for name in (
        "large_meeting_hours",
        "long_meeting_hours",
        "conflict_hours",
        "outside_hours",
        "one_to_one_hours",
    ):
        assert values[name] <= values["meeting_hours"] + 1e-9
    for name, (low, high) in CLIPS.items():
        assert not values[name] < low
        assert not values[name] > high


RULES = st.builds(
    lambda frequency, parts: ";".join([f"FREQ={frequency}", *parts]),
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.lists(
        st.sampled_from(
            ["INTERVAL=2", "INTERVAL=3", "COUNT=5", "COUNT=40", "WKST=SU", "WKST=WE", "BYMONTH=1,6,12", "BYDAY=MO,FR",
             "BYDAY=TU,TH,SA", "BYMONTHDAY=1,15,-1", "BYMONTHDAY=31", "BYHOUR=9,14", "BYMINUTE=0,30"]
        ),
        max_size=3,
        unique_by=lambda part: part.split("=")[0],
    ),
)  # fmt: skip
YEARLY = st.sampled_from(
    ["FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=2TU,-1MO", "FREQ=YEARLY;BYDAY=20MO", "FREQ=YEARLY;BYWEEKNO=1,20,53;BYDAY=MO",
     "FREQ=YEARLY;BYYEARDAY=1,100,-1", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1,2", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
     "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "FREQ=YEARLY;BYWEEKNO=20"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    RULES | YEARLY,
    st.datetimes(BLOCK - timedelta(days=1100), BLOCK + timedelta(days=30)),
    st.integers(10, 500),
)
def test_rules_agree_with_dateutil(rule: str, start: datetime, days: int) -> None:
    start = start.replace(second=0, microsecond=0)
    low, high = BLOCK - timedelta(days=26), BLOCK + timedelta(days=days)
    # UNTIL keeps dateutil from looking for the 31st of June until the year 9999.
    bound = "" if "COUNT" in rule else f";UNTIL={high:%Y%m%dT%H%M%S}"
    known = [wall_seconds(at) for at in rrulestr(rule + bound, dtstart=start) if low <= at < high]
    assert (
        expand(parse_rule(rule), wall_seconds(start), wall_seconds(low), wall_seconds(high), 10**6).tolist()
        == known
    )


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(
        [
            "Europe/Berlin",
            "America/Sao_Paulo",
            "Africa/Casablanca",
            "Australia/Lord_Howe",
            "Asia/Gaza",
            "America/Havana",
        ]
    ),
    st.integers(0, 131 * 365 * 86400),
)
def test_zones_agree_with_the_standard_library(name: str, second: int) -> None:
    zone, info = named_zone(name), ZoneInfo(name)
    wall = EPOCH + timedelta(seconds=second)
    assert zone.to_utc(second) == int(wall.replace(tzinfo=info).timestamp())
    assert zone.to_wall(second) == wall_seconds(datetime.fromtimestamp(second, info).replace(tzinfo=None))
    assert zone.to_utc_array(np.array([second])).tolist() == [zone.to_utc(second)]


def test_working_time_is_what_the_schedule_says() -> None:
    days = days_of(OFFICE, PERIOD)
    assert (days.kinds == WORKING).sum() * 8 * 3600 == (days.work_ends - days.work_starts).sum()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.floats(0, 50), min_size=10, max_size=60), st.sampled_from([0.0, 50.0]), st.integers(0, 59))
def test_what_one_person_can_move(values: list[float], extreme: float, place: int) -> None:
    """The bounds of section 5, for replacing one value by an extreme one."""
    place %= len(values)
    before = np.sort(np.array(values))
    others = np.sort(np.delete(np.array(values), place))
    after = np.sort(np.append(others, extreme))
    n = len(values)
    over = mean_without_largest(after) - mean_without_largest(before)
    under = mean_without_smallest(after) - mean_without_smallest(before)
    assert over <= (others[-2] - before[0]) / (n - 2) + 1e-9
    assert -over <= 50 / (n - 2) + 1e-9
    assert -under <= (after[-1] - others[1]) / (n - 2) + 1e-9 or extreme == 0.0
    assert abs(under) <= 50 / (n - 2) + 1e-9


def _clear_company(chance: np.random.Generator, people: int) -> Numbers:
    """Draw three blocks of a unit whose conditions are clear of every threshold by more than one person moves."""
    values = np.full((len(NAMES), 3, people), np.nan)
    calm = {"back_to_back_chains": (0, 1.2), "meeting_share": (0.1, 0.3), "focus_hours": (18, 30), "out_of_hours_hours": (0, 1.0),
            "quiet_days": (0.93, 1), "ei_index": (-0.3, 0.5), "ties": (2, 5), "manager_meeting_share": (0.1, 0.3), "manager_span": (3, 7),
            "manager_one_to_one_hours": (1, 3), "manager_after_hours_hours": (0, 1)}  # fmt: skip
    for name, (low, high) in calm.items():
        values[NAMES.index(name)] = chance.uniform(low, high, (3, people))
    return values


def test_one_person_replaced_by_extremes_never_causes_an_alert() -> None:
    chance = np.random.default_rng(7)
    bad = np.array(
        [CLIPS[name][0 if name in ("focus_hours", "quiet_days", "ei_index", "ties") else 1] for name in NAMES]
    )
    for _ in range(150):
        people = int(chance.integers(10, 40))
        values = _clear_company(chance, people)
        values[:, :, chance.integers(people)] = bad[:, None]
        layout = Layout({"a": None}, ["a"] * people)
        history = History(values, layout, 10)
        assert not any(
            detector.fires(history, "a", block) for detector in DETECTORS.values() for block in (1, 2)
        )


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(0, 50), min_size=10, max_size=80))
def test_a_figure_lies_between_the_people_that_are_left(values: list[float]) -> None:
    figure = figure_of(np.sort(np.array(values)))
    assert np.sort(values)[1] - 1e-9 <= figure.value <= np.sort(values)[-2] + 1e-9


def _released_by(order: Callable[[list[int]], list[int]], folder: Path) -> list[dict[str, object]]:
    numbers = order(list(range(24)))
    members = [member(f"p{number}", "a" if number < 12 else "b", number in (0, 12)) for number in numbers]
    texts = {
        f"p{number}@x.example.ics": calendar(
            event(
                "20250127T090000",
                "20250127T100000",
                "RRULE:FREQ=DAILY",
                people=[f"p{n}" for n in range(number % 5, 24, 5)],
            ),
            event(
                "20250203T090000", f"20250203T1{number % 10}3000", uid="two", people=[f"p{(number + 7) % 24}"]
            ),
        )
        for number in range(24)
    }
    write_calendars(folder, texts)
    terms = Terms(Company(members, TREE), Period(date(2025, 1, 27), date(2025, 3, 24)), b"key")
    return [cell.as_json() for cell in reduce_source(CALENDARS[Source.ICS], folder, terms).cells]


def test_the_order_of_people_changes_no_released_cell(tmp_path: Path) -> None:
    first = _released_by(lambda numbers: numbers, tmp_path)
    assert first == _released_by(lambda numbers: numbers[::-1], tmp_path)
    assert first


def test_fuzzed_bytes_never_crash(tmp_path: Path) -> None:
    chance = random.Random(11)
    text = calendar(
        event(
            "20250127T100000",
            "20250127T110000",
            "RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=4",
            "EXDATE:20250128T090000Z",
        ),
        event(
            "20250128T100000", None, "DURATION:PT1H", "RDATE;VALUE=PERIOD:20250129T090000Z/PT2H", uid="two"
        ),
    ).encode()
    (tmp_path / "ann@x.example").mkdir()
    for _ in range(400):
        broken = bytearray(text)
        for _ in range(chance.randrange(1, 12)):
            broken[chance.randrange(len(broken))] = chance.choice(b'\r\n;:=,0129TZ-\x00\xff"APX')
        (tmp_path / "ann@x.example" / "a.ics").write_bytes(bytes(broken))
        tally = Tally()
        with suppress(NothingReadableError):
            calendar_values(CALENDARS[Source.ICS], tmp_path, Terms(company(), PERIOD, b""), tally)
