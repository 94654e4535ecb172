"""The operator's page of connections: how each stands, what was read and skipped, when the next run is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engagement.dashboards.selectors_office import SKIPPED
from engagement.health_check.words import OUTCOMES, SOURCES
from people.permissions import Reader, check_operate
from signals.connections import DryRun
from signals.models import Connection, ConnectionRun
from signals.selectors import connections
from signals.sources.registry import SOURCES as LIVE
from signals.sources.registry import get_source


@dataclass(frozen=True, slots=True)
class Counts:
    """How many calendars and events, and what was skipped by reason in words."""

    calendars: int
    events: int
    skipped: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class ConnectionCard:
    """One connection as shown; `counts` are of its last run."""

    connection: Connection
    source: str
    outcome: str
    why: str
    last: ConnectionRun | None
    counts: Counts | None
    scope: str
    read_fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """A dry run in words: counts by kind, and nothing of what anybody wrote."""

    run: DryRun
    counts: Counts
    why: str


def connection_cards(reader: Reader) -> list[ConnectionCard]:
    """Return every connection by name; raise `PermissionDenied` for anybody but an operator."""
    check_operate(reader)
    return [card(connection) for connection in connections()]


def card(connection: Connection) -> ConnectionCard:
    """Return one connection as shown."""
    last = connection.runs.select_related("run").order_by("-pk").first()
    source = get_source(connection.source)
    return ConnectionCard(
        connection=connection,
        source=str(SOURCES[connection.source]),
        outcome=str(OUTCOMES.get(connection.outcome, connection.outcome)),
        why=reason_words(connection.why),
        last=last,
        counts=counts(last.report) if last else None,
        scope=source.scope,
        read_fields=source.read_fields,
    )


def kinds() -> list[tuple[str, str]]:
    """Return the sources that can be connected, with their names."""
    return [(source.value, str(SOURCES[source.value])) for source in LIVE]


def counts(report: Mapping[str, Any]) -> Counts:
    """Return the counts of a report."""
    skipped = report.get("skipped", {})
    rows = [(reason_words(reason), count) for reason, count in sorted(skipped.items()) if count]
    return Counts(report.get("files", 0), report.get("events", 0), rows)


def trial(run: DryRun) -> Trial:
    """Return a dry run in words."""
    return Trial(run, counts(run.tally.as_json()), reason_words(run.why))


def reason_words(reason: str) -> str:
    """Return why something was skipped; nothing for nothing."""
    return str(SKIPPED.get(reason, reason))
