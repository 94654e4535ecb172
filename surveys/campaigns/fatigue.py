"""Nobody is asked too much: at most so many questions in 28 days and so many surveys in a quarter; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

MONTH: Final = timedelta(days=28)
QUARTER: Final = timedelta(days=91)


@dataclass(frozen=True, slots=True)
class Cap:
    """How much one person may be asked.

    The defaults are ours: forty questions are five minutes a month, and seven surveys a quarter are one every two
    weeks, with room for nothing beside it.
    """

    items: int = 40
    surveys: int = 7


@dataclass(frozen=True, slots=True)
class Asked:
    """A survey to which somebody was invited: the day and the number of questions."""

    on: date
    items: int


def fits(earlier: Iterable[Asked], *, on: date, items: int, cap: Cap) -> bool:
    """Say whether somebody may be asked so many more questions on a day.

    Counted is what was asked in the 28 and 91 days that end with it; nothing earlier fits everything up to the cap.
    """
    known = [one for one in earlier if one.on <= on]
    recent = sum(one.items for one in known if one.on > on - MONTH)
    surveys = sum(one.on > on - QUARTER for one in known)
    return recent + items <= cap.items and surveys + 1 <= cap.surveys
