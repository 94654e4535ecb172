from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from engagement.actions.editing import content_of
from engagement.actions.models import Plan, TemplateVersion
from engagement.actions.shelf import template_now
from engagement.dashboards.forms_templates import TemplateForm
from privacy.models import LedgerEntry
from tests.engagement.insights.test_exit_insight import company
from tests.factories import dashboards, insights
from tests.factories.dashboards import TEMPLATE, World

pytestmark = pytest.mark.django_db
PAGES = [("hr_works", []), ("hr_said", []), ("hr_templates", []), ("hr_template", [TEMPLATE]),
         ("hr_new_template", [TEMPLATE])]  # fmt: skip


@pytest.fixture
def hr(client: Client, world: World) -> Client:
    client.force_login(world.hr)
    return client


def filled(**changes: str) -> dict[str, Any]:
    form = TemplateForm(template=template_now(TEMPLATE), is_new=False)
    return {**form.initial, "because": "our words", **changes}


@pytest.mark.parametrize(("name", "arguments"), PAGES)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_pages_open_for_hr_in_both_languages(
    hr: Client, name: str, arguments: list[str], language: str
) -> None:
    hr.cookies.load({"django_language": language})
    assert hr.get(reverse(f"dashboards:{name}", args=arguments)).status_code == 200


@pytest.mark.parametrize(("name", "arguments"), PAGES)
def test_nobody_else_opens_them(client: Client, world: World, name: str, arguments: list[str]) -> None:
    client.force_login(world.manager)
    assert client.get(reverse(f"dashboards:{name}", args=arguments)).status_code == 403


def test_the_home_page_leads_to_them(hr: Client) -> None:
    body = hr.get(reverse("dashboards:hr_home")).content.decode()
    assert all(reverse(f"dashboards:{name}") in body for name in ("hr_works", "hr_said", "hr_templates"))


def test_a_measured_plan_stands_in_the_ranking_and_the_others_are_counted(hr: Client, world: World) -> None:
    plan = dashboards.plan(world)
    for unit, value in (("A", 0.5), ("B", 0.4), ("C", 0.3)):
        insights.metric(0, unit, "meeting_share", value)
    effect = {"estimate": -0.2, "interval95": [-0.25, -0.15], "why": "", "comparable": 7}
    Plan.objects.filter(pk=plan.pk).update(
        verdict="moved", effect=effect, outcome="meeting_share", direction="down"
    )
    (row,) = hr.get(reverse("dashboards:hr_works")).context["page"].measured
    assert (row.place, row.key, row.actions, row.verdicts["moved"]) == (1, TEMPLATE, 1, 1)
    # 2 standard deviations of 0.1, se 0.255, prior sd 0.3: 2 * 0.3**2 / (0.3**2 + 0.255**2)
    assert float(row.mean) == pytest.approx(1.16, abs=0.02)
    area = hr.get(reverse("dashboards:hr_works"), {"kind": "area"}).context["page"]
    assert (area.measured, area.unmeasured) == ([], 42)


def test_coverage_counts_and_names_nobody(hr: Client, world: World) -> None:
    dashboards.plan(world)
    response = hr.get(reverse("dashboards:hr_works"))
    shown = response.context["page"].coverage
    assert (shown.open, shown.acknowledged, shown.with_plan, shown.running, shown.steps_done) == (
        1,
        1,
        1,
        1,
        0,
    )
    assert world.manager.display_name not in response.content.decode().split("coverage")[1] or (
        world.manager.display_name == ""
    )


def test_what_leavers_kept_quiet_about_is_shown_and_the_opening_is_written_down(
    hr: Client, world: World
) -> None:
    world.root.children.all().delete()
    world.root.delete()
    company(T03=1.8)
    response = hr.get(reverse("dashboards:hr_said"))
    (row,) = response.context["page"].hidden
    assert (row.pattern.unit, row.ratio) == ("T03", "")
    assert "commute (60%)" in row.named
    assert LedgerEntry.objects.get(action="view").units == ["T03"]


