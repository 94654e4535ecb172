"""How units meet, and the marks of the detectors: who may see and change what."""

import pytest
from django.test import Client
from django.urls import reverse

from engagement.health_check.selectors_network import network
from people.models import Account
from privacy.models import LedgerEntry
from signals.exceptions import ThresholdError
from signals.marks import set_marks
from signals.models import Mark, Tie
from signals.selectors import company_marks
from signals.thresholds import DEFAULT_MARKS
from tests.factories import insights
from tests.factories.dashboards import World

pytestmark = pytest.mark.django_db


def tie(
    number: int, unit: str, other: str, *, value: float | None = None, band: tuple[float, float] | None = None
) -> None:
    low, high = band or (None, None)
    Tie.objects.create(
        unit=unit,
        other=other,
        block_start=insights.block(number),
        value=value,
        band_low=low,
        band_high=high,
        n_band="20-29",
    )


@pytest.fixture
def met(world: World) -> World:
    """Two blocks: A and B met and hardly do any longer, B and C meet a little, C and D never."""
    for number in (0, 1):
        insights.metric(number, "ROOT", "meeting_share", 0.3)
    tie(0, "A", "B", value=4.0)
    tie(1, "A", "B", value=1.5)
    tie(0, "B", "C", band=(1.0, 1.5))
    tie(1, "B", "C", band=(0.5, 1.0))
    tie(1, "A", "C", band=(0.0, 0.5))
    return world


def get(account: Account, name: str, **post: object) -> tuple[int, str]:
    client = Client()
    client.force_login(account)
    url = reverse(f"health_check:{name}")
    answer = client.post(url, post) if post else client.get(url)
    return answer.status_code, answer.content.decode()


def test_the_picture_has_a_line_for_each_tie_and_the_table_all_of_them(met: World) -> None:
    status, text = get(met.hr, "network")
    assert status == 200
    assert (text.count("stroke-opacity"), text.count('r="19"'), text.count("<tr><th")) == (2, 3, 4)
    assert "1.5" in text
    assert "0.5 to 1.0" in text


def test_a_sharp_fall_is_told_where_the_bands_are_sure_of_it(met: World) -> None:
    page = network(met.hr)
    assert [(row.first.number, row.other.number) for row in page.fallen] == [(1, 2)]
    assert page.rows[0].low == 1.5


def test_a_unit_that_meets_hardly_anybody_stands_alone(met: World) -> None:
    Tie.objects.filter(block_start=insights.block(1)).exclude(unit="A", other="C").delete()
    assert len(network(met.hr).alone) == 2


def test_managers_see_ties_of_their_own_units_and_employees_none(met: World) -> None:
    assert {(row.first.number, row.other.number) for row in network(met.manager).rows} == {(1, 2), (1, 3)}
    assert get(met.operator, "network")[0] == 403
    assert LedgerEntry.objects.filter(subject="network").count() == 0
    get(met.hr, "network")
    assert LedgerEntry.objects.get(subject="network").units == ["A", "B", "C"]


def test_before_any_tie(world: World) -> None:
    assert "No ties have been released yet" in get(world.hr, "network")[1]


def test_marks_move_towards_care_only_and_stand_in_the_ledger(world: World) -> None:
    fields = {key: str(value) for key, value in DEFAULT_MARKS.items()}
    status, text = get(world.hr, "marks", **(fields | {"burnout_hours": "4"}))
    assert status == 200
    assert "less than or equal to 3" in text
    assert not Mark.objects.exists()
    assert get(world.hr, "marks", **(fields | {"burnout_hours": "2"}))[0] == 302
    assert company_marks()["burnout_hours"] == 2
    assert LedgerEntry.objects.get(action="mark_set").detail == {"from": 3.0, "to": 2.0}
    assert get(world.hr, "marks", **fields)[0] == 302
    assert not Mark.objects.exists()


def test_only_hr_and_data_protection_officers_move_marks(world: World) -> None:
    assert get(world.manager, "marks")[0] == 403
    assert get(world.operator, "marks")[0] == 403
    with pytest.raises(ThresholdError):
        set_marks({"burnout_hours": 9.0}, actor="HR")
