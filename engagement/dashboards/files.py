"""Files to take away: a plan's dates for a calendar, released cells for a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from engagement.dashboards.selectors_plans import PlanCard
from privacy.models import ReleasedCell

COLUMNS = [
    "table", "item", "unit", "is_remainder", "covers", "slice_attribute", "slice_values", "n_band", "mean", "favourable_low",
    "favourable_high", "precision", "trend", "rule", "minimum_support",
]  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def neutral(value: object) -> object:
    """Return a value that no spreadsheet runs as a formula: text that starts like one gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


class _Echo:
    """A file that hands back what is written to it, so that rows can be sent one by one."""

    def write(self, value: str) -> str:
        return value


def cells_csv(cells: Iterable[ReleasedCell]) -> Iterator[str]:
    """Yield the lines of a CSV file of released cells, with a byte order mark for spreadsheets."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for cell in cells:
        yield writer.writerow([neutral(value) for value in _values(cell)])


def _values(cell: ReleasedCell) -> list[object]:
    return [
        cell.table.kind, cell.item, cell.unit, int(cell.is_remainder), " ".join(cell.covers), cell.slice_attribute,
        " ".join(map(str, cell.slice_values)), cell.n_band, cell.mean, cell.favourable_low, cell.favourable_high,
        cell.precision, cell.trend, cell.certificate.get("rule", ""), cell.certificate.get("support", ""),
    ]  # fmt: skip


def plan_calendar(card: PlanCard, *, now: datetime) -> bytes:
    """Return a calendar file with one all-day entry per step; `now` is the time stamp the format asks for."""
    calendar = Calendar()
    calendar.add("prodid", "-//Telescope//plans//EN")
    calendar.add("version", "2.0")
    for one in card.steps:
        event = Event()
        event.add("uid", f"{card.plan.pk}-{one.step.position}@telescope")
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", one.step.due_on)
        event.add("dtend", one.step.due_on + timedelta(days=1))
        event.add("summary", f"{card.title}: {one.text}")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
