from datetime import timedelta

import pandas as pd
import pytest

from engagement.insights.models import AlertRecord, Theme
from engagement.insights.record import LEAST_JUDGED
from engagement.insights.records import keep_records, record_for
from tests.factories import insights

pytestmark = pytest.mark.django_db
BLOCKS = 24
OPENED = insights.block(10)
TODAY = insights.block(BLOCKS)
UNITS = [f"U{number}" for number in range(8)]
RISEN = UNITS[:3]


def company() -> pd.DataFrame:
    """Eight units of forty; three lose eight people in block 13."""
    rows = [
        (unit, pd.Timestamp(insights.block(place)), 40, 8 if unit in RISEN and place == 13 else place % 2)
        for unit in UNITS
        for place in range(BLOCKS)
    ]
    return pd.DataFrame(rows, columns=["unit", "block", "headcount", "leavers"])


def test_a_theme_with_enough_alerts_speaks_for_itself() -> None:
    for unit in UNITS[:LEAST_JUDGED]:
        insights.alert(unit, opened_on=OPENED)
    keep_records(company(), on=TODAY)
    found, is_own = record_for(Theme.MEETING_MARATHON)
    assert is_own
    assert (found.judged, found.preceded, found.usual) == (LEAST_JUDGED, 3, 0.0)
    assert found.weeks == 4


def test_few_alerts_of_a_theme_lean_on_all_of_them() -> None:
    for unit in UNITS[: LEAST_JUDGED - 1]:
        insights.alert(unit, opened_on=OPENED)
    insights.alert(UNITS[4], opened_on=OPENED, theme=Theme.BURNOUT)
    keep_records(company(), on=TODAY)
    found, is_own = record_for(Theme.BURNOUT)
    assert not is_own
    assert (found.judged, found.preceded) == (LEAST_JUDGED, 3)


def test_without_a_record_nothing_is_claimed() -> None:
    assert not record_for(Theme.BURNOUT)[0].is_telling
    keep_records(company(), on=TODAY)
    assert not record_for(Theme.BURNOUT)[0].is_telling
    assert AlertRecord.objects.count() == len(Theme.values) + 1


def test_a_day_later_it_is_reckoned_again() -> None:
    keep_records(company(), on=TODAY)
    keep_records(company(), on=TODAY + timedelta(days=1))
    assert set(AlertRecord.objects.values_list("made_on", flat=True)) == {TODAY + timedelta(days=1)}
