"""Sources, fields of credentials and outcomes in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from signals.enums import Outcome

SOURCES: dict[str, str | Promise] = {
    "ics": _("Calendar files"),
    "caldav": _("CalDAV server"),
    "google": _("Google Calendar"),
    "graph": _("Microsoft 365 calendars"),
    "viva": _("Viva Insights person query"),
    "slack": _("Slack export"),
    "jira": _("Jira"),
    "gitlab": _("GitLab"),
    "github": _("GitHub"),
    "git": _("Git history"),
    "connections": _("Calendar servers"),
}
FIELDS: dict[str, str | Promise] = {
    "username": _("User name"),
    "password": _("Password"),
    "key": _("Key file of the service account (JSON)"),
    "tenant": _("Tenant"),
    "client_id": _("Client id"),
    "client_secret": _("Client secret"),
    "login_address": _("Sign-in address"),
}
ADDRESS_HINTS: dict[str, str | Promise] = {
    "caldav": _("Address of a person's home, with {address} or {user} where the person stands"),
    "google": _("Usually https://www.googleapis.com/calendar/v3"),
    "graph": _("Usually https://graph.microsoft.com/v1.0"),
}
OUTCOMES: dict[str, str | Promise] = {
    Outcome.NEVER: _("not read yet"),
    Outcome.READ: _("read"),
    Outcome.WAITING: _("waiting"),
    Outcome.REFUSED: _("credential refused"),
    Outcome.FAILED: _("stopped"),
}
