"""Public holidays of a region, and the make-up working days of mainland China."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import chinese_calendar
import holidays as public_holidays
from holidays.utils import list_supported_countries

# ISO 3166-2 lists these as subdivisions of China; they keep holidays of their own.
_OUTSIDE_MAINLAND = {"CN-HK": "HK", "CN-MO": "MO", "CN-TW": "TW"}


@dataclass(frozen=True, slots=True)
class Year:
    """Holidays and make-up working days of a region and year.

    Attributes
    ----------
    note
        What the operator should know about them; empty when there is nothing.
    """

    off: frozenset[date]
    make_up: frozenset[date] = field(default_factory=frozenset)
    note: str = ""


@lru_cache(maxsize=1)
def countries() -> dict[str, tuple[str, ...]]:
    """Return the ISO 3166 codes whose holidays are known, each with its subdivisions."""
    return {code: tuple(parts) for code, parts in list_supported_countries().items() if len(code) == 2}


def is_region(text: str) -> bool:
    """Return whether a text is an ISO 3166 code, with or without a subdivision (`DE`, `DE-BE`)."""
    country, dash, part = text.upper().partition("-")
    return country in countries() and (not dash or (1 <= len(part) <= 3 and part.isalnum()))


@lru_cache(maxsize=4096)
def holidays_of(region: str, year: int) -> Year:
    """Return the holidays of a region and year; a subdivision nobody lists has those of its country, no region none."""
    region = _OUTSIDE_MAINLAND.get(region.upper(), region.upper())
    country, _, part = region.partition("-")
    if not country:
        return Year(frozenset())
    if country == "CN":
        return _mainland_china(year)
    subdivision = part if part in countries()[country] else None
    return Year(frozenset(public_holidays.country_holidays(country, subdiv=subdivision, years=year)))


def _mainland_china(year: int) -> Year:
    known = chinese_calendar.constants.holidays
    if year not in _china_years():
        return Year(
            frozenset(public_holidays.country_holidays("CN", years=year)),
            note=f"chinese_calendar does not know {year}: public holidays of the holidays package were used instead",
        )
    off = frozenset(day for day in known if day.year == year)
    return Year(off, frozenset(day for day in chinese_calendar.constants.workdays if day.year == year))


@lru_cache(maxsize=1)
def _china_years() -> frozenset[int]:
    return frozenset(day.year for day in chinese_calendar.constants.holidays)
