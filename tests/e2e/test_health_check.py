"""The health check, connections and the own load in a browser: accessible and readable on phone and desk."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from signals.connections import add_connection
from signals.models import Finding, Tie
from tests.factories import dashboards, insights
from tests.factories.dashboards import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
METRICS: dict[str, float | tuple[float, float]] = {
    "back_to_back_chains": 3.2,
    "meeting_share": (0.5, 0.55),
    "focus_hours": (6, 8),
    "ei_index": -0.2,
}


@pytest.fixture
def world(transactional_db: None) -> World:
    made = dashboards.world()
    for number in (0, 1):
        for unit in ("ROOT", "A"):
            for metric, value in METRICS.items():
                insights.metric(number, unit, metric, value)
    Finding.objects.create(
        unit="A", block_start=insights.block(1), detector="meeting_marathon", severity="watch", evidence=[]
    )
    for number, strength in ((0, 4.0), (1, 1.5)):
        for place, (unit, other) in enumerate([("A", "B"), ("A", "C"), ("B", "C")]):
            Tie.objects.create(
                unit=unit,
                other=other,
                block_start=insights.block(number),
                value=strength / (place + 1),
                n_band="30-49",
            )
    add_connection(
        source="caldav", name="Dav", address="https://dav.example/{address}/",
        credential={"username": "reader", "password": "read"}, actor="operator Otto",
    )  # fmt: skip
    return made


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("zh-hans", 390), ("zh-hans", 1280)])
def test_pages_are_accessible_and_fit(
    visit: Callable[..., Page], axe: Callable[[Page], list[str]], world: World, language: str, width: int
) -> None:
    problems = []
    for account, name, arguments in [
        (world.hr, "overview", []),
        (world.hr, "unit", ["A"]),
        (world.hr, "network", []),
        (world.hr, "marks", []),
        (world.manager, "own_load", []),
        (world.operator, "connections", []),
        (world.operator, "connection_add", ["graph"]),
    ]:
        page = visit(account, language, width)
        page.goto(reverse(f"health_check:{name}", args=arguments))
        problems += [f"{name}: {one}" for one in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            problems.append(f"{name}: wider than {width} px")
        if place := os.environ.get("SCREENSHOTS"):
            page.screenshot(path=Path(place) / f"{name}-{language}.png", full_page=True)
    assert problems == []
