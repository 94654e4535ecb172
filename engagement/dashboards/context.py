"""What every page knows about the site and its reader."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from people.enums import Role
from people.permissions import roles_of


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of the main navigation."""

    label: str
    url: str
    current: bool


def navigation(request: HttpRequest) -> list[Link]:
    """Return the pages that the reader's roles open, the one being read marked."""
    roles = roles_of(request.user)
    entries = [
        (_("Surveys and alerts"), "dashboards:hr_home", Role.HR in roles),
        (_("Questionnaires"), "studio:home", Role.HR in roles),
        (_("Campaigns"), "campaigns:home", Role.HR in roles),
        (_("Drafting desk"), "desk:desk", Role.HR in roles),
        (_("My team"), "dashboards:team_home", Role.MANAGER in roles),
        (_("Health check"), "health_check:overview", bool(roles & {Role.MANAGER, Role.HR, Role.DPO})),
        (_("My own load"), "health_check:own_load", Role.MANAGER in roles),
        (_("Privacy office"), "dashboards:privacy_office", bool(roles & {Role.DPO, Role.HR})),
        (_("Operations"), "dashboards:operations", Role.OPERATOR in roles),
        (_("Connections"), "health_check:connections", Role.OPERATOR in roles),
        (_("Roles"), "access:roles", Role.OPERATOR in roles),
        (_("Webhooks"), "webhooks:webhooks", Role.OPERATOR in roles),
        (_("Transparency"), "dashboards:transparency", True),
    ]
    links = [(label, reverse(name)) for label, name, allowed in entries if allowed]
    return [Link(label, url, request.path.startswith(url)) for label, url in links]


def site(request: HttpRequest) -> dict[str, object]:
    """Return the flags and links that layouts need."""
    return {
        "demo": settings.DEMO,
        "site_url": settings.SITE_URL,
        # Read only where a layout shows it: parts of pages and e-mails have no navigation.
        "navigation": SimpleLazyObject(lambda: navigation(request)),
    }
