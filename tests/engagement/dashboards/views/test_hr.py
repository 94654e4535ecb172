from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.enums import Role
from privacy.models import LedgerEntry, ReleasedCell
from surveys.enums import WaveState
from surveys.models import Wave
from tests.factories import dashboards, insights, people, surveys
from tests.factories.dashboards import World


@pytest.fixture
def hr(client: Client, world: World) -> Client:
    client.force_login(world.hr)
    return client


def page(client: Client, world: World, unit: str = "") -> str:
    response = client.get(reverse("dashboards:hr_wave", args=[world.wave.pk]), {"unit": unit} if unit else {})
    assert response.status_code == 200
    return response.content.decode()


def test_home_shows_waves_alerts_and_what_is_coming(hr: Client, world: World) -> None:
    text = hr.get("/hr/").content.decode()
    assert "Wave 0" in text
    assert "Meeting marathon" in text
    assert "The running four-week block of signals ends" in text


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_wave_page_names_who_carries_what_is_missing(hr: Client, world: World, language: str) -> None:
    hr.cookies.load({"django_language": language})
    text = page(hr, world)
    words = {"en": "Unit C: included in Acme", "zh-hans": "C部：并入阿克梅"}
    assert words[language] in text


def test_drill_down_offers_released_units_only(hr: Client, world: World) -> None:
    text = page(hr, world)
    assert "?unit=A" in text
    assert "?unit=C" not in text


@pytest.mark.parametrize("unit", ["C", "NOWHERE"])
def test_a_unit_that_was_not_released_has_no_page(hr: Client, world: World, unit: str) -> None:
    assert hr.get(reverse("dashboards:hr_wave", args=[world.wave.pk]), {"unit": unit}).status_code == 404


def test_only_released_numbers_stand_on_the_page(hr: Client, world: World) -> None:
    response = hr.get(reverse("dashboards:hr_wave", args=[world.wave.pk]))
    results = response.context["page"].results
    shown = {figure.low for row in results.rows for figure in row.figures}
    assert shown == {
        float(one or 0)
        for one in ReleasedCell.objects.filter(item="engaged").values_list("favourable_low", flat=True)
    }


def test_opening_is_written_down_once(hr: Client, world: World) -> None:
    for _ in range(2):
        page(hr, world)
    page(hr, world, "A")
    assert list(LedgerEntry.objects.filter(action="view").values_list("units", flat=True)) == [
        ["ROOT"],
        ["A"],
    ]


def test_an_open_wave_shows_totals_and_no_result(hr: Client, world: World) -> None:
    wave = insights.wave(world.wave.questionnaire, 3, state=WaveState.OPEN)
    response = hr.get(reverse("dashboards:hr_wave", args=[wave.pk]))
    assert response.context["page"].results is None
    assert "Answers are coming in" in response.content.decode()
    assert not LedgerEntry.objects.filter(action="view").exists()


def test_a_wave_without_any_group_says_so(hr: Client, world: World) -> None:
    wave = insights.wave(world.wave.questionnaire, 3, tree={"ROOT": None})
    assert (
        "No group is large enough" in hr.get(reverse("dashboards:hr_wave", args=[wave.pk])).content.decode()
    )


def test_export_is_a_file_of_released_cells(hr: Client, world: World) -> None:
    response = hr.get(reverse("dashboards:hr_export", args=[world.wave.pk]))
    lines = response.getvalue().decode().strip().splitlines()
    assert len(lines) == 1 + ReleasedCell.objects.count()
    assert "attachment" in response.headers["Content-Disposition"]


def test_nothing_of_an_open_wave_can_be_exported(hr: Client, world: World) -> None:
    wave = insights.wave(world.wave.questionnaire, 3, state=WaveState.OPEN)
    assert hr.get(reverse("dashboards:hr_export", args=[wave.pk])).status_code == 404


@pytest.mark.django_db
def test_closing_asks_first_then_releases(client: Client) -> None:
    surveys.company({"A": 12, "B": 12})
    wave = surveys.wave()
    surveys.answer(wave, {"q1": 4, "q2": 7})
    client.force_login(people.account(Role.HR))
    where = reverse("dashboards:hr_close", args=[wave.pk])
    assert "It cannot be undone." in client.get(where).content.decode()
    assert Wave.objects.get(pk=wave.pk).state == WaveState.OPEN
    response = client.post(where, follow=True)
    assert Wave.objects.get(pk=wave.pk).state == WaveState.RELEASED
    assert "Its results are released" in response.content.decode()
    assert LedgerEntry.objects.get(action="close_wave").actor == "hr Ann Example"


@pytest.mark.django_db
def test_launch_shows_the_cells_and_invites(
    client: Client, django_capture_on_commit_callbacks: object
) -> None:
    surveys.company({"A": 12, "B": 6, "C": 6})
    client.force_login(people.account(Role.HR))
    response = client.get("/hr/launch/")
    assert response.context["preview"].people == 24
    assert [label for label, _size in response.context["preview"].merged] == ["B + C"]
    today = timezone.localdate()
    sent = {
        "title_en": "Autumn", "title_zh": "秋天", "opens_on": today.isoformat(),
        "closes_on": (today + timedelta(days=9)).isoformat(),
    }  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        launched = client.post("/hr/launch/", sent)
    wave = Wave.objects.get()
    assert launched.headers["Location"] == reverse("dashboards:hr_wave", args=[wave.pk])
    assert (wave.title, wave.state, wave.invitations.count()) == ({"en": "Autumn", "zh": "秋天"}, "open", 24)
    assert len(mail.outbox) == 24


@pytest.mark.django_db
def test_launch_with_dates_the_wrong_way_round_launches_nothing(client: Client) -> None:
    surveys.company({"A": 12})
    client.force_login(people.account(Role.HR))
    response = client.post(
        "/hr/launch/", {"title_en": "A", "title_zh": "B", "opens_on": "2020-01-01", "closes_on": "2019-01-01"}
    )
    assert set(response.context["form"].errors) == {"opens_on", "closes_on"}
    assert not Wave.objects.exists()


@pytest.mark.django_db
def test_launch_without_enough_people_says_why(client: Client) -> None:
    surveys.company({"A": 3})
    client.force_login(people.account(Role.HR))
    response = client.get("/hr/launch/")
    assert response.context["preview"].refused
    assert "Launch and invite" not in response.content.decode()


def test_questionnaire_in_words(hr: Client, world: World) -> None:
    asked = surveys.questionnaire(
        surveys.question("q1"),
        surveys.question("why", "single", show_if={"question": "q1", "op": "le", "value": 2}),
    )
    text = hr.get(reverse("dashboards:hr_questionnaire", args=[asked.pk])).content.decode()
    assert "asked if the answer to question 1 is 2 or lower" in text
    assert "Text of q1（中文）" in text


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def test_home_asks_the_database_as_often_for_three_waves_as_for_one(hr: Client, world: World) -> None:
    hr.get("/hr/")
    once = queries(hr, "/hr/")
    for number in (1, 2):
        dashboards.released_wave(number)
        insights.alert("B", theme=["burnout", "engagement_drop"][number - 1])
    hr.get("/hr/")  # counts of a wave that is over are kept when they are asked for first
    assert queries(hr, "/hr/") == once


def test_wave_page_asks_as_often_for_three_waves_as_for_one(hr: Client, world: World) -> None:
    where = reverse("dashboards:hr_wave", args=[world.wave.pk])
    hr.get(where)
    once = queries(hr, where)
    for number in (1, 2):
        dashboards.released_wave(number)
    assert queries(hr, where) == once
