from datetime import timedelta

import pandas as pd
import pytest

from engagement.insights.models import Outlook
from engagement.insights.outlooks import look_ahead, make_outlooks, outlook_of
from engagement.insights.panel import company_panel
from people.models import Membership, Unit
from privacy.models import LedgerEntry
from privacy.policy import DEFAULT
from tests.factories import insights, people

pytestmark = pytest.mark.django_db
FIRST = insights.FIRST_BLOCK
BLOCKS = 6
UNTIL = FIRST + timedelta(days=28 * BLOCKS)


def staffed(code: str, size: int, *, left: dict[int, int] | None = None) -> Unit:
    """A unit with people since before the first block; `left` is block -> how many left in it."""
    unit = people.unit(code)
    people.members(unit, size, FIRST - timedelta(days=20))
    staying = list(Membership.objects.filter(unit=unit).order_by("pk"))
    for block, number in (left or {}).items():
        for _ in range(number):
            gone = staying.pop()
            gone.end, gone.left_company = FIRST + timedelta(days=28 * block + 5), True
            gone.save()
    return unit


def test_leavers_and_headcount_stand_beside_released_values_and_missing_stays_missing() -> None:
    staffed("A", 14, left={1: 1, 3: 2})
    insights.metric(2, "A", "meeting_hours", 18.0)
    panel = company_panel(until=UNTIL)
    assert list(panel["block"]) == [pd.Timestamp(insights.block(number)) for number in range(1, BLOCKS)]
    assert list(panel["leavers"]) == [1, 0, 2, 0, 0]
    assert list(panel["headcount"]) == [14, 13, 13, 11, 11]
    assert panel["meeting_hours"].notna().tolist() == [False, True, False, False, False]


def test_years_before_the_first_recorded_leaver_are_not_read_as_years_without_leavers() -> None:
    unit = staffed("A", 14, left={1: 1})
    people.members(unit, 1, FIRST - timedelta(days=4000))
    panel = company_panel(until=UNTIL)
    assert panel["block"].min() == pd.Timestamp(insights.block(1))
    assert panel["headcount"].min() >= 14


def test_a_unit_that_was_ever_below_the_policy_is_left_out_as_a_whole() -> None:
    staffed("A", DEFAULT.signals_people)
    staffed("B", DEFAULT.signals_people, left={4: 1})
    staffed("C", DEFAULT.signals_people - 1)
    assert set(company_panel(until=UNTIL)["unit"]) == {"A"}
    assert company_panel(until=UNTIL, policy=DEFAULT.raised(signals_people=11)).empty


def test_nothing_after_the_day_is_read() -> None:
    staffed("A", 14, left={1: 1, 5: 2})
    insights.metric(5, "A", "meeting_hours", 18.0)
    day = insights.block(4)
    panel = company_panel(until=day)
    assert panel["block"].max() == pd.Timestamp(insights.block(3))
    assert panel["leavers"].sum() == 1
    assert "meeting_hours" not in panel or panel["meeting_hours"].isna().all()


def test_items_of_a_survey_enter_as_constructs_only() -> None:
    staffed("A", 14)
    insights.means(insights.wave(insights.questionnaire({"worth": "meetings"}), 1), "A", {"worth": 3.0})
    columns = set(company_panel(until=UNTIL).columns)
    assert "construct:meetings" in columns
    assert "worth" not in columns


def test_without_a_directory_there_is_no_panel_and_no_outlook() -> None:
    assert company_panel(until=UNTIL).empty
    assert make_outlooks(company_panel(until=UNTIL), on=UNTIL) == []
    assert look_ahead(on=UNTIL) == []


def test_an_outlook_is_kept_once_and_says_why_it_abstains() -> None:
    for code in ("A", "B", "C"):
        staffed(code, 14, left={1: 1})
    day = insights.block(15)
    made = look_ahead(on=day)
    assert {one.unit for one in made} == {"A", "B", "C"}
    assert look_ahead(on=day) == []
    outlook = outlook_of("A")
    assert outlook is not None
    assert (outlook.abstained, outlook.block) == (True, day)
    assert outlook.why
    assert outlook.low <= outlook.expected <= outlook.high
    assert Outlook.objects.count() == 3
    assert LedgerEntry.objects.filter(action="outlooks_made").count() == 1


def test_a_unit_that_is_not_spoken_of_yet_gets_its_words_beside_the_others() -> None:
    for code in ("A", "B"):
        staffed(code, 14, left={1: 1})
    day = insights.block(15)
    panel = company_panel(until=day)
    assert len(make_outlooks(panel, on=day)) == 2
    kept = Outlook.objects.get(unit="A").pk
    Outlook.objects.filter(unit="B").delete()
    assert [one.unit for one in make_outlooks(panel, on=day)] == ["B"]
    assert make_outlooks(panel, on=day) == []
    assert Outlook.objects.get(unit="A").pk == kept


def test_a_unit_nobody_spoke_of_has_none() -> None:
    assert outlook_of("A") is None
