"""Every page that somebody opens, with who does; and which addresses of the site are none."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from engagement.actions.models import Plan
from engagement.insights.models import Alert
from surveys.enums import WaveState
from surveys.models import Campaign, Question, Wave
from tests.bench.worlds.pages import LINK

TEMPLATE = "no_meeting_friday"
# Namespaces whose addresses are no pages of this site's own.
ELSEWHERE = re.compile(
    r"^(api|scim|demo|account_|socialaccount_|openid_connect|saml|set_language|schema|healthz|readyz|metrics)"
)
# Addresses that take something in, or give out a file or a part of a page.
NO_PAGES = frozenset(
    {
        "access:revoke", "access:take_back", "assessment:download", "campaigns:change", "dashboards:alert_close",
        "dashboards:alert_snooze", "dashboards:home", "dashboards:hr_archive", "dashboards:hr_export",
        "dashboards:hr_report", "dashboards:hr_retire_template", "dashboards:hr_workbook", "dashboards:plan_calendar",
        "dashboards:plan_note", "dashboards:plan_share", "dashboards:plan_step", "dashboards:team_home",
        "desk:api_drafts", "desk:api_kinds", "desk:api_parts", "desk:change", "desk:export", "desk:lint", "desk:notice",
        "desk:questionnaire", "desk:stream", "health_check:connection_pause", "health_check:connection_renew",
        "health_check:connection_try", "studio:change", "studio:discard", "studio:export", "studio:file",
        "studio:flags", "studio:goal", "studio:next", "studio:preview", "studio:set", "surveys:ballot", "surveys:issue",
        "surveys:manifest", "surveys:receipt_list", "surveys:thanks", "webhooks:pause", "webhooks:remove", "webhooks:try",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """A page: who opens it, and its address with UNIT for a node, OWN for the team manager's own unit."""

    name: str
    reader: str
    address: str


def at(name: str, *arguments: object) -> str:
    """Return an address."""
    return reverse(name, args=arguments)


def pages() -> Iterator[Page]:
    """Yield every page that HR, managers, employees, data protection officers and operators open."""
    waves = Wave.objects.filter(kind="pulse").defer("tree")
    newest = waves.filter(state=WaveState.RELEASED).order_by("opens_on").last()
    running = waves.filter(state=WaveState.OPEN).order_by("opens_on").last()
    assert newest
    assert running
    yield from _of_hr(newest, running)
    yield from _rooms_of_hr(newest)
    yield from _of_managers()
    yield from _open_to_all(newest, running)
    yield from _of_office()


def _of_hr(newest: Wave, running: Wave) -> Iterator[Page]:
    exit_wave = Wave.objects.filter(kind="exit").order_by("opens_on").last()
    assert exit_wave
    addresses = {
        "hr_home": at("dashboards:hr_home"),
        "hr_wave": at("dashboards:hr_wave", newest.pk) + "?unit=UNIT",
        "hr_wave, company": at("dashboards:hr_wave", newest.pk),
        "hr_wave, division": at("dashboards:hr_wave", newest.pk) + "?unit=U1",
        "hr_wave, exit": at("dashboards:hr_wave", exit_wave.pk),
        "hr_wave, open": at("dashboards:hr_wave", running.pk),
        "hr_close": at("dashboards:hr_close", running.pk),
        "hr_launch": at("dashboards:hr_launch"),
        "hr_questionnaire": at("dashboards:hr_questionnaire", newest.questionnaire_id),
        "hr_share": at("dashboards:hr_share", newest.pk),
        "hr_everything": at("dashboards:hr_everything"),
        "hr_works": at("dashboards:hr_works"),
        "hr_said": at("dashboards:hr_said"),
        "hr_said, a wave": at("dashboards:hr_said", exit_wave.pk),
        "hr_templates": at("dashboards:hr_templates"),
        "hr_template": at("dashboards:hr_template", TEMPLATE),
        "hr_new_template": at("dashboards:hr_new_template", TEMPLATE),
        "team, as HR": at("dashboards:team", "UNIT"),
        "team, company, as HR": at("dashboards:team", "U0"),
        "comments": at("voices:comments", newest.pk) + "?unit=UNIT",
        "comments, company": at("voices:comments", newest.pk),
        "cards of comments": at("voices:cards"),
        "codes": at("kiosk:codes", running.pk),
    }
    yield from (Page(name, "hr", address) for name, address in addresses.items())


