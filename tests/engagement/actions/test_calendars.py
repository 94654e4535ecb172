from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import override
from icalendar import Calendar

from engagement.actions.calendars import plan_calendar
from engagement.actions.models import Plan
from tests.factories import actions

pytestmark = pytest.mark.django_db


def entries(plan: Plan) -> list[dict[str, object]]:
    calendar = Calendar.from_ical(plan_calendar(plan))
    return [
        {
            "uid": str(event["uid"]),
            "starts": event.decoded("dtstart"),
            "ends": event.decoded("dtend"),
            "summary": str(event["summary"]),
            "description": str(event["description"]),
        }
        for event in calendar.walk("VEVENT")
        if "RRULE" not in event
    ]


def test_every_step_is_an_all_day_entry_on_its_day() -> None:
    plan = actions.plan()
    steps = list(plan.steps.all())
    found = entries(plan)
    assert [entry["starts"] for entry in found] == [step.due_on for step in steps]
    assert [entry["ends"] for entry in found] == [step.due_on + timedelta(days=1) for step in steps]
    assert [entry["description"] for entry in found] == [step.text["en"] for step in steps]
    assert found[0]["summary"] == "No-meeting Friday (1)"


def test_the_file_speaks_the_language_of_the_reader() -> None:
    plan = actions.plan()
    with override("zh-hans"):
        found = entries(plan)
    assert found[0]["summary"] == "周五无会议日 (1)"
    assert found[0]["description"] == plan.steps.all()[0].text["zh"]


def test_the_file_is_the_same_each_time_and_names_nobody() -> None:
    plan = actions.plan()
    written = plan_calendar(plan)
    assert written == plan_calendar(Plan.objects.get())
    text = written.decode()
    assert plan.owner.email not in text
    assert plan.owner.display_name not in text
    assert "ATTENDEE" not in text
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert len({entry["uid"] for entry in entries(plan)}) == plan.steps.count()


def test_a_meeting_free_day_is_a_weekly_entry_of_the_team() -> None:
    plan = actions.plan(template="no_meeting_friday")
    calendar = Calendar.from_ical(plan_calendar(plan))
    (event,) = [one for one in calendar.walk("VEVENT") if "RRULE" in one]
    assert event.decoded("dtstart").weekday() == 4
    rule: Any = event["RRULE"]
    assert (rule["FREQ"], rule["BYDAY"], rule["UNTIL"]) == (["WEEKLY"], ["FR"], [plan.review_on])
    assert "ATTENDEE" not in event


def test_a_template_without_a_day_marks_none() -> None:
    calendar = Calendar.from_ical(
        plan_calendar(actions.plan(template="delegation", theme="overloaded_managers"))
    )
    assert not [one for one in calendar.walk("VEVENT") if "RRULE" in one]
