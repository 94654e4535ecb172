"""Campaigns that run: who is asked, when, what, and never too much."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from people.models import Person
from surveys.ballots import issue
from surveys.campaigns.fatigue import Cap
from surveys.campaigns.forms import cell_questions
from surveys.campaigns.running import open_wave, run_campaigns
from surveys.exceptions import AnswersRefusedError
from surveys.intake import submit
from surveys.invitations import invite
from surveys.models import Campaign, CampaignWave, Invitation, Questionnaire, Wave
from surveys.results import release_results
from surveys.waves import close_wave
from tests.factories import people
from tests.factories import surveys as make

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 6, 1)
DAY = timedelta(days=1)


def pulse() -> Questionnaire:
    asked = [
        make.question(f"{name}{number}", construct=name)
        for name in ("rest", "pay", "team")
        for number in (1, 2)
    ]
    return make.questionnaire(make.question("core", construct="core"), *asked)


def campaign(trigger: str = "recurring", **fields: Any) -> Campaign:
    given: dict[str, Any] = {"title": make.both("Pulse"), "starts_on": MONDAY, "trigger": trigger} | fields
    if "questionnaire" not in fields:
        given["questionnaire"] = pulse()
    return Campaign.objects.create(**given)


def opened(of: Campaign, on: date, **more: Any) -> Wave:
    wave = open_wave(of, on=on, **more)
    assert wave is not None
    return wave


def test_a_wave_opens_when_it_is_due_and_never_on_a_weekend() -> None:
    make.company()
    running = campaign()
    first = opened(running, MONDAY)
    assert (first.opens_on, first.closes_on) == (MONDAY, MONDAY + 6 * DAY)
    assert [open_wave(running, on=MONDAY + after * DAY) for after in (0, 1, 13)] == [None] * 3
    assert open_wave(running, on=MONDAY + 19 * DAY) is None  # a Saturday
    assert opened(running, MONDAY + 21 * DAY).pk != first.pk
    assert list(running.waves.order_by("number").values_list("number", flat=True)) == [0, 1]


@pytest.mark.parametrize(
    "fields",
    [
        {"is_paused": True},
        {"starts_on": MONDAY + DAY},
        {"starts_on": MONDAY - 9 * DAY, "ends_on": MONDAY - DAY},
    ],
)
def test_nothing_opens_outside_its_time(fields: dict[str, Any]) -> None:
    make.company()
    assert open_wave(campaign(**fields), on=MONDAY) is None


def test_once_is_once() -> None:
    make.company()
    running = campaign("once")
    opened(running, MONDAY)
    assert open_wave(running, on=MONDAY + 28 * DAY) is None


def test_everybody_of_a_cell_gets_the_same_form_and_a_cycle_asks_everything() -> None:
    make.company({"A": 12, "B": 12, "C": 12})
    running = campaign(most_items=4, core=["core"])
    seen: dict[str, set[str]] = {}
    for number in range(2):
        wave = opened(running, MONDAY + 14 * number * DAY)
        for cell in wave.cells.all():
            keys = {one.key for one in cell_questions(cell)}
            assert "core" in keys
            assert len(keys) <= 4
            seen.setdefault(cell.code, set()).update(keys)
    everything = set(running.questionnaire.questions.values_list("key", flat=True))
    assert seen == {"A": everything, "B": everything, "C": everything}
    assert CampaignWave.objects.filter(blocks=2).count() == 2


def test_page_and_intake_know_the_questions_of_the_form_alone(client: Any) -> None:
    make.company()
    wave = opened(campaign(most_items=4, core=["core"]), MONDAY)
    _, token = invite(wave=wave)[0]
    ballot = issue(link_token=token, on=MONDAY)
    asked = {one.key for one in cell_questions(ballot.cell)}
    page = client.get(reverse("surveys:ballot", args=[ballot.token])).content.decode()
    for key in wave.questionnaire.questions.values_list("key", flat=True):
        assert (f'id="q-{key}"' in page) is (key in asked)
    other = next(one.key for one in wave.questionnaire.questions.all() if one.key not in asked)
    with pytest.raises(AnswersRefusedError):
        submit(ballot_token=ballot.token, answers={other: 3})
    assert not submit(ballot_token=ballot.token, answers={"core": 3}).stored_before


def test_nobody_is_asked_beyond_the_cap() -> None:
    make.company()
    running = campaign(every_days=7)
    cap = Cap(items=14, surveys=9)
    for week in range(5):
        wave = open_wave(running, on=MONDAY + 7 * week * DAY, cap=cap)
        if wave is not None:
            invite(wave=wave)
        assert (wave is not None) is (week in (0, 1, 4))  # seven questions a wave, fourteen in 28 days


@pytest.mark.parametrize(("trigger", "after"), [("joined", 0), ("joined_30", 30), ("joined_90", 90)])
def test_those_who_joined_are_asked_once_when_they_fill_a_cell(trigger: str, after: int) -> None:
    root = make.company({"A": 12})
    unit = people.unit("NEW", root)
    running = campaign(trigger, starts_on=date(2026, 1, 1))
    on = MONDAY
    people.members(unit, 6, start=on - after * DAY - DAY)
    assert open_wave(running, on=on) is None
    people.members(unit, 4, start=on - after * DAY)
    wave = opened(running, on)
    assert wave.roster is not None
    assert wave.roster.entries.count() == 10
    assert open_wave(running, on=on + DAY) is None


def test_those_who_moved_are_asked_and_those_who_came_back_from_nowhere_are_not() -> None:
    root = make.company({"A": 20})
    unit = people.unit("B", root)
    for place, membership in enumerate(list(Person.objects.all())):
        old = membership.memberships.get()
        if place < 12:
            old.end = MONDAY
            old.save()
            people.member(unit if place < 11 else old.unit, MONDAY, person=membership)
    wave = opened(campaign("moved"), MONDAY)
    assert wave.roster is not None
    assert wave.roster.entries.count() == 11


def leave(number: int, on: date) -> None:
    """So many people leave the company on a day, those who come first among those who are still here."""
    staying = Person.objects.filter(memberships__end=None).order_by("code")
    for person in list(staying)[:number]:
        person.memberships.update(end=on, left_company=True)


def leaving(**fields: Any) -> Campaign:
    return campaign("leaving", questionnaire=make.questionnaire(key="leaving", purpose="exit"), **fields)


def test_leavers_are_asked_together_once_when_their_quarter_is_over() -> None:
    make.company({"A": 30})
    running = leaving(starts_on=date(2026, 1, 1))
    leave(6, date(2026, 4, 7))
    leave(5, date(2026, 6, 30))
    leave(3, date(2026, 7, 1))  # they belong to the next quarter

    assert open_wave(running, on=date(2026, 6, 30)) is None
    wave = opened(running, date(2026, 7, 1))
    assert wave.roster is not None
    assert (wave.kind, wave.roster.entries.count(), Invitation.objects.count()) == ("exit", 11, 0)
    assert open_wave(running, on=date(2026, 9, 30)) is None


def test_a_leaver_answers_from_the_smallest_unit_whose_pool_is_full() -> None:
    root = people.unit("ROOT")
    sales, works = people.unit("SALES", root), people.unit("WORKS", root)
    sizes = {people.unit("S1", sales): 10, people.unit("S2", sales): 4, people.unit("S3", sales): 7}
    sizes |= {people.unit("W1", works): 6, people.unit("W2", works): 5}
    for unit, size in sizes.items():
        for membership in people.members(unit, size):
            membership.end, membership.left_company = date(2026, 5, 12), True
            membership.save()

    wave = opened(leaving(starts_on=date(2026, 1, 1)), date(2026, 7, 1))

    pools = {tuple(cell.covers): cell.roster_size for cell in wave.cells.all()}
    assert pools == {("S1",): 10, ("S2", "S3"): 11, ("W1", "W2"): 11}


def test_too_few_leavers_wait_for_those_of_the_next_quarter() -> None:
    make.company({"A": 40})
    running = leaving(starts_on=date(2026, 1, 1))
    leave(4, date(2026, 2, 10))
    assert open_wave(running, on=date(2026, 4, 1)) is None
    leave(6, date(2026, 5, 11))

    wave = opened(running, date(2026, 7, 1))
    assert wave.roster is not None
    assert wave.roster.entries.count() == 10


def test_an_exit_wave_is_released_once_and_later_leavers_change_nothing_in_it() -> None:
    make.company({"A": 40})
    running = leaving(starts_on=date(2026, 1, 1))
    leave(12, date(2026, 5, 12))
    wave = opened(running, date(2026, 7, 1))
    for _, token in invite(wave=wave):
        submit(ballot_token=issue(link_token=token, on=wave.opens_on).token, answers={"q1": 2})
    close_wave(wave=wave, on=wave.closes_on, actor="system")
    table = release_results(wave=wave, on=wave.closes_on)
    before = list(table.cells.values_list("unit", "item", "mean", "n_band"))
    leave(12, date(2026, 8, 3))
    opened(running, date(2026, 10, 1))

    assert before
    assert release_results(wave=wave, on=date(2026, 10, 9)).pk == table.pk
    assert list(table.cells.values_list("unit", "item", "mean", "n_band")) == before


def test_invitations_wait_for_the_morning_of_each_person() -> None:
    make.company({"A": 12})
    Person.objects.filter(pk__in=[one.pk for one in Person.objects.all()[:5]]).update(
        time_zone="Asia/Shanghai", region="CN"
    )
    campaign()
    assert run_campaigns(now=datetime(2026, 6, 1, 1, tzinfo=UTC)) == (1, 5)
    assert run_campaigns(now=datetime(2026, 6, 1, 2, tzinfo=UTC)) == (0, 0)
    assert run_campaigns(now=datetime(2026, 6, 1, 9, tzinfo=UTC)) == (0, 7)
    assert len({message.to[0] for message in mail.outbox}) == len(mail.outbox) == 12
