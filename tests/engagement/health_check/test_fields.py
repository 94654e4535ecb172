"""The transparency page lists the declared fields of what is in use, and no connector declares content."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from engagement.health_check.selectors_fields import sources_in_use
from signals.connectors.registry import CALENDARS, TABLES, TOOLS
from signals.models import Run
from tests.factories.dashboards import World

CONTENT = {
    "subject",
    "summary",
    "description",
    "body",
    "bodypreview",
    "location",
    "text",
    "title",
    "message",
}


@pytest.mark.parametrize("connector", [*CALENDARS.values(), *TOOLS.values(), *TABLES.values()])
def test_no_connector_declares_content(connector: object) -> None:
    declared = {field.lower() for field in connector.read_fields}  # type: ignore[attr-defined]
    assert declared
    assert declared & CONTENT == set()


@pytest.mark.django_db
def test_the_page_of_a_unit_lists_what_is_in_use(world: World) -> None:
    Run.objects.create(source="jira", first_day=date(2026, 1, 5), last_day=date(2026, 2, 2))
    assert [one.label for one in sources_in_use()] == ["Jira"]
    page = Client().get(reverse("dashboards:transparency", args=["A"])).content.decode()
    assert "field by field" in page
    assert "emailAddress" in page