def test_an_edit_is_a_new_version_and_stands_in_the_plan_that_starts_next(hr: Client, world: World) -> None:
    address = reverse("dashboards:hr_template", args=[TEMPLATE])
    assert hr.post(address, filled(title_en="Quiet Friday")).status_code == 302
    assert hr.post(address, filled(title_en="Calm Friday")).status_code == 302
    assert list(TemplateVersion.objects.values_list("version", flat=True)) == [1, 2]
    assert template_now(TEMPLATE).title["en"] == "Calm Friday"
    assert dashboards.plan(world).template == TEMPLATE
    assert LedgerEntry.objects.filter(action="template_edited").count() == 2


def test_a_text_in_the_wrong_language_is_refused_and_nothing_is_kept(hr: Client) -> None:
    response = hr.post(reverse("dashboards:hr_template", args=[TEMPLATE]), filled(title_zh="Friday"))
    assert response.status_code == 422
    assert "title.zh: is not written in that language" in response.content.decode()
    assert not TemplateVersion.objects.exists()


def test_steps_are_added_removed_and_stand_in_the_order_of_their_days(hr: Client) -> None:
    address = reverse("dashboards:hr_template", args=[TEMPLATE])
    before = template_now(TEMPLATE).steps
    new = len(before) + 1
    added = {f"step{new}_day": "3", f"step{new}_en": "Ask the team", f"step{new}_zh": "问问团队"}
    assert hr.post(address, filled(**added)).status_code == 302
    steps = template_now(TEMPLATE).steps
    assert len(steps) == new
    assert [step.day for step in steps] == sorted(step.day for step in steps)
    assert "Ask the team" in {step.text["en"] for step in steps}
    assert hr.post(address, filled(step2_en="", step2_zh="")).status_code == 302
    kept = [step.text["en"] for step in template_now(TEMPLATE).steps]
    assert kept == [step.text["en"] for step in steps if step != steps[1]]


@pytest.mark.parametrize("field", ["en", "zh", "day"])
def test_half_a_step_is_refused(hr: Client, field: str) -> None:
    new = len(template_now(TEMPLATE).steps) + 1
    whole = {f"step{new}_day": "3", f"step{new}_en": "Ask the team", f"step{new}_zh": "问问团队"}
    response = hr.post(
        reverse("dashboards:hr_template", args=[TEMPLATE]), filled(**(whole | {f"step{new}_{field}": ""}))
    )
    assert response.status_code == 422
    assert not TemplateVersion.objects.exists()


def test_a_new_template_is_offered_and_a_retired_one_is_not(hr: Client, world: World) -> None:
    hr.post(reverse("dashboards:hr_new_template", args=[TEMPLATE]), filled(key="quiet_friday"))
    assert content_of(template_now("quiet_friday"))["themes"] == content_of(template_now(TEMPLATE))["themes"]
    hr.post(reverse("dashboards:hr_retire_template", args=[TEMPLATE]), {"because": "Fridays are off"})
    hr.force_login(world.manager)
    page = hr.get(reverse("dashboards:alert", args=[world.alert.pk])).context["page"]
    keys = {template.key for template in page.templates}
    assert "quiet_friday" in keys
    assert TEMPLATE not in keys


def test_a_plan_of_a_retired_template_goes_on(hr: Client, world: World) -> None:
    plan = dashboards.plan(world, started=timezone.localdate() - timedelta(days=3))
    hr.post(reverse("dashboards:hr_retire_template", args=[TEMPLATE]), {"because": "Fridays are off"})
    assert hr.get(reverse("dashboards:plan", args=[plan.pk])).status_code == 200


def test_an_unknown_template_does_not_exist(hr: Client) -> None:
    assert hr.get(reverse("dashboards:hr_template", args=["magic"])).status_code == 404
