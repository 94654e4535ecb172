"""The pages of campaigns as a browser without script sees them."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from engagement.tasks import run_campaigns
from people.enums import Role
from privacy.models import LedgerEntry
from surveys.ballots import issue
from surveys.campaigns.running import open_wave
from surveys.invitations import invite
from surveys.models import Campaign, Questionnaire, Wave
from tests.factories import people
from tests.factories import surveys as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.force_login(people.account(Role.HR))
    return client


def pulse() -> Questionnaire:
    return make.questionnaire(
        *(make.question(f"q{number}", construct=f"c{number % 4}") for number in range(12))
    )


def wanted(**fields: Any) -> dict[str, Any]:
    return {
        "title_en": "Pulse", "title_zh": "脉搏", "trigger": "recurring", "starts_on": timezone.localdate().isoformat(),
        "every_days": 14, "open_days": 7, "most_items": 5, "core": ["q0"],
    } | fields  # fmt: skip


def planned(**fields: Any) -> Campaign:
    given = {"trigger": "recurring", "starts_on": timezone.localdate(), "title": make.both("Pulse")} | fields
    return Campaign.objects.create(questionnaire=pulse(), **given)


def at(name: str, *arguments: object) -> str:
    return reverse(f"campaigns:{name}", args=arguments)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.OPERATOR, Role.DPO, None])
def test_nobody_but_hr_comes_in(role: Role | None) -> None:
    made = planned()
    client = Client()
    if role:
        unit = people.unit("X") if role == Role.MANAGER else None
        client.force_login(people.account(*([] if unit else [role]), manages=unit))
    refused = HTTPStatus.FORBIDDEN if role else HTTPStatus.FOUND
    for page in (at("home"), at("new", made.questionnaire_id), at("campaign", made.pk)):
        assert client.get(page).status_code == refused
    assert client.post(at("change", made.pk), {"verb": "end"}).status_code == refused
    assert Campaign.objects.exists()


def test_a_campaign_is_planned_and_stands_in_the_list(browser: Client) -> None:
    asked = pulse()
    answer = browser.post(at("new", asked.pk), wanted())
    made = Campaign.objects.get()
    assert answer.headers["Location"] == at("campaign", made.pk)
    assert (made.most_items, made.core, made.title) == (5, ["q0"], {"en": "Pulse", "zh": "脉搏"})
    page = browser.get(answer.headers["Location"]).content.decode()
    assert "After 3 waves (42 days)" in page
    assert "Pulse" in browser.get(at("home")).content.decode()
    entry = LedgerEntry.objects.get(action="campaign_planned")
    assert entry.actor.startswith("hr ")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"most_items": 1}, "expected room for the core"),
        ({"open_days": 20}, "still be open when the next one begins"),
        ({"starts_on": "2020-01-01"}, "Choose today or a later day."),
        ({"trigger": "leaving"}, "not one of the available choices"),
        ({"core": ["gone"]}, "not one of the available choices"),
        ({"every_days": 0}, "greater than or equal to 1"),
    ],
)
def test_a_wrong_plan_says_what_is_wrong_and_stores_nothing(
    browser: Client, fields: dict[str, Any], said: str
) -> None:
    answer = browser.post(at("new", pulse().pk), wanted(**fields))
    assert answer.status_code == HTTPStatus.OK
    assert said in answer.content.decode()
    assert not Campaign.objects.exists()


def test_an_exit_questionnaire_goes_to_people_who_leave(browser: Client) -> None:
    asked = make.questionnaire(make.question("a"), purpose="exit")
    page = browser.get(at("new", asked.pk)).content.decode()
    assert 'value="leaving"' in page
    assert 'value="recurring"' not in page


@pytest.mark.parametrize(("verb", "state"), [("pause", "paused"), ("end", "ended"), ("nonsense", "running")])
def test_a_campaign_is_paused_and_ended(browser: Client, verb: str, state: str) -> None:
    make.company()
    made = planned()
    _wave(made)
    browser.post(at("change", made.pk), {"verb": verb})
    assert browser.get(at("campaign", made.pk)).context["page"].row.state == state
    browser.post(at("change", made.pk), {"verb": "resume"})
    assert browser.get(at("campaign", made.pk)).context["page"].row.state == (
        "ended" if state == "ended" else "running"
    )


def test_ending_what_never_was_sent_goes_back_to_the_list(browser: Client) -> None:
    answer = browser.post(at("change", planned().pk), {"verb": "end"})
    assert answer.headers["Location"] == at("home")
    assert not Campaign.objects.exists()


def _wave(of: Campaign) -> Wave:
    """The wave of a campaign, opened on the first working day from its start."""
    day = of.starts_on
    while (wave := open_wave(of, on=day)) is None:
        day += timedelta(days=1)
    return wave


def test_the_collection_rate_is_shown_and_no_result(browser: Client) -> None:
    make.company({"A": 12, "B": 12})
    made = planned()
    wave = _wave(made)
    for _, token in invite(wave=wave)[:6]:
        issue(link_token=token, on=wave.opens_on)
    page = browser.get(at("campaign", made.pk))
    assert "Wave 1: 6 of 24 ballots collected (25%)" in page.content.decode()
    assert page.context["page"].waves[0].collection.collected == 6


def test_whom_the_cap_spares_is_counted(browser: Client) -> None:
    make.company({"A": 12, "B": 12})
    made = planned(most_items=5)
    for _round in range(7):
        invite(
            wave=make.wave(made.questionnaire, opens_on=timezone.localdate(), closes_on=timezone.localdate())
        )
    page = browser.get(at("campaign", made.pk)).context["page"]
    assert (page.to_ask, page.spared) == (0, 24)


def test_beat_runs_campaigns_every_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = settings.CELERY_BEAT_SCHEDULE["run-campaigns"]
    assert entry["task"] == run_campaigns.name
    assert len(entry["schedule"].hour) == 24
    make.company({"A": 12, "B": 12})
    made = planned(starts_on=timezone.localdate() - timedelta(days=1))
    monday = timezone.now().replace(hour=10) + timedelta(days=(-timezone.localdate().weekday()) % 7)
    monkeypatch.setattr("django.utils.timezone.now", lambda: monday)
    run_campaigns()
    assert made.waves.count() == 1
