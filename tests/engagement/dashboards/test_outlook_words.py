from datetime import date
from typing import Any

import pytest

from engagement.dashboards.outlook_words import WHY, outlook_card
from engagement.insights.forecast.trust import Why
from engagement.insights.models import Outlook

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


def said(**fields: Any) -> Outlook:
    usual = {
        "unit": "A", "block": DAY, "made_at": DAY, "probability": 0.5, "base": 0.15, "expected": 2.4, "low": 1.0,
        "high": 5.0, "abstained": False, "why": "", "contributions": {},
    }  # fmt: skip
    return Outlook.objects.create(**(usual | fields))


@pytest.mark.parametrize(
    ("probability", "base", "label"),
    [
        (0.50, 0.15, "Storm warning"),
        (0.34, 0.15, "Changeable"),
        # An alert of the forecast and a storm warning are one rule: twice the odds of the base rate.
        (0.36, 0.20, "Storm warning"),
        (0.36, 0.25, "Changeable"),
        (0.16, 0.15, "Clear"),
        (0.01, 0.15, "Clear"),
    ],
)
def test_the_weather_is_told_by_the_odds_against_the_usual(
    probability: float, base: float, label: str
) -> None:
    said(probability=probability, base=base)
    card = outlook_card("A")
    assert card is not None
    assert card.label == label
    assert f"{probability:.0%}" in card.sentence
    assert "1 to 5" in card.interval


def test_what_it_rests_on_is_named_strongest_first() -> None:
    said(contributions={"meeting_hours": 0.1, "leavers": 0.4, "focus_hours": -0.3, "construct:growth": 0.01})
    card = outlook_card("A")
    assert card is not None
    assert card.reasons == [
        ("Leavers so far", "raises it"),
        ("Hours of uninterrupted time", "lowers it"),
        ("Hours in meetings", "raises it"),
    ]


@pytest.mark.parametrize("why", [one for one in Why if one is not Why.KNOWN])
def test_every_reason_to_abstain_has_words(why: Why) -> None:
    said(abstained=True, why=str(why))
    card = outlook_card("A")
    assert card is not None
    assert (card.label, card.why) == ("No outlook", str(WHY[why]))


def test_a_unit_without_an_outlook_has_no_card() -> None:
    assert outlook_card("A") is None
