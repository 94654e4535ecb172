from datetime import date

import pytest
from django.db import IntegrityError

from privacy.gate import Refused
from privacy.models import Refusal, ReleasedCell, ReleasedTable
from privacy.policy import DEFAULT
from privacy.released import save_release
from privacy.selectors import latest_table, refusals, released_cells
from tests.factories.privacy import a_cell, a_release, a_saved_table

pytestmark = pytest.mark.django_db


def test_a_release_is_saved_whole() -> None:
    table = a_saved_table()
    cell = ReleasedCell.objects.get(unit="A")
    assert (cell.table, cell.mean, cell.favourable_low, cell.favourable_high) == (table, 3.4, 60, 60)
    assert list(refusals(table).values_list("unit", "reason", "carried_by")) == [("C", "few", "A")]
    assert table.policy == DEFAULT.as_json()


def test_a_source_is_saved_once_and_returned_unchanged() -> None:
    first = a_saved_table()
    again = a_saved_table(release=a_release([a_cell(mean=1.0)]))
    assert again == first
    assert {cell.mean for cell in released_cells()} == {3.4}


def test_a_band_and_a_value_are_kept() -> None:
    a_saved_table(kind="block", release=a_release([a_cell(mean=None, favourable=None, band=(2.0, 4.0))]))
    cell = released_cells(kind="block").get()
    assert (cell.band_low, cell.band_high, cell.mean, cell.favourable_low) == (2.0, 4.0, None, None)


def test_a_cell_that_cannot_be_saved_saves_nothing() -> None:
    too_long = a_release([a_cell()], [Refused("q1", "C", "few", None)])  # type: ignore[arg-type]  # no such column value
    with pytest.raises(IntegrityError):
        save_release(kind="wave", source="x", release=too_long, policy=DEFAULT, released_on=date(2025, 1, 1))
    assert (ReleasedTable.objects.count(), ReleasedCell.objects.count(), Refusal.objects.count()) == (0, 0, 0)


def test_cells_are_found_by_kind_source_item_and_unit() -> None:
    a_saved_table(source="1")
    a_saved_table(source="2", released_on=date(2025, 2, 28))
    a_saved_table(kind="topics", source="1", release=a_release([a_cell(item="topic:pay")]))
    assert released_cells(kind="wave").count() == 4
    assert released_cells(kind="wave", sources=["2"], units=["A"]).get().table.source == "2"
    assert released_cells(items=["topic:pay"]).get().table.kind == "topics"
    assert released_cells(units=[]).count() == 0


def test_reading_cells_with_their_tables_is_one_query(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    a_saved_table()
    with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture that is called
        assert {cell.table.kind for cell in released_cells()} == {"wave"}


def test_the_latest_table_of_a_kind() -> None:
    a_saved_table(source="9", released_on=date(2025, 1, 1))
    newest = a_saved_table(source="1", released_on=date(2025, 3, 1))
    assert latest_table("wave") == newest
    assert latest_table("block") is None
