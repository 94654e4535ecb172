"""What the pages of the desk show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from engagement.desk.provider import ACTION
from nlp.drafting.kinds import Kind, kinds
from nlp.language import Lang
from privacy.models import LedgerEntry

MENU: Mapping[str, str | Promise] = {
    "surveys": gettext_lazy("Surveys"),
    "talks": gettext_lazy("Talks, goals and letters"),
    "hiring": gettext_lazy("Hiring and starting"),
    "company": gettext_lazy("Company and results"),
}
OUTCOMES: Mapping[str, str | Promise] = {
    "used": gettext_lazy("used"),
    "form": gettext_lazy("not the form asked for"),
    "unusable": gettext_lazy("not usable"),
    "failed": gettext_lazy("failed"),
    "left": gettext_lazy("stopped by the reader"),
}
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A kind of draft in the menu."""

    key: str
    name: str
    example: str
    needs_provider: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the menu."""

    key: str
    title: str
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Request:
    """A request to the model, as the ledger holds it: everything but its text."""

    at: datetime
    actor: str
    kind: str
    size: int
    model: str
    seconds: float
    prompt: str
    outcome: str
    requests: int


def active_lang() -> Lang:
    """Return the content language of the reader."""
    return "zh" if (get_language() or "").startswith("zh") else "en"


def menu() -> list[Group]:
    """Return every kind of draft, in groups."""
    lang = active_lang()
    return [
        Group(key, str(title), [_entry(kind, lang) for kind in kinds().values() if kind.menu == key])
        for key, title in MENU.items()
    ]


def _entry(kind: Kind, lang: Lang) -> Entry:
    return Entry(kind.key, kind.names[lang], kind.examples[lang], kind.needs_provider)


def requests(limit: int = SHOWN) -> list[Request]:
    """Return the last requests to the model, the newest first."""
    entries = LedgerEntry.objects.filter(action=ACTION).order_by("-number")[:limit]
    return [_request(entry) for entry in entries]


def _request(entry: LedgerEntry) -> Request:
    detail, lang = entry.detail, active_lang()
    key = entry.subject.removeprefix("draft ")
    return Request(
        at=entry.at,
        actor=entry.actor,
        kind=kinds()[key].names[lang] if key in kinds() else key,
        size=int(detail.get("size", 0)),
        model=str(detail.get("model", "")),
        seconds=float(detail.get("seconds", 0)),
        prompt=str(detail.get("prompt_version", "")),
        outcome=str(OUTCOMES.get(detail.get("outcome", ""), _("not known"))),
        requests=int(detail.get("requests", 1)),
    )
