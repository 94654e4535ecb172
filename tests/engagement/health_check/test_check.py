"""The health check shows released cells only: HR every unit, managers their own, a larger group where one is small."""

import pytest
from django.test import Client
from django.urls import reverse

from engagement.health_check.gauges import OVER, TOGETHER, UNDER
from engagement.health_check.selectors_check import overview, unit_check
from people.models import Account
from privacy.models import LedgerEntry
from signals.detectors.registry import DETECTORS
from signals.models import Finding
from tests.factories import insights
from tests.factories.dashboards import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def checked(world: World) -> World:
    """Two blocks of ROOT and A; a finding of A, and one of B of which nothing is released."""
    for number in (0, 1):
        for unit in ("ROOT", "A"):
            insights.metric(number, unit, "meeting_share", (0.5, 0.55))
            insights.metric(number, unit, "back_to_back_chains", 3.2 + number)
            insights.metric(number, unit, "ei_index", -0.2)
    for unit in ("A", "B"):
        Finding.objects.create(
            unit=unit,
            block_start=insights.block(1),
            detector="meeting_marathon",
            severity="watch",
            evidence=[],
        )
    return world


def get(account: Account, name: str, *args: object) -> tuple[int, str]:
    client = Client()
    client.force_login(account)
    answer = client.get(reverse(f"health_check:{name}", args=args))
    return answer.status_code, answer.content.decode()


def test_hr_sees_every_unit_and_managers_their_own(checked: World) -> None:
    assert [line.unit for line in overview(checked.hr).lines] == ["ROOT", "A", "B", "C"]
    assert [line.unit for line in overview(checked.manager).lines] == ["A"]


def test_the_page_says_that_kinds_of_sources_are_not_added_up(checked: World) -> None:
    assert "They are not added up." in get(checked.hr, "overview")[1]


def test_states_of_the_four_gauges(checked: World) -> None:
    lines = {line.unit: line for line in overview(checked.hr).lines}
    assert lines["A"].states == ["watch", "unknown", "unknown", "calm"]
    assert lines["ROOT"].states == ["calm", "unknown", "unknown", "calm"]


def test_a_finding_of_a_unit_that_is_not_released_shows_nowhere(checked: World) -> None:
    line = next(line for line in overview(checked.hr).lines if line.unit == "B")
    assert (line.states[0], line.carrier) == ("calm", "Acme")
    page = unit_check(checked.hr, "B")
    assert (page.shown, page.gauges[0].state) == ("ROOT", "calm")


def test_a_gauge_says_since_when_on_what_and_what_is_missing(checked: World) -> None:
    gauge = unit_check(checked.manager, "A").gauges[0]
    assert (gauge.state, gauge.since) == ("watch", insights.block(0))
    assert [row.figures[-1].text for row in gauge.rows] == ["4.2 times a week", "50% to 55%", "–"]
    assert gauge.rows[0].mark.words == "over 3 times a week"
    assert gauge.missing == ["Hours of uninterrupted time"]
    assert gauge.chart is not None
    assert gauge.chart["series"][0]["values"] == [3.2, 4.2]  # type: ignore[index]


def test_every_metric_of_a_detector_has_one_mark() -> None:
    for detector in DETECTORS.values():
        for metric in detector.evidence:
            assert [metric in marks for marks in (OVER, UNDER, TOGETHER)].count(True) == 1


def test_pages_and_who_may_open_them(checked: World) -> None:
    assert "Meeting marathon" in get(checked.hr, "overview")[1]
    assert "too small to be shown alone" in get(checked.hr, "unit", "C")[1]
    assert get(checked.manager, "unit", "A")[0] == 200
    assert get(checked.manager, "unit", "B")[0] == 403
    assert get(checked.operator, "overview")[0] == 403
    assert get(checked.hr, "unit", "nowhere")[0] == 404


def test_an_opening_is_written_down_for_the_group_that_was_shown(checked: World) -> None:
    get(checked.hr, "unit", "C")
    entry = LedgerEntry.objects.get(subject="check ROOT")
    assert entry.units == ["ROOT"]


def test_before_anything_is_released(world: World) -> None:
    assert "No signals have been released yet" in get(world.hr, "overview")[1]
    assert "No signals have been released yet" in get(world.manager, "unit", "A")[1]


def test_a_long_overview_has_pages_and_begins_with_what_was_noticed(
    checked: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engagement.health_check.selectors_check.ON_A_PAGE", 2)
    first, second = (overview(checked.hr, number) for number in ("1", "2"))
    # B has a finding, too, but nothing of it was released: it stays where it stands.
    assert [[line.unit for line in page.lines] for page in (first, second)] == [["A", "ROOT"], ["B", "C"]]
    assert second.lines[0].carrier == "Acme"
    assert first.opened == ["A", "ROOT"]
    assert "?page=2" in get(checked.hr, "overview")[1]