def _rooms_of_hr(newest: Wave) -> Iterator[Page]:
    asked = newest.questionnaire_id
    question = Question.objects.filter(questionnaire=asked).order_by("position").first()
    campaign = Campaign.objects.first()
    assert question
    assert campaign
    addresses = {
        "studio": at("studio:home"),
        "studio bank": at("studio:bank"),
        "studio editor": at("studio:editor", asked),
        "studio title": at("studio:title", asked),
        "studio new question": at("studio:new_question", asked),
        "studio question": at("studio:question", asked, question.key),
        "campaigns": at("campaigns:home"),
        "campaigns, new": at("campaigns:new", asked),
        "campaign": at("campaigns:campaign", campaign.pk),
        "desk": at("desk:desk"),
        "desk, a draft": at("desk:draft", "engagement_survey"),
        "desk ledger": at("desk:ledger"),
        "own items": at("desk:own_items"),
        "health check": at("health_check:overview"),
        "health check of a unit": at("health_check:unit", "UNIT"),
        "network": at("health_check:network"),
        "marks": at("health_check:marks"),
        "tokens": at("access:tokens"),
        "privacy office, as HR": at("dashboards:privacy_office"),
    }
    yield from (Page(name, "hr", address) for name, address in addresses.items())


def _of_managers() -> Iterator[Page]:
    alert, plan = (
        Alert.objects.filter(unit="U1").first(),
        Plan.objects.filter(unit="U1").first() or Plan.objects.first(),
    )
    assert alert
    assert plan
    yield Page("team, leaf", "team", at("dashboards:team", "OWN"))
    yield Page("team, division", "top", at("dashboards:team", "U1"))
    yield Page("health check, division", "top", at("health_check:overview"))
    yield Page("health check, own", "top", at("health_check:unit", "U1"))
    yield Page("network, division", "top", at("health_check:network"))
    yield Page("own load", "top", at("health_check:own_load"))
    yield Page("alert", "top", at("dashboards:alert", alert.pk))
    yield Page("adopt", "top", at("dashboards:adopt", alert.pk, TEMPLATE))
    yield Page("plan", "hr", at("dashboards:plan", plan.pk))


def _open_to_all(newest: Wave, running: Wave) -> Iterator[Page]:
    yield Page("transparency", "", at("dashboards:transparency"))
    yield Page("transparency of a unit", "", at("dashboards:transparency", "UNIT"))
    yield Page("we did", "", at("dashboards:shared_plans", "UNIT"))
    yield Page("shared", "", at("dashboards:shared", newest.pk))
    yield Page("shared, own group", "", at("dashboards:shared", newest.pk, f"{LINK}-{newest.opens_on}"))
    yield Page("ballot link", "", at("surveys:invitation", f"{LINK}-{running.opens_on}"))
    yield Page("kiosk", "", at("surveys:kiosk"))
    yield Page("manifest", "", at("surveys:manifest_page", running.pk))
    yield Page("receipts", "", at("surveys:receipts", newest.pk))


def _of_office() -> Iterator[Page]:
    yield Page("privacy office", "dpo", at("dashboards:privacy_office"))
    for name in ("dashboards:operations", "health_check:connections", "access:roles", "webhooks:webhooks"):
        yield Page(name.partition(":")[2], "operator", at(name))
    yield Page("connection, new", "operator", at("health_check:connection_add", "caldav"))


def not_opened(listed: Iterable[Page]) -> list[str]:
    """Return the names of addresses that are pages of this site and that nobody in the list opens."""
    opened = {resolve(urlsplit(page.address).path).view_name for page in listed}
    names = {name for name in _names(get_resolver()) if not ELSEWHERE.match(name)}
    return sorted(names - opened - NO_PAGES)


def _names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{space}{pattern.name}"
