"""Two groups of k - 1 people, whose answers nobody else gave, looked for on every page, export and API of the site.

QUIET has twelve people of whom four answered; TINY has four people. Everybody else answers 2 or 3 out of 10, these
eight people 8 to 10, so that their mean, wherever it appeared, could be nobody else's.
"""

import io
import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from openpyxl import Workbook
from pytest_django import Settings

from engagement.actions.models import Plan
from engagement.actions.plans import adopt
from engagement.insights.alerts import acknowledge
from engagement.insights.models import Alert
from engagement.pipeline import wave_closed
from people.enums import Role
from people.models import Account, Membership, Unit
from privacy.models import LedgerEntry, ReleasedCell
from surveys.ballots import issue
from surveys.intake import submit
from surveys.invitations import invite
from surveys.models import Questionnaire, Wave
from tests.attacks.surface import Page, objects, readable, routes, seen, visit
from tests.factories import insights, people, surveys

pytestmark = pytest.mark.django_db

SIZES = {"N1": ("NORTH", 15), "QUIET": ("NORTH", 12), "S1": ("SOUTH", 14), "TINY": ("SOUTH", 4)}
SMALL = {"QUIET": [9, 10, 9, 10], "TINY": [8, 9, 8, 9]}
TELLING = re.compile(r"(?<![\d.,:])(?:9[.,]50?|8[.,]50?)(?![\d.,]*\d)")
WORDS = {"QUIET": "xylophone", "TINY": "marzipan"}
OPENS = date(2026, 3, 2)
LEAVES_THE_SITE = ["account_logout"]


@pytest.fixture
def site() -> None:
    """A company with two released waves, comments, an alert and a plan."""
    root = people.unit("ROOT", name="Acme")
    sides = {side: people.unit(side, root, name=side.title()) for side in ("NORTH", "SOUTH")}
    units = {code: people.unit(code, sides[side], name=f"Team {code}") for code, (side, _) in SIZES.items()}
    for code, (_, size) in SIZES.items():
        people.members(units[code], size)
    asked = surveys.questionnaire(
        surveys.question("load", "scale10", construct="workload"),
        surveys.question("mood", construct="engagement"),
        surveys.question("why", "text"),
    )
    for number in range(2):
        _wave(asked, OPENS + timedelta(days=28 * number))
    people.account(Role.HR, email="hr@example.org")
    people.account(Role.DPO, email="dpo@example.org")
    people.account(Role.OPERATOR, email="operator@example.org")
    people.account(email="employee@example.org")
    people.account(manages=units["QUIET"], email="quiet@example.org")
    top = people.account(manages=root, email="top@example.org")
    alert = acknowledge(alert=insights.alert("NORTH"), by=top, on=date(2026, 5, 4))
    adopt(alert=alert, template_key="no_meeting_friday", owner=top, on=date(2026, 5, 4))


