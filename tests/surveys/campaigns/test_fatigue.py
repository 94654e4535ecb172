"""Nobody is asked too much."""

from datetime import date, timedelta

import pytest

from surveys.campaigns.fatigue import Asked, Cap, fits

TODAY = date(2026, 6, 1)
CAP = Cap(items=40, surveys=3)


def asked(days: int, items: int = 10) -> Asked:
    return Asked(TODAY - timedelta(days=days), items)


@pytest.mark.parametrize(
    ("earlier", "items", "expected"),
    [
        ([], 40, True),
        ([], 41, False),
        ([asked(14, 30)], 10, True),
        ([asked(14, 30)], 11, False),
        ([asked(27, 30)], 11, False),
        ([asked(28, 30)], 11, True),
        ([asked(30), asked(60), asked(90)], 1, False),
        ([asked(30), asked(60), asked(91)], 1, True),
        ([asked(0, 35)], 10, False),
        ([asked(-1, 40)], 40, True),
    ],
)
def test_the_caps_hold(earlier: list[Asked], items: int, *, expected: bool) -> None:
    assert fits(earlier, on=TODAY, items=items, cap=CAP) is expected


def test_the_defaults_let_a_short_pulse_run_every_two_weeks_for_a_year() -> None:
    history: list[Asked] = []
    for wave in range(26):
        on = TODAY + timedelta(days=14 * wave)
        assert fits(history, on=on, items=20, cap=Cap())
        history.append(Asked(on, 20))
