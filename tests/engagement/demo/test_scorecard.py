from datetime import date

from engagement.demo.acts.scene import Scene
from engagement.demo.scorecard import Scorecard, scorecard
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
