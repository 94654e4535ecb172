"""What employees may read without an account: the promise, the policy in force, and who opened what of a unit.

No result stands here: only that something was released or opened, when, and by whom.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagement.dashboards.labels import pick
from engagement.dashboards.opened import VIEW
from people.enums import Role
from people.selectors import ancestors, unit_labels
from privacy.models import LedgerEntry, ReleasedTable
from privacy.policy import DEFAULT, Policy
from privacy.selectors import entries
from surveys.models import Wave

NEWEST = 100
PRINTED = "print_codes"


@dataclass(frozen=True, slots=True)
class Opening:
    """One line of "who opened it"."""

    at: datetime
    who: str
    what: str
    unit: str


@dataclass(frozen=True, slots=True)
class Out:
    """One release that included the unit."""

    on: date
    what: str
    policy_version: str


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A unit's part of the transparency page."""

    label: str
    line: list[str]
    releases: list[Out]
    openings: list[Opening]


def policy() -> Policy:
    """Return the policy that the next survey is launched under."""
    return DEFAULT


def units_by_name() -> list[tuple[str, str]]:
    """Return every unit that can be looked up, by name."""
    return sorted(unit_labels().items(), key=lambda pair: pair[1])


def unit_page(unit: str) -> UnitPage:
    """Return every release and every opening that included a unit; an unknown unit does not exist."""
    line = [unit, *ancestors(unit)]
    names = unit_labels(line)
    if unit not in names:
        raise Http404
    return UnitPage(
        names[unit], [names[code] for code in reversed(line)], _releases(line), _openings(line, names)
    )


def _releases(line: list[str]) -> list[Out]:
    """Return the tables that hold a cell of the unit or of a unit above it, newest first."""
    tables = (
        ReleasedTable.objects.filter(cells__unit__in=line)
        .distinct()
        .order_by("-released_on", "kind")[:NEWEST]
    )
    titles = wave_titles()
    return [Out(table.released_on, table_title(table, titles), table.policy_version) for table in tables]


def wave_titles() -> dict[str, str]:
    """Return wave id -> title in the reader's language."""
    return {str(pk): pick(title) for pk, title in Wave.objects.values_list("pk", "title")}


def table_title(table: ReleasedTable, titles: dict[str, str]) -> str:
    """Return what a released table is about."""
    block = table.kind == ReleasedTable.Kind.BLOCK
    name = date_format(date.fromisoformat(table.source)) if block else titles.get(table.source, table.source)
    words = {
        ReleasedTable.Kind.WAVE: _("Answers of “%(name)s”"),
        ReleasedTable.Kind.TOPICS: _("Topics of the comments in “%(name)s”"),
        ReleasedTable.Kind.EMERGENT: _("Topics that the comments in “%(name)s” brought up"),
        ReleasedTable.Kind.BLOCK: _("Calendar signals of the four weeks from %(name)s"),
    }
    return words[ReleasedTable.Kind(table.kind)] % {"name": name}


def _openings(line: list[str], names: dict[str, str]) -> list[Opening]:
    """Return who opened results that included the unit or printed codes for it, newest first."""
    seen = entries(line).filter(action__in=(VIEW, PRINTED))[:NEWEST]
    titles = wave_titles()
    return [
        Opening(entry.at, actor_words(entry.actor), _subject(entry, titles), _nearest(entry, names))
        for entry in seen
    ]


def _nearest(entry: LedgerEntry, names: dict[str, str]) -> str:
    return next((names[code] for code in entry.units if code in names), "")


def _subject(entry: LedgerEntry, titles: dict[str, str]) -> str:
    """Return what was opened, in words: a wave by its title, a team page."""
    kind, _space, key = entry.subject.partition(" ")
    if entry.action == PRINTED:
        return _("Codes for a shared device, for “%(name)s”") % {"name": titles.get(key, key)}
    if kind == "wave":
        return _("Results of “%(name)s”") % {"name": titles.get(key, key)}
    if kind == "alert":
        return _("An alert about the team")
    return _("The team's page: scores, signals, alerts and plans")


def actor_words(actor: str) -> str:
    """Return "HR, Ann Smith" for the ledger's "hr Ann Smith"; the system by its name."""
    role, _space, name = actor.partition(" ")
    if role not in Role.values:
        return _("the system") if actor == "system" else actor
    label = str(Role(role).label)
    return _("%(role)s, %(name)s") % {"role": label, "name": name} if name else label
