import math
from datetime import date
from typing import Any

import pytest

from engagement.insights.alerts import raise_alerts
from engagement.insights.cards import alert_card
from engagement.insights.enums import Severity
from engagement.insights.models import Alert, Outlook
from engagement.insights.named import named_by
from engagement.insights.selectors import alerts_in_line
from engagement.insights.weighing import weigh
from privacy.models import LedgerEntry
from tests.factories import insights

pytestmark = pytest.mark.django_db
DAY = insights.block(3)


def said(unit: str, *, block: date = DAY, **fields: Any) -> Outlook:
    usual = {
        "made_at": block, "probability": 0.5, "base": 0.15, "expected": 4.0, "low": 1.0, "high": 8.0,
        "abstained": False, "contributions": {"meeting_share": math.log(2)},
    }  # fmt: skip
    return Outlook.objects.create(unit=unit, block=block, **(usual | fields))


def test_an_alert_is_as_severe_as_the_leavers_behind_it() -> None:
    said("A")
    said("B", expected=1.0)
    found = [insights.alert("A"), insights.alert("B", severity=Severity.HIGH)]
    assert weigh(found, on=DAY) == found
    assert [one.avoided for one in found] == [pytest.approx(2.0), pytest.approx(0.5)]
    assert [one.severity for one in Alert.objects.order_by("unit")] == [Severity.HIGH, Severity.WATCH]
    assert LedgerEntry.objects.filter(action="alert_weighed").count() == 2
    assert weigh(found, on=DAY) == []


def test_where_the_forecast_abstains_what_was_found_counts() -> None:
    said("A", abstained=True)
    found = insights.alert("A", severity=Severity.HIGH)
    assert weigh([found, insights.alert("B")], on=DAY) == []
    assert (found.avoided, found.severity) == (None, Severity.HIGH)
    assert "says nothing about this team" in alert_card(found).at_stake


def test_the_newest_outlook_counts_and_a_new_finding_does_not_undo_it() -> None:
    said("A", block=insights.block(2), expected=0.1)
    said("A")
    opened = raise_alerts([insights.finding("A")], on=DAY)
    assert [one.severity for one in opened] == [Severity.HIGH]
    raise_alerts([insights.finding("A", numbers=(1, 2), severity=Severity.WATCH)], on=DAY)
    again = Alert.objects.get()
    assert again.severity == Severity.HIGH
    assert "about 2.0 fewer people" in alert_card(again).at_stake


def test_an_alert_that_nobody_leaves_over_says_so() -> None:
    said("A", contributions={"meeting_share": -0.2})
    found = insights.alert("A")
    weigh([found], on=DAY)
    assert (found.avoided, found.severity) == (0.0, Severity.WATCH)
    assert "does not see that more people leave" in alert_card(found).at_stake


def test_more_leavers_avoided_stand_first_in_line() -> None:
    said("B")
    first, second = insights.alert("A"), insights.alert("B")
    weigh([first, second], on=DAY)
    assert [one.unit for one in alerts_in_line(on=DAY)[0]] == ["B", "A"]


def test_evidence_names_metrics_constructs_and_topics() -> None:
    insights.questionnaire({"worth": "meetings"})
    items = ["meeting_share", "worth", "topic:pay:polarity", "unknown"]
    assert named_by([{"item": item} for item in items]) == {
        "meeting_share",
        "construct:meetings",
        "topic:pay",
    }
