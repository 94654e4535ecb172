import pytest

from engagement.insights.models import Alert, Theme
from engagement.insights.selectors import alerts_of, open_alerts, panel
from tests.factories import insights

pytestmark = pytest.mark.django_db


def test_open_alerts_are_those_not_closed_most_severe_first() -> None:
    watch = insights.alert("A")
    high = insights.alert("B", severity="high", state=Alert.State.ACKNOWLEDGED)
    closed = insights.alert("A", theme=Theme.BURNOUT, state=Alert.State.CLOSED)
    assert list(open_alerts()) == [high, watch]
    assert list(open_alerts({"A"})) == [watch]
    assert list(open_alerts(set())) == []
    assert closed in alerts_of({"A"})


def test_the_panel_has_a_row_per_unit_and_block_and_keeps_gaps() -> None:
    insights.metric(0, "A", "meeting_hours", (10.0, 12.0))
    insights.metric(1, "A", "focus_hours", 9.0)
    insights.metric(1, "B", "meeting_hours", 20.0)
    frame = panel()
    assert list(frame.index.names) == ["unit", "block"]
    assert len(frame) == 3
    rows = frame.reset_index().fillna(-1.0).to_dict("records")
    found = [(row["unit"], row["block"].date(), row["meeting_hours"], row["focus_hours"]) for row in rows]
    first, second = insights.block(0), insights.block(1)
    assert found == [("A", first, 11.0, -1.0), ("A", second, -1.0, 9.0), ("B", second, 20.0, -1.0)]


def test_a_wave_stands_in_the_block_in_which_it_closed() -> None:
    asked = insights.questionnaire({"e1": "engagement", "e2": "engagement"})
    insights.means(insights.wave(asked, 1), "A", {"e1": 3.0, "e2": 4.0})
    frame = panel()
    assert [day.date() for _, day in frame.index] == [insights.block(1)]
    assert frame["construct:engagement"].tolist() == [pytest.approx(3.5)]
    assert frame["e1"].tolist() == [pytest.approx(3.0)]


def test_the_later_of_two_waves_in_a_block_counts() -> None:
    asked = insights.questionnaire()
    first, second = insights.wave(asked, 1), insights.wave(asked, 1, closes_on=insights.block(2))
    second.closes_on = first.closes_on.replace(day=first.closes_on.day + 2)
    second.save()
    insights.means(first, "A", {"engaged": 3.0})
    insights.means(second, "A", {"engaged": 2.0})
    assert panel()["engaged"].tolist() == [pytest.approx(2.0)]


def test_the_panel_of_some_units_until_a_day() -> None:
    for number in (0, 1):
        for unit in ("A", "B"):
            insights.metric(number, unit, "meeting_hours", 10.0)
    frame = panel(until=insights.block(1), units={"A"})
    assert [(unit, day.date()) for unit, day in frame.index] == [("A", insights.block(0))]


def test_an_empty_panel_is_empty() -> None:
    assert panel().empty
