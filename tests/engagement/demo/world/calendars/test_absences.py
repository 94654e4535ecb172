from datetime import date, timedelta

from engagement.demo.world.calendars.absences import days_away, leave, public_holidays


def test_berlin_has_its_own_holidays() -> None:
    days = public_holidays("berlin", 2026)

    assert date(2026, 3, 8) in days  # Women's Day, in Berlin alone
    assert date(2026, 10, 3) in days


def test_suzhou_has_the_days_off_that_were_set_for_mainland_china() -> None:
    days = public_holidays("suzhou", 2026)

    assert {date(2026, 10, day) for day in range(1, 8)} <= days
    assert date(2026, 5, 2) in days
    assert date(2026, 3, 14) not in days  # an ordinary Saturday


def test_a_year_that_is_not_set_yet_has_the_holidays_of_the_law() -> None:
    assert date(2031, 10, 1) in public_holidays("suzhou", 2031)


def test_leave_is_a_week_inside_the_block_or_none() -> None:
    first = date(2026, 7, 13)
    weeks = [leave(1, f"P{i:04d}", first) for i in range(400)]
    taken = [week for week in weeks if week]

    assert 0.2 < len(taken) / len(weeks) < 0.45
    for begins, ends in taken:
        assert first <= begins < ends <= first + timedelta(days=28)
        assert begins.weekday() == 0


def test_days_away_are_the_holidays_and_the_leave_of_a_person() -> None:
    first = date(2026, 9, 7)
    person = next(f"P{i:04d}" for i in range(400) if leave(1, f"P{i:04d}", first))
    week = leave(1, person, first)
    assert week is not None

    away = days_away(1, person, "berlin", [first, first + timedelta(days=28)])

    assert {week[0] + timedelta(days=i) for i in range(7)} <= away
    assert date(2026, 10, 3) in away
