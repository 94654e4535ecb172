"""A plan's steps as a calendar file that every calendar program reads (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event

from engagement.actions.catalogue import get_template
from engagement.actions.models import Plan, PlanStep
from engagement.insights.labels import in_language

PRODUCT = "-//Telescope//Plans//EN"


def plan_calendar(plan: Plan) -> bytes:
    """Return an iCalendar file with one all-day entry per step, in the language of the reader.

    Entries are free time, carry no attendees and no names, and keep their ids: importing the file again updates them.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    title = in_language(get_template(plan.template).title)
    calendar.add("x-wr-calname", title)
    for entry in _entries(plan, plan.steps.all(), title):
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _entries(plan: Plan, steps: Iterable[PlanStep], title: str) -> Iterable[Event]:
    stamp = datetime.combine(plan.started_on, time(), tzinfo=UTC)
    for step in steps:
        entry = Event()
        entry.add("uid", f"{plan.pk}-{step.position}@telescope")
        entry.add("dtstamp", stamp)
        entry.add("summary", f"{title} ({step.position})")
        entry.add("description", in_language(step.text))
        entry.add("dtstart", step.due_on)
        entry.add("dtend", step.due_on + timedelta(days=1))
        entry.add("transp", "TRANSPARENT")
        yield entry
