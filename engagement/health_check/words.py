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
MARKS: dict[str, str | Promise] = {
    "marathon_chains": _("Meeting marathon: chains of meetings a week, over"),
    "marathon_share": _("Meeting marathon: share of working time in meetings, over"),
    "marathon_focus": _("Meeting marathon: hours of uninterrupted time a week, under"),
    "burnout_hours": _("Evenings and weekends: hours a week, over"),
    "burnout_quiet": _("Evenings and weekends: share of days without any, under"),
    "managers_share": _("Managers: share of working time in meetings, over"),
    "managers_span": _("Managers: people per manager, over"),
    "managers_one_to_one": _("Managers: hours in one-to-ones a week, over"),
    "managers_after_hours": _("Managers: hours outside working time a week, over"),
    "blocked_ei": _("Blocked innovation: contacts outside against inside (-1 to 1), under"),
    "blocked_ties": _("Blocked innovation: other units met, under"),
    "blocked_drop": _("Blocked innovation: other units met, as a part of the usual, under"),
    "load_rise": _("Sudden load: share of working time in meetings above the usual, over"),
    "focus_drop": _("Meeting-free time: hours as a part of the usual, under"),
}