def _wave(asked: Questionnaire, opens: date) -> None:
    wave = surveys.wave(asked, opens_on=opens, closes_on=opens + timedelta(days=13))
    unit_of = dict(Membership.objects.values_list("person_id", "unit__code"))
    given = {code: iter(values) for code, values in SMALL.items()}
    for invitation, token in invite(wave=wave):
        unit = unit_of[invitation.person_id]
        load = next(given[unit], None) if unit in given else 2 + invitation.person_id % 2
        if load is not None:
            ballot = issue(link_token=token, on=opens)
            text = f"The workload is too high {WORDS.get(unit, 'here')}"
            submit(ballot_token=ballot.token, answers={"load": load, "mood": 1 + load // 3, "why": text})
    wave_closed(wave.pk, on=opens + timedelta(days=14))


def _candidates() -> dict[str, list[str]]:
    """Return what may stand in an address, by the name of the placeholder; "" is for every other name."""
    units = list(Unit.objects.values_list("code", flat=True))
    cells = ReleasedCell.objects.filter(unit__in=["ROOT", "NORTH", "SOUTH"])[:6]
    keys = {
        model: [str(key) for key in model._default_manager.values_list("pk", flat=True)]
        for model in (Wave, Alert, Plan, Questionnaire)
    }
    return {
        "": [
            *units,
            *(key for found in keys.values() for key in found),
            *(str(cell.pk) for cell in cells),
            "1",
            "hr",
        ],
        "unit": units,
        "code": units,
        "wave_id": keys[Wave],
        "alert_id": keys[Alert],
        "plan_id": keys[Plan],
        "position": ["1"],
        "template": ["no_meeting_friday", "unknown"],
        "role": ["hr", "manager", "employee"],
        "key": ["x"],
        "uidb36": ["x"],
        "link_token": ["x" * 20],
        "ballot_token": ["x" * 20],
    }


def _everybody() -> Iterator[tuple[str, Client]]:
    yield "anonymous", Client()
    for account in Account.objects.order_by("email"):
        client = Client()
        client.force_login(account)
        yield account.email.split("@")[0], client


def _pages() -> list[Page]:
    candidates = _candidates()
    return [
        page
        for role, client in _everybody()
        for page in visit(client, role, candidates, skip=LEAVES_THE_SITE)
    ]


def _leaks(page: Page) -> list[str]:
    """Return what a page says about a small group that nobody may know."""
    found = [word for word in WORDS.values() if word in page.text]
    found += TELLING.findall(page.text)
    for one in objects(page):
        covered = set(one.get("covers") or one.get("units") or [])
        if covered and covered <= set(SMALL) and len(covered) == 1:
            found.append(f"a line about {covered}")
    return found


def test_no_page_says_anything_of_a_group_under_k(site: None) -> None:
    pages = _pages()

    assert {page.address: page.status for page in pages if page.status >= 500} == {}
    assert {(page.role, page.address): _leaks(page) for page in pages if _leaks(page)} == {}
    reached = {page.route for page in pages if page.status == 200}
    assert {
        "home",
        "hr_home",
        "hr_wave",
        "hr_export",
        "team",
        "transparency",
        "plan",
        "releasedcell-list",
    } <= reached


def test_the_pages_do_show_results(site: None) -> None:
    # Otherwise finding nothing above would mean nothing.
    client = Client()
    client.force_login(Account.objects.get(email="hr@example.org"))
    wave = Wave.objects.order_by("opens_on").last()
    assert wave is not None
    north = ReleasedCell.objects.get(
        table__source=str(wave.pk), item="load", unit="NORTH", is_remainder=False
    )

    page = seen(client.get(f"/hr/waves/{wave.pk}/").content.decode())

    assert north.mean is not None
    assert f"{north.mean:.1f}" in page or f"{north.favourable_low}" in page


def test_the_small_groups_are_in_the_answers_and_in_no_line(site: None) -> None:
    covers = [set(cell.covers) for cell in ReleasedCell.objects.all()]

    assert any("QUIET" in units for units in covers)
    assert any("TINY" in units for units in covers)
    assert {"QUIET"} not in covers
    assert {"TINY"} not in covers


def test_the_ledger_says_nothing_of_answers(site: None) -> None:
    entries = repr(list(LedgerEntry.objects.values()))

    assert not TELLING.search(entries)
    assert not any(word in entries for word in WORDS.values())


def test_mails_say_nothing_of_a_group_under_k(site: None, mailoutbox: list[EmailMessage]) -> None:
    texts = [f"{mail.subject} {mail.message().as_string()}" for mail in mailoutbox]

    assert not [
        text for text in texts if TELLING.search(text) or any(word in text for word in WORDS.values())
    ]


def test_what_stands_in_a_workbook_is_read() -> None:
    book = Workbook()
    book.active["A1"] = "marzipan"
    saved = io.BytesIO()
    book.save(saved)

    assert "marzipan" in readable(saved.getvalue())


def _leaking_view(request: HttpRequest, unit: str) -> HttpResponse:
    return HttpResponse(f"<td>{unit}</td><td>9.5</td>")


urlpatterns = [path("stats/<str:unit>/", _leaking_view, name="stats"), path("", include("engagement.urls"))]


def test_a_new_page_that_leaks_is_found(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__
    people.unit("QUIET")

    pages = list(visit(Client(), "anonymous", _candidates(), skip=[*LEAVES_THE_SITE, "home"]))

    assert {page.address for page in pages if _leaks(page)} == {"/stats/QUIET/"}


def test_routes_are_all_of_the_site() -> None:
    known = {route.name: route for route in routes()}

    assert known["hr_wave"].pattern == "/hr/waves/{wave_id}/"
    assert known["unit-detail"].pattern == "/api/units/{code}/"
    assert known["account_login"].placeholders == ()
    assert not [route.pattern for route in known.values() if "(?P" in route.pattern or "<" in route.pattern]


@pytest.mark.parametrize(
    ("body", "leaks"),
    [
        ("<td>9.5</td>", True),
        ('<i data-mean="8.50">', True),
        ('<script type="application/json">[9.5]</script>', True),
        ('<svg><path d="M9.5 8.5"/></svg><script>x=9.5</script>', False),
        ("<td>19.5</td><td>9.52</td><td>8.5.1</td>", False),
        ("the xylophone", True),
    ],
)
def test_leaks_are_seen_where_a_reader_would_see_them(body: str, leaks: bool) -> None:
    assert bool(_leaks(Page("hr", "x", "/", 200, seen(body)))) is leaks
