from datetime import date, timedelta
from typing import Any

import pytest

from engagement.insights.turns import AT_MOST, Waiting, in_line, is_old, whose_turn

TODAY = date(2026, 6, 1)


def waiting(key: str, **fields: Any) -> Waiting:
    usual: dict[str, Any] = {"unit": "A", "avoided": 0.0, "people": 10, "last_seen_on": TODAY}
    return Waiting(key=key, **(usual | fields))


def keys(alerts: list[Waiting]) -> list[str]:
    return [one.key for one in alerts]


def test_leavers_avoided_come_first_then_size_then_news() -> None:
    line = [
        waiting("small", people=5),
        waiting("late", last_seen_on=TODAY - timedelta(days=9)),
        waiting("fresh"),
        waiting("avoids", avoided=0.4, people=5),
    ]
    assert keys(in_line(line, on=TODAY)) == ["avoids", "fresh", "late", "small"]
    assert keys(in_line(line[::-1], on=TODAY)) == ["avoids", "fresh", "late", "small"]


def test_old_news_goes_behind_fresh_ones_whatever_their_size() -> None:
    old = waiting("old", people=500, avoided=3.0, last_seen_on=TODAY - timedelta(days=85))
    assert keys(in_line([old, waiting("fresh")], on=TODAY)) == ["fresh", "old"]


@pytest.mark.parametrize(("days", "old"), [(84, False), (85, True)])
def test_an_alert_is_old_after_twelve_weeks(days: int, old: bool) -> None:
    assert is_old(TODAY - timedelta(days=days), on=TODAY) is old


def test_what_is_put_aside_comes_back_on_its_day() -> None:
    asleep = waiting("asleep", snoozed_until=TODAY)
    assert in_line([asleep], on=TODAY - timedelta(days=1)) == []
    assert keys(in_line([asleep], on=TODAY)) == ["asleep"]


def test_nobody_hears_more_than_three_and_others_are_not_held_up() -> None:
    line = [waiting(f"a{number}", people=50 - number) for number in range(5)]
    line += [waiting("b", unit="B", people=1), waiting("c", unit="C", people=2)]
    heard = keys(whose_turn(line, {"A": "ann", "B": "ann", "C": "bo"}, on=TODAY))
    assert heard == ["a0", "a1", "a2", "c"]
    assert sum(key != "c" for key in heard) == AT_MOST


def test_an_empty_line_stays_empty() -> None:
    assert whose_turn([], {}, on=TODAY) == []
