"""A plan's steps as a calendar file that every calendar program reads (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event

from engagement.actions.catalogue import TeamEvent
from engagement.actions.models import Plan, PlanStep
from engagement.actions.shelf import template_now
from engagement.insights.labels import in_language

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
PRODUCT = "-//Telescope//Plans//EN"


def plan_calendar(plan: Plan) -> bytes:
    """Return an iCalendar file with one all-day entry per step, in the language of the reader.

    Entries are free time, carry no attendees and no names, and keep their ids: importing the file again updates them.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    template = template_now(plan.template)
    title = in_language(template.title)
    calendar.add("x-wr-calname", title)
    for entry in _entries(plan, plan.steps.all(), title):
        calendar.add_component(entry)
    if event := template.team_event:
        calendar.add_component(_repeated(plan, event))
    return bytes(calendar.to_ical())


def _repeated(plan: Plan, event: TeamEvent) -> Event:
    """Return the team's entry: every week (or every fourth of a weekday in the month) until the review day."""
    monthly, _, day = event.on.rpartition("fourth_")
    rule = {"freq": "monthly" if monthly or event.on != day else "weekly", "until": plan.review_on}
    weekday = WEEKDAYS.index(day)
    first = plan.started_on + timedelta(days=(weekday - plan.started_on.weekday()) % 7)
    entry = Event()
    entry.add("uid", f"{plan.pk}-team@telescope")
    entry.add("dtstamp", datetime.combine(plan.started_on, time(), tzinfo=UTC))
    entry.add("summary", in_language(event.title))
    entry.add("dtstart", first)
    entry.add("dtend", first + timedelta(days=1))
    prefix = "4" if rule["freq"] == "monthly" else ""
    entry.add("rrule", rule | {"byday": f"{prefix}{day[:2].upper()}"})
    entry.add("transp", "TRANSPARENT")
    return entry


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
