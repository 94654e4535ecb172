"""Dates of an earlier survey, as they are written, and the period whose wave they fall into."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

WHOLE_NUMBER_AS_FLOAT = re.compile(r"^(-?\d+)\.0+$")


class By(StrEnum):
    """How long a wave is."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"


MONTHS = {By.YEAR: 12, By.HALF: 6, By.QUARTER: 3, By.MONTH: 1}
NAMES = {By.YEAR: "{year}", By.HALF: "{year} H{n}", By.QUARTER: "{year} Q{n}", By.MONTH: "{year}-{n:02}"}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One wave's time: first and last day, and its name (`2013`, `2013 H1`, `2013 Q2`, `2013-05`)."""

    first_day: date
    last_day: date
    name: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """How dates are written (`strptime` formats, tried in order) and how they are grouped."""

    formats: tuple[str, ...]
    by: By

    def period(self, written: str) -> Period | None:
        """Return the period of a date as written, or None if no format fits it.

        >>> Calendar(("%m/%Y", "%Y"), By.YEAR).period("05/2013").name
        '2013'
        """
        for form in self.formats:
            try:
                day = datetime.strptime(written, form).date()  # noqa: DTZ007  # a day has no zone
            except ValueError:
                continue
            return period_of(day, self.by)
        return None


def period_of(day: date, by: By) -> Period:
    """Return the period of `by` that a day lies in."""
    months = MONTHS[by]
    n = (day.month - 1) // months + 1
    first = date(day.year, (n - 1) * months + 1, 1)
    after = date(day.year + (first.month + months - 1) // 12, (first.month + months - 1) % 12 + 1, 1)
    return Period(first, after - timedelta(days=1), NAMES[by].format(year=day.year, n=n))


def whole(written: str) -> str:
    """Return a whole number that a spreadsheet made a float (`4.0`, `2013.0`) as it was; anything else unchanged."""
    match = WHOLE_NUMBER_AS_FLOAT.match(written)
    return match.group(1) if match else written
