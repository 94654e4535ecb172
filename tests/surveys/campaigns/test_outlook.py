"""When a campaign asks next, and why."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from people.models import Person
from surveys.campaigns.outlook import NextWave, Why, next_wave, places
from surveys.campaigns.running import open_wave
from surveys.campaigns.schedule import Waits
from surveys.models import Campaign
from tests.factories import surveys as make

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 6, 1)
DAY = timedelta(days=1)


def campaign(**fields: Any) -> Campaign:
    given: dict[str, Any] = {
        "trigger": "recurring",
        "starts_on": MONDAY,
        "title": make.both("Pulse"),
    } | fields
    return Campaign.objects.create(questionnaire=make.questionnaire(), **given)


@pytest.mark.parametrize(
    ("fields", "on", "expected"),
    [
        ({}, MONDAY, NextWave(MONDAY, (Why.DUE,))),
        ({}, MONDAY - 2 * DAY, NextWave(MONDAY, (Why.STARTS,))),
        ({"starts_on": MONDAY + 5 * DAY}, MONDAY, NextWave(MONDAY + 7 * DAY, (Why.STARTS, Why.WEEKEND))),
        ({}, MONDAY + 5 * DAY, NextWave(MONDAY + 7 * DAY, (Why.DUE, Why.WEEKEND))),
        ({"is_paused": True}, MONDAY, NextWave(None, (Why.PAUSED,))),
        ({"ends_on": MONDAY}, MONDAY + DAY, NextWave(None, (Why.ENDED,))),
        ({"ends_on": MONDAY, "is_paused": True}, MONDAY, NextWave(None, (Why.ENDED,))),
        (
            {"starts_on": MONDAY + 5 * DAY, "ends_on": MONDAY + 6 * DAY},
            MONDAY,
            NextWave(None, (Why.ENDS_FIRST,)),
        ),
        ({"trigger": "joined_30"}, MONDAY, NextWave(MONDAY, (Why.GATHERS,))),
    ],
)
def test_the_next_wave_and_why(fields: dict[str, Any], on: date, expected: NextWave) -> None:
    assert next_wave(campaign(**fields), on) == expected


def test_after_a_wave_the_days_between_count() -> None:
    make.company()
    running = campaign(every_days=12)
    open_wave(running, on=MONDAY)
    assert next_wave(running, MONDAY + DAY) == NextWave(MONDAY + 14 * DAY, (Why.INTERVAL, Why.WEEKEND))
    assert open_wave(running, on=MONDAY + 12 * DAY) is None
    assert open_wave(running, on=MONDAY + 14 * DAY) is not None


def test_once_is_over_when_it_was_sent() -> None:
    make.company()
    single = campaign(trigger="once")
    open_wave(single, on=MONDAY)
    assert next_wave(single, MONDAY) == NextWave(None, (Why.SENT_ONCE,))


def test_the_day_that_is_foreseen_is_the_day_on_which_it_opens() -> None:
    make.company()
    running = campaign(every_days=10, starts_on=MONDAY + 5 * DAY)
    foreseen, opened = [], []
    for after in range(60):
        on = MONDAY + after * DAY
        coming = next_wave(running, on).on
        if coming is not None and coming not in foreseen:
            foreseen.append(coming)
        if open_wave(running, on=on) is not None:
            opened.append(on)
    assert len(opened) == 6
    assert foreseen[: len(opened)] == opened


def test_people_are_told_apart_by_where_they_live() -> None:
    make.company({"A": 12, "B": 3})
    far = Person.objects.filter(code__in=list(Person.objects.values_list("code", flat=True)[:4]))
    far.update(time_zone="Asia/Shanghai", region="CN")
    found = places(datetime(2026, 6, 1, 12, tzinfo=UTC))
    assert [(one.time_zone, one.region, one.people) for one in found] == [
        ("UTC", "", 11),
        ("Asia/Shanghai", "CN", 4),
    ]
    assert [one.sending.waits for one in found] == [(), (Waits.QUIET,)]
    assert places(datetime(2026, 6, 1, 12, tzinfo=UTC), among=[]) == []
