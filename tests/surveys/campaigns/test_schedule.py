"""When something may be sent."""

from datetime import UTC, date, datetime, timedelta

import pytest

from surveys.campaigns.schedule import Waits, half_way, is_due, is_sending_day, may_send, next_sending

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "region", "expected"),
    [
        (date(2026, 6, 1), "", True),
        (date(2026, 6, 6), "", False),
        (date(2026, 6, 7), "DE", False),
        (date(2025, 12, 25), "DE", False),
        (date(2025, 12, 25), "CN", True),
        (date(2025, 10, 1), "CN", False),
        (date(2025, 10, 1), "DE", True),
        (date(2025, 9, 28), "CN", False),  # a Sunday that is worked to make up for a holiday
        (date(2025, 6, 19), "DE-BY", False),
        (date(2025, 6, 19), "DE-BE", True),
    ],
)
def test_free_days_are_free(day: date, region: str, *, expected: bool) -> None:
    assert is_sending_day(day, region) is expected


@pytest.mark.parametrize(
    ("hour", "zone", "expected"),
    [
        (0, "Asia/Shanghai", True),
        (11, "Asia/Shanghai", False),
        (7, "UTC", False),
        (8, "UTC", True),
        (18, "UTC", True),
        (19, "UTC", False),
        (16, "America/New_York", True),
    ],
)
def test_quiet_hours_are_those_of_the_person(hour: int, zone: str, *, expected: bool) -> None:
    assert may_send(datetime(2026, 6, 1, hour, tzinfo=UTC), time_zone=zone, region="") is expected


def test_the_day_is_the_day_of_the_person() -> None:
    sunday_evening = datetime(2026, 6, 7, 23, tzinfo=UTC)
    assert may_send(sunday_evening + timedelta(hours=2), time_zone="Asia/Shanghai", region="")
    assert not may_send(datetime(2026, 6, 6, 1, tzinfo=UTC), time_zone="Asia/Shanghai", region="")


@pytest.mark.parametrize(("days", "after"), [(0, 0), (1, 0), (6, 3), (13, 6)])
def test_half_way(days: int, after: int) -> None:
    opens = date(2026, 6, 1)
    assert half_way(opens, opens + days * DAY) == opens + after * DAY


def test_a_recurring_campaign_is_due_after_its_interval_and_makes_up_for_nothing() -> None:
    starts = date(2026, 6, 1)
    due = {
        after: is_due(starts + after * DAY, starts_on=starts, every=14 * DAY, last=starts)
        for after in (13, 14, 40)
    }
    assert due == {13: False, 14: True, 40: True}
    assert is_due(starts, starts_on=starts, every=DAY, last=None)
    assert not is_due(starts - DAY, starts_on=starts, every=DAY, last=None)


@pytest.mark.parametrize(
    ("now", "zone", "region", "expected", "waits"),
    [
        ("2026-06-01T10:00", "UTC", "", "2026-06-01T10:00", ()),
        ("2026-06-01T05:30", "UTC", "", "2026-06-01T08:00", (Waits.QUIET,)),
        ("2026-06-01T19:00", "UTC", "", "2026-06-02T08:00", (Waits.QUIET,)),
        ("2026-06-06T12:00", "UTC", "", "2026-06-08T08:00", (Waits.WEEKEND,)),
        ("2026-06-05T20:00", "UTC", "", "2026-06-08T08:00", (Waits.QUIET, Waits.WEEKEND)),
        ("2025-12-24T20:00", "Europe/Berlin", "DE", "2025-12-29T08:00", (Waits.QUIET, Waits.HOLIDAY, Waits.WEEKEND)),
        ("2025-10-01T01:00", "Asia/Shanghai", "CN", "2025-10-09T08:00", (Waits.HOLIDAY, Waits.WEEKEND)),
        ("2026-06-01T23:30", "Asia/Shanghai", "CN", "2026-06-02T08:00", (Waits.QUIET,)),
    ],
)  # fmt: skip
def test_the_next_moment_to_write_and_what_it_waits_for(
    now: str, zone: str, region: str, expected: str, waits: tuple[Waits, ...]
) -> None:
    sending = next_sending(datetime.fromisoformat(now).replace(tzinfo=UTC), time_zone=zone, region=region)
    assert sending.at.replace(tzinfo=None) == datetime.fromisoformat(expected)
    assert sending.waits == waits
    assert may_send(sending.at, time_zone=zone, region=region)
