"""Making, pausing and ending a campaign."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from privacy.models import LedgerEntry
from surveys.campaigns.exceptions import CampaignRefusedError, Refusal
from surveys.campaigns.planning import (
    Plan,
    end_campaign,
    is_ended,
    pause_campaign,
    plan_campaign,
    resume_campaign,
)
from surveys.campaigns.running import open_wave
from surveys.exceptions import RotationError
from surveys.models import Campaign, Wave
from tests.factories import surveys as make

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 6, 1)
DAY = timedelta(days=1)
WHO = "hr Ann"


def plan(*keys: str, purpose: str = "pulse", **fields: Any) -> Plan:
    asked = make.questionnaire(*(make.question(key) for key in keys or ("a", "b", "c")), purpose=purpose)
    given: dict[str, Any] = {
        "title": make.both("Pulse"),
        "trigger": "recurring",
        "starts_on": MONDAY,
    } | fields
    return Plan(questionnaire=asked, **given)


def actions() -> Sequence[str]:
    return list(LedgerEntry.objects.order_by("number").values_list("action", flat=True))


def test_a_planned_campaign_is_stored_as_planned_and_noted() -> None:
    made = plan_campaign(plan(most_items=2, core=["a"], every_days=28, open_days=14), actor=WHO)
    stored = Campaign.objects.get()
    assert (stored.pk, stored.most_items, stored.core, stored.every_days) == (made.pk, 2, ["a"], 28)
    entry = LedgerEntry.objects.get()
    assert (entry.action, entry.actor, entry.subject) == ("campaign_planned", WHO, f"campaign {made.pk}")


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        ({"trigger": "leaving"}, Refusal.PURPOSE),
        ({"purpose": "exit", "trigger": "once"}, Refusal.PURPOSE),
        ({"ends_on": MONDAY - DAY}, Refusal.ENDS_BEFORE),
        ({"core": ["gone"]}, Refusal.QUESTIONS),
        ({"every_days": 7, "open_days": 8}, Refusal.OVERLAP),
    ],
)
def test_what_could_never_be_sent_is_refused_and_nothing_is_stored(
    wanted: dict[str, Any], reason: Refusal
) -> None:
    with pytest.raises(CampaignRefusedError) as refused:
        plan_campaign(plan(**wanted), actor=WHO)
    assert refused.value.reason == reason
    assert str(refused.value).endswith(".")
    assert (Campaign.objects.count(), actions()) == (0, [])


def test_a_share_that_holds_no_question_beside_the_core_is_refused() -> None:
    with pytest.raises(RotationError):
        plan_campaign(plan(most_items=1, core=["a"]), actor=WHO)
    assert not Campaign.objects.exists()


def test_a_wave_may_touch_the_next_one_but_not_overlap_it() -> None:
    assert plan_campaign(plan(every_days=7, open_days=7), actor=WHO).pk


def test_a_paused_campaign_opens_nothing_until_it_goes_on() -> None:
    make.company()
    made = plan_campaign(plan(), actor=WHO)
    pause_campaign(made, actor=WHO)
    pause_campaign(made, actor=WHO)
    assert open_wave(made, on=MONDAY) is None
    resume_campaign(made, on=MONDAY, actor=WHO)
    assert open_wave(made, on=MONDAY) is not None
    assert actions()[:3] == ["campaign_planned", "campaign_paused", "campaign_resumed"]


def test_an_ended_campaign_stays_ended_and_its_open_wave_stays_open() -> None:
    make.company()
    made = plan_campaign(plan(), actor=WHO)
    open_wave(made, on=MONDAY)
    end_campaign(made, on=MONDAY + DAY, actor=WHO)
    end_campaign(made, on=MONDAY + 2 * DAY, actor=WHO)
    assert (made.ends_on, is_ended(made, MONDAY + DAY)) == (MONDAY + DAY, True)
    assert open_wave(made, on=MONDAY + 14 * DAY) is None
    assert Wave.objects.get().state == "open"
    with pytest.raises(CampaignRefusedError):
        resume_campaign(made, on=MONDAY + DAY, actor=WHO)
    assert actions().count("campaign_ended") == 1


def test_a_campaign_that_never_sent_anything_leaves_nothing_but_its_notes() -> None:
    made = plan_campaign(plan(), actor=WHO)
    end_campaign(made, on=MONDAY, actor=WHO)
    assert (Campaign.objects.count(), actions()) == (0, ["campaign_planned", "campaign_ended"])


def test_a_last_day_is_a_day_of_the_campaign() -> None:
    made = plan_campaign(plan(ends_on=MONDAY), actor=WHO)
    assert [is_ended(made, MONDAY + after * DAY) for after in (0, 1)] == [False, True]
