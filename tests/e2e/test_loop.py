"""The whole loop in a browser over four waves: what leavers kept quiet about becomes an alert in a living unit, the
alert a plan, the plan a measured effect, and the effect a place in the ranking; once it helps and once it does not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from engagement.actions.models import Plan
from engagement.actions.plans import add_note, share_plan
from engagement.actions.ranking import UnitKind, ranking
from engagement.actions.remeasure import remeasure_plans
from engagement.dashboards.acting import acknowledge_and_adopt
from engagement.insights.alerts import raise_alerts
from engagement.insights.models import Alert, Outlook
from engagement.insights.notice import notice_wave
from people.enums import Role
from people.models import Account
from surveys.enums import WaveKind
from surveys.models import Questionnaire, Wave
from tests.factories import insights, people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEAMS = [f"T{number:02}" for number in range(14)]
LEFT, HELPED, UNMOVED = "T03", "T09", "T11"
LOW, USUAL = 1.6, 3.4
HELPS, DOES_NOT = "shorter_meetings", "no_meeting_friday"
PHONE, DESK = 390, 1280


@dataclass
class Company:
    """Fourteen teams; people of T03 left and named the commute, while its meetings had been a waste of time."""

    today: date
    asked: Questionnaire
    hr: Account
    managers: dict[str, Account]

    def pulse(self, days: int, **means: float) -> Wave:
        """A released pulse that opened `days` after today; teams stand a little apart unless a mean is given."""
        opens = self.today + timedelta(days=days)
        wave = insights.wave(self.asked, 0, opens_on=opens, closes_on=opens + timedelta(days=9))
        for place, team in enumerate(TEAMS):
            insights.means(wave, team, {"worth": means.get(team, USUAL + 0.02 * place)}, n_band="30-49")
        return wave

    def exits(self, days: int) -> Wave:
        """A released exit wave of the teams of the east; the commute is named most."""
        asked = insights.questionnaire({"reasons": "exit_reasons"}, purpose=WaveKind.EXIT)
        opens = self.today + timedelta(days=days)
        wave = insights.wave(asked, 0, opens_on=opens, closes_on=opens + timedelta(days=9))
        for item, share in {"reasons=commute": 60, "reasons=meetings": 10}.items():
            numbers = {"favourable_low": share, "favourable_high": share, "covers": TEAMS[:7]}
            insights.means(wave, "EAST", {item: share / 100}, **numbers)
        return wave


@pytest.fixture
def company(transactional_db: None) -> Company:
    root = people.unit("ROOT", name="Acme", name_zh="阿克梅")
    east = people.unit("EAST", root, name="East", name_zh="东区")
    west = people.unit("WEST", root, name="West", name_zh="西区")
    units = {
        team: people.unit(team, east if place < 7 else west, name=f"Team {team}", name_zh=f"{team}团队")
        for place, team in enumerate(TEAMS)
    }
    managers = {
        team: people.account(manages=units[team], email=f"{team}@example.org") for team in (HELPED, UNMOVED)
    }
    asked = insights.questionnaire({"worth": "meetings"})
    return Company(timezone.localdate(), asked, people.account(Role.HR, email="hr@example.org"), managers)


def until_the_alerts(company: Company) -> list[str]:
    """Two pulses and an exit wave; return the units in which an alert was raised."""
    company.pulse(-130, **{LEFT: LOW})
    company.pulse(-60, **{HELPED: LOW, UNMOVED: LOW})
    exits = company.exits(-20)
    return [alert.unit for alert in raise_alerts(notice_wave(exits), on=company.today)]


def adopt(page: Page, unit: str, template: str) -> None:
    """Adopt a template in two clicks, from the alert."""
    page.goto(reverse("dashboards:team", args=[unit]))
    page.get_by_role("link", name="An exit theme returns").click()
    page.locator(f"a[href$='/{template}/']").click()
    page.get_by_role("button", name="start this plan").click()
    page.wait_for_url("**/plans/**")


def place(template: str) -> int:
    return [one.template for one in ranking(UnitKind.TEAM)].index(template)


def test_from_what_leavers_kept_quiet_about_to_a_template_that_moves_up(
    visit: Callable[..., Page], company: Company
) -> None:
    assert sorted(until_the_alerts(company)) == [HELPED, UNMOVED]
    hr = visit(company.hr)
    hr.goto(reverse("dashboards:hr_said"))
    hidden = hr.locator("section[aria-labelledby=hidden]")
    expect(hidden.get_by_role("rowheader", name=f"Team {LEFT}")).to_be_visible()
    expect(hidden).to_contain_text("commute (60%)")
    hr.goto(reverse("dashboards:hr_works"))
    expect(hr.get_by_text("Nothing has been measured yet")).to_be_visible()
    before = place(HELPS)

    managers = {unit: visit(company.managers[unit]) for unit in (HELPED, UNMOVED)}
    adopt(managers[HELPED], HELPED, HELPS)
    adopt(managers[UNMOVED], UNMOVED, DOES_NOT)

    review = Plan.objects.latest("review_on").review_on
    company.pulse((review - company.today).days - 8, **{HELPED: USUAL, UNMOVED: LOW})
    remeasure_plans(on=review + timedelta(days=2))

    managers[HELPED].reload()
    expect(managers[HELPED].get_by_text("moved in the right direction")).to_be_visible()
    managers[UNMOVED].reload()
    expect(managers[UNMOVED].get_by_text("has not moved in a way worth the effort")).to_be_visible()
    expect(managers[UNMOVED].get_by_role("heading", name="If nothing moves")).to_be_visible()

    share_with_team(managers[HELPED])
    hr.reload()
    rows = hr.locator("section[aria-labelledby=order] tbody tr")
    expect(rows.first.get_by_role("rowheader")).to_have_text("Shorter meetings with an agenda")
    expect(rows.first).to_contain_text("moved: 1, not moved: 0")
    expect(rows.nth(1)).to_contain_text("moved: 0, not moved: 1")
    assert place(HELPS) == 0 < before

    # The team that the other template did not help is now offered first what helped elsewhere.
    page = managers[UNMOVED]
    page.goto(reverse("dashboards:alert", args=[Alert.objects.get(unit=UNMOVED).pk]))
    expect(page.locator("h3 a").first).to_have_text("Shorter meetings with an agenda")
    expect(page.get_by_role("heading", name="How far to trust it")).to_be_visible()


def share_with_team(page: Page) -> None:
    """Let the team read what was done, and read it as the team does."""
    page.get_by_role("button", name="Share with the team").click()
    page.goto(reverse("dashboards:shared_plans", args=[HELPED]))
    expect(page.get_by_text("Shorter meetings with an agenda")).to_be_visible()


@pytest.mark.parametrize(
    ("language", "width"), [("en", DESK), ("en", PHONE), ("zh-hans", DESK), ("zh-hans", PHONE)]
)
def test_pages_of_the_loop_are_accessible_and_fit(
    visit: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    company: Company,
    language: str,
    width: int,
) -> None:
    until_the_alerts(company)
    plan = started(company)
    Outlook.objects.create(
        unit=HELPED, block=company.today, made_at=company.today, probability=0.5, base=0.15, expected=2.4, low=1.0,
        high=5.0, abstained=False, contributions={"meeting_hours": 0.4, "leavers": -0.1},
    )  # fmt: skip
    problems = []
    pages = [visit(reader, language, width) for reader in (company.hr, company.managers[HELPED])]
    for page, where in [
        *(
            (pages[0], reverse(f"dashboards:{name}"))
            for name in ("hr_home", "hr_said", "hr_works", "hr_templates")
        ),
        *(
            (pages[0], reverse(f"dashboards:{name}", args=[HELPS]))
            for name in ("hr_template", "hr_new_template")
        ),
        (pages[1], reverse("dashboards:team", args=[HELPED])),
        (pages[1], reverse("dashboards:alert", args=[plan.alert_id])),
        (pages[1], reverse("dashboards:plan", args=[plan.pk])),
        (pages[1], reverse("dashboards:shared_plans", args=[HELPED])),
    ]:
        page.goto(where)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        problems += [f"{where}: {one}" for one in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            problems.append(f"{where}: wider than {width} px")
    assert problems == []


def started(company: Company) -> Plan:
    """A plan with a note, shared with its team."""
    manager, today = company.managers[HELPED], company.today
    alert = Alert.objects.get(unit=HELPED)
    plan = acknowledge_and_adopt(alert=alert, template_key=HELPS, by=manager, on=today)
    add_note(plan=plan, text="The first meeting is gone", by=manager, on=today)
    return share_plan(plan=plan, by=manager, on=today)
