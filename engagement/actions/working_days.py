"""Which day a step can fall on: never on a weekend or public holiday of the person who does it. Pure."""

from datetime import date, timedelta

from signals.calendars.holidays import holidays_of, is_region

USUAL_WEEK = frozenset(range(1, 6))


def next_working_day(day: date, *, region: str = "", work_days: frozenset[int] = USUAL_WEEK) -> date:
    """Return `day` itself when it is a working day, else the next one.

    Parameters
    ----------
    day
        Where the search starts.
    region
        ISO 3166 code with an optional subdivision (`DE-BE`); without one, or unknown, only weekends count.
    work_days
        ISO weekdays worked, 1 = Monday; empty is read as Monday to Friday.
    """
    while not _is_working(day, region=region, work_days=work_days or USUAL_WEEK):
        day += timedelta(days=1)
    return day


def read_work_days(text: str) -> frozenset[int]:
    """Return the weekdays of "1-5" or "7,1-4"; ranges may not wrap, anything unreadable is left out."""
    days: set[int] = set()
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        if first.isdigit() and (not last or last.isdigit()):
            days |= set(range(int(first), int(last or first) + 1))
    return frozenset(days & set(range(1, 8)))


def _is_working(day: date, *, region: str, work_days: frozenset[int]) -> bool:
    if not is_region(region):
        return day.isoweekday() in work_days
    year = holidays_of(region, day.year)
    return day not in year.off and (day in year.make_up or day.isoweekday() in work_days)
