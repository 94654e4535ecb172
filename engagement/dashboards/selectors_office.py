"""What the data protection officer and operators read: ledger, policy, certificates, cards of models, runs, imports."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from engagement.dashboards.ledger_check import Checked, checked
from engagement.dashboards.ledger_words import action_words, subject_words
from engagement.dashboards.selectors_transparency import actor_words, table_title, wave_titles
from engagement.results.kept import keep
from engagement.results.models import Kept
from people.models import DirectoryImport
from people.permissions import Reader, check_audit, check_operate
from privacy.models import LedgerEntry, ReleasedCell, ReleasedTable
from privacy.policy import DEFAULT, VERSION
from privacy.selectors import entries
from signals.models import Run

ON_A_PAGE = 50
NEWEST = 20
RULES = "rules"
POLICY_WORDS: dict[str, str | Promise] = {
    "k": _("Answers to an item before it is shown"),
    "cell_roster": _("People in a ballot cell"),
    "topic_respondents": _("People who answered before topics are shown"),
    "topic_authors": _("People who mention a topic before it is shown"),
    "topic_complement": _("People who do not mention a topic, or none"),
    "verbatim": _("Comments shown word for word"),
    "verbatim_respondents": _("People who answered before a comment may be shown"),
    "verbatim_comments": _("Comments in the group before one may be shown"),
    "signals_people": _("Active people in a block of signals"),
    "signals_block_days": _("Days in a block of signals"),
    "signals_blocks": _("Blocks before a finding"),
    "slice_answers": _("Answers before a group is split by an attribute"),
    "homogeneity": _("Answers below which shares become bands"),
    "large_group": _("Answers from which unfavourable shares and correlations of themes are released"),
    "time_mode": _("How results of two surveys are kept apart"),
    "raw_days": _("Days that raw answers are kept after the survey closes"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the ledger as shown."""

    entry: LedgerEntry
    who: str
    did: str
    subject: str


@dataclass(frozen=True, slots=True)
class Certified:
    """One released table with the rules its cells rest on."""

    table: ReleasedTable
    title: str
    cells: int
    rules: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Office:
    """Everything on the page."""

    checked: Checked
    total: int
    page: Page[LedgerEntry]
    lines: list[Line]
    policy: list[tuple[str, str | int]]
    policy_version: str
    tables: list[Certified]


def policy_rows() -> list[tuple[str, str | int]]:
    """Return the policy in force, row by row, in words."""
    values = {name: value for name, value in DEFAULT.as_json().items() if name != "version"}
    said = {
        True: gettext("yes"),
        False: gettext("no"),
        "standard": gettext("standard"),
        "strict": gettext("strict"),
    }
    words = {name: said[value] if isinstance(value, bool | str) else value for name, value in values.items()}
    return [(str(POLICY_WORDS.get(name, name)), value) for name, value in words.items()]


def office(reader: Reader, number: str | None) -> Office:
    """Return the privacy office; raise `PermissionDenied` unless the reader may audit."""
    check_audit(reader)
    pages = Paginator(entries(), ON_A_PAGE)
    page = pages.get_page(number)
    titles = wave_titles()
    lines = [
        Line(
            entry, actor_words(entry.actor), action_words(entry.action), subject_words(entry.subject, titles)
        )
        for entry in page.object_list
    ]
    return Office(checked(), pages.count, page, lines, policy_rows(), VERSION, _certified(titles))


def _certified(titles: dict[str, str]) -> list[Certified]:
    """Return the newest tables, each with how many cells rest on which rule."""
    tables = list(ReleasedTable.objects.order_by("-released_on", "-source")[:NEWEST])
    rules = _rules(tables)
    return [
        Certified(
            table,
            table_title(table, titles),
            sum(rules[str(table.pk)].values()),
            sorted(rules[str(table.pk)].items()),
        )
        for table in tables
    ]


def _rules(tables: list[ReleasedTable]) -> dict[str, dict[str, int]]:
    """Return table -> rule -> number of cells; counted once, because a released table never changes."""
    sources = {str(table.pk): table for table in tables}
    rows = Kept.objects.filter(source__in=sources, what=RULES).values_list("source", "content")
    found: dict[str, dict[str, int]] = dict(rows)
    missing: dict[str, dict[str, int]] = {source: {} for source in sources if source not in found}
    if missing:
        cells = ReleasedCell.objects.filter(table__in=[sources[source] for source in missing]).order_by()
        counts = cells.values_list("table", "certificate__rule").annotate(Count("pk"))
        for table, rule, count in counts:
            missing[str(table)][str(rule or "")] = count
        keep(RULES, {(table, ""): counted for table, counted in missing.items()})
    return {**found, **missing}


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run of the signals: what was read and what was skipped, by reason."""

    run: Run
    files: int
    occurrences: int
    skipped: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Operations:
    """Everything on the page."""

    runs: list[RunRow]
    imports: list[DirectoryImport]


SKIPPED: dict[str, str | Promise] = {
    "broken_file": _("file cannot be read"),
    "broken_event": _("event cannot be read"),
    "unknown_zone": _("time zone not known"),
    "unknown_owner": _("owner not in the directory"),
    "refused_recurrence": _("series repeats too often"),
    "line_too_long": _("line too long"),
    "refused_archive": _("archive refused"),
    "unknown_file": _("file of an unknown kind"),
    "no_calendar": _("no calendar there, or none that may be read"),
    "too_large": _("answer too large"),
    "no_answer": _("server does not answer"),
    "throttled": _("server asks to wait"),
    "access_refused": _("credential refused"),
    "too_many_unread": _("too many calendars could not be read"),
}


def check_label(name: str) -> str:
    """Return what a check of the site's health looks at."""
    return str(
        {"database": _("Database"), "migrations": _("Tables up to date"), "broker": _("Task queue")}.get(
            name, name
        )
    )


def operations(reader: Reader) -> Operations:
    """Return the operator's page; raise `PermissionDenied` for anybody else."""
    check_operate(reader)
    runs = [_run(run) for run in Run.objects.order_by("-started_at")[:NEWEST]]
    return Operations(runs, list(DirectoryImport.objects.order_by("-ran_at")[:NEWEST]))


def _run(run: Run) -> RunRow:
    skipped = run.report.get("skipped", {})
    rows = [(str(SKIPPED.get(reason, reason)), count) for reason, count in sorted(skipped.items()) if count]
    return RunRow(run, run.report.get("files", 0), run.report.get("occurrences", 0), rows)
