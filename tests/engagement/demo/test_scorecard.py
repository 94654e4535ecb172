from datetime import date, timedelta

import pytest

from engagement.demo.acts.scene import Scene
from engagement.demo.scorecard import Scorecard, first_excess_leavers, scorecard
from engagement.demo.world.causes import Kind
from engagement.insights.models import Theme
from tests.factories.insights import alert

DAY = date(2026, 5, 18)


def card(scene: Scene) -> Scorecard:
    return scorecard(scene.world.causes)


def test_an_alert_of_its_theme_names_a_cause(peopled: Scene) -> None:
    alert("SW-HOS-MOB", theme=Theme.BURNOUT, opened_on=DAY, last_seen_on=DAY)

    told = {one.cause.unit: one for one in card(peopled).told}

    assert told["SW-HOS-MOB"].named_on == told["SW-HOS-MOB"].noticed_on == DAY
    assert told["SW-CLD-COR"].noticed_on is None


def test_an_alert_of_another_theme_notices_a_cause(peopled: Scene) -> None:
    alert("SW-HOS-MOB", theme=Theme.ENGAGEMENT_DROP, opened_on=DAY, last_seen_on=DAY)

    told = next(one for one in card(peopled).told if one.cause.unit == "SW-HOS-MOB")

    assert (told.named_on, told.noticed_on) == (None, DAY)


def test_an_alert_above_a_cause_is_explained_and_one_beside_it_is_not(peopled: Scene) -> None:
    alert("SW-HOS", theme=Theme.BURNOUT)
    alert("SW-HOS-SCH", theme=Theme.BURNOUT)
    alert("SW-IMG-REC", theme=Theme.MEETING_MARATHON)

    found = card(peopled)

    assert found.explained == (("SW-HOS", "burnout", "SW-HOS-MOB"),)
    assert sorted(found.unexplained) == [("SW-HOS-SCH", "burnout"), ("SW-IMG-REC", "meeting_marathon")]


def test_what_leavers_said_is_not_counted(peopled: Scene) -> None:
    alert("SW-IMG-REC", theme=Theme.EXIT_THEME)

    assert card(peopled).unexplained == ()


def test_the_text_says_all_of_it(peopled: Scene) -> None:
    alert("SW-HOS-MOB", theme=Theme.BURNOUT, opened_on=DAY, last_seen_on=DAY)
    alert("SW-IMG-REC", theme=Theme.MEETING_MARATHON)

    text = card(peopled).text()

    assert text.startswith("2 alerts, 1 with a cause behind them; 1 of 4 causes noticed")
    assert "SW-HOS-MOB   burnout           named on 2026-05-18" in text
    assert "SW-IMG-REC   meeting_marathon  no cause" in text
    assert "not noticed" in text


def test_recall_precision_and_lead_time(peopled: Scene) -> None:
    causes = peopled.world.causes
    left = {"SW-HOS-MOB": DAY + timedelta(weeks=6)}
    assert (scorecard(causes).recall, scorecard(causes).precision, scorecard(causes).lead_weeks) == (
        0,
        None,
        None,
    )
    alert("SW-HOS-MOB", theme=Theme.BURNOUT, opened_on=DAY, last_seen_on=DAY)
    alert("SW-IMG-REC", theme=Theme.MEETING_MARATHON)

    found = scorecard(causes, left)

    assert found.recall == pytest.approx(1 / 4)
    assert found.precision == pytest.approx(1 / 2)
    assert found.lead_weeks == pytest.approx(6)
    assert "recall 0.25, precision 0.50, median lead 6.0 weeks" in found.text()


def test_exit_themes_are_counted_apart(peopled: Scene) -> None:
    alert("SW-HOS-MOB", theme=Theme.EXIT_THEME)
    alert("SW-IMG-REC", theme=Theme.EXIT_THEME)
    assert card(peopled).exit_themes == (2, 1)


def test_the_first_excess_leaver_leaves_after_the_cause_has_lasted(peopled: Scene) -> None:
    world = peopled.world
    starts = {
        cause.unit: world.line.blocks[cause.start] for cause in world.causes if cause.kind is not Kind.NONE
    }
    days = first_excess_leavers(world)
    assert set(days) <= set(starts)
    assert all(day > starts[unit] for unit, day in days.items())
