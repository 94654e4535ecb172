import pandas as pd
import pytest

from engagement.insights.cells import released_frame
from engagement.insights.quotes import identity, merged, quotes
from tests.factories import insights


@pytest.mark.django_db
def test_a_quote_repeats_what_was_released_and_nothing_more() -> None:
    insights.metric(0, "A", "meeting_share", (0.5, 0.55), n_band="10-14")
    (quoted,) = quotes(released_frame())
    assert quoted == {
        "kind": "block",
        "source": "2026-03-23",
        "period": "2026-03-23",
        "ends": "2026-04-20",
        "item": "meeting_share",
        "unit": "A",
        "n_band": "10-14",
        "precision": "full",
        "band": [0.5, 0.55],
        "interval": [0.5, 0.55],
    }


@pytest.mark.django_db
def test_a_quote_of_a_survey_item_keeps_its_scale_and_percentages() -> None:
    wave = insights.wave(insights.questionnaire({"engaged": "engagement"}), 0)
    insights.means(wave, "A", {"engaged": 3.4}, favourable_low=40, favourable_high=40)
    (quoted,) = quotes(released_frame())
    assert quoted["mean"] == 3.4
    assert quoted["favourable"] == [40.0, 40.0]
    assert quoted["scale"] == [1.0, 5.0]
    assert quoted["interval"] == pytest.approx([3.35, 3.45])
    assert (quoted["period"], quoted["ends"]) == ("2026-03-30", "2026-04-09")


def test_merging_keeps_each_cell_once_oldest_first() -> None:
    old, new = insights.quoted(number=0), insights.quoted(number=1)
    assert merged([new], [old, new | {"band": [0.0, 1.0]}]) == [old, new]
    assert merged(merged([], [old, new]), [old]) == [old, new]
    assert merged([], []) == []


def test_cells_differ_by_table_item_and_unit() -> None:
    quoted = insights.quoted()
    others = [quoted | {"unit": "B"}, quoted | {"item": "focus_hours"}, quoted | {"source": "2026-04-20"}]
    assert len({identity(one) for one in [quoted, *others]}) == 4


def test_no_rows_give_no_quotes() -> None:
    assert quotes(pd.DataFrame()) == ()
