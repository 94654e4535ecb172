"""Connections: entered once, tried without consequences, read when a block is complete.

Incremental: only blocks that are not released are read, with the two before them, which findings look back on. Resumable
and idempotent: a run that broke off has left nothing, and the next one begins again; a block that was released stays as
it is. No sync token is kept, because a change can only be applied to events, and events are never kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction

from privacy.ledger import record
from signals.calendars.events import Tally
from signals.calendars.periods import Period
from signals.enums import Outcome
from signals.exceptions import (
    AccessRefusedError,
    ConnectionFieldError,
    CredentialLostError,
    NothingReadableError,
    SourceError,
    StoppedError,
    ThrottledError,
)
from signals.intake import company_over, reduce_run
from signals.metrics import BLOCK_DAYS, BLOCK_ORIGIN
from signals.models import Connection, ConnectionRun, Run
from signals.reduce.job import directory_of
from signals.sealing import locked, opened
from signals.selectors import active_connections, released_blocks
from signals.sources.base import CalendarSource, Window
from signals.sources.http import Client, Limits
from signals.sources.reader import LiveReader
from signals.sources.registry import get_source

LOOK_BACK = 2  # blocks before a new one, for `high`
MOST_BLOCKS = 13  # a year
SAMPLE = 10  # people whose calendars a dry run opens; it says what all of them come to, and nothing of one
PAUSE = timedelta(hours=6)
SOURCE = "connections"


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a run would read, and what a few calendars came to; nothing of it is kept."""

    first_day: date
    last_day: date
    people: int
    tried: int
    tally: Tally
    why: str


@transaction.atomic
def add_connection(
    *, source: str, name: str, address: str, credential: Mapping[str, str], actor: str
) -> Connection:
    """Keep a new connection; nothing is asked of the server yet.

    Raises
    ------
    ConnectionFieldError
        A field that cannot be right, `name` when another connection has it.
    """
    _check(source, address, credential)
    if not name.strip() or Connection.objects.filter(name=name.strip()).exists():
        raise ConnectionFieldError(field="name")
    connection = Connection.objects.create(
        source=source, name=name.strip(), address=address.strip(), credential=locked(credential)
    )
    _record(connection, "connection_added", actor)
    return connection


@transaction.atomic
def replace_credential(connection: Connection, credential: Mapping[str, str], *, actor: str) -> None:
    """Put another credential in the place of one that is refused; the next run may begin at once."""
    _check(connection.source, connection.address, credential)
    connection.credential = locked(credential)
    connection.outcome, connection.why, connection.next_run_at = Outcome.NEVER, "", None
    connection.save(update_fields=["credential", "outcome", "why", "next_run_at"])
    _record(connection, "connection_renewed", actor)


@transaction.atomic
def pause(connection: Connection, *, is_paused: bool, actor: str) -> None:
    """Leave a connection out of all runs, or take it back in."""
    if connection.is_paused != is_paused:
        connection.is_paused = is_paused
        connection.save(update_fields=["is_paused"])
        _record(connection, "connection_paused" if is_paused else "connection_resumed", actor)


def _check(source: str, address: str, credential: Mapping[str, str]) -> None:
    wrong = get_source(source).check(address.strip(), credential)
    if wrong:
        raise ConnectionFieldError(wrong)


def _record(connection: Connection, action: str, actor: str) -> None:
    detail = {"source": connection.source, "name": connection.name}
    record(actor=actor, action=action, subject=f"connection {connection.pk}", detail=detail)


def due_period(on: date) -> Period | None:
    """Return the days that a run on a day would read, or None where every complete block is released.

    A block is complete a day after its last one, when it has ended in every zone.
    """
    last = (on - timedelta(days=1) - BLOCK_ORIGIN).days // BLOCK_DAYS - 1
    released = [(day - BLOCK_ORIGIN).days // BLOCK_DAYS for day in released_blocks()]
    first = max(released[-1] + 1, last - MOST_BLOCKS + 1) if released else last - LOOK_BACK
    if first > last:
        return None
    look_back = LOOK_BACK if released else 0
    return Period(_start(first - look_back), _start(last + 1))


def _start(block: int) -> date:
    return BLOCK_ORIGIN + timedelta(days=block * BLOCK_DAYS)


def next_complete(on: date) -> date:
    """Return the first day on which another block is complete."""
    running = (on - timedelta(days=1) - BLOCK_ORIGIN).days // BLOCK_DAYS
    return _start(running + 1) + timedelta(days=1)


def open_source(connection: Connection, limits: Limits) -> CalendarSource:
    """Return what a connection reads from; raise `CredentialLostError` where the secret of the site changed."""
    make = get_source(connection.source)
    return make(connection.address, opened(bytes(connection.credential)), Client(limits))


def dry_run(connection: Connection, *, on: date, limits: Limits | None = None) -> DryRun:
    """Open a few calendars of a connection, count what is in them, and keep nothing.

    The days are those of the next run; where no block is waiting, those of the last complete block.
    """
    limits = limits or Limits(attempts=1, request_seconds=10, silence_seconds=5)
    end = next_complete(on) - timedelta(days=1 + BLOCK_DAYS)
    period = due_period(on) or Period(end - timedelta(days=BLOCK_DAYS), end)
    directory = directory_of(company_over(period))
    owners = list(directory.members())
    tried, tally, why = owners[:SAMPLE], Tally(), ""
    try:
        reader = LiveReader({connection.name: open_source(connection, limits)}, _window(period), limits)
        for _ in reader.read(Path(), directory, tally, tried):
            continue
    except StoppedError as stopped:
        why = stopped.cause.reason
        tally = reader.tallies[connection.name]
    except CredentialLostError as error:
        why = error.reason
    return DryRun(period.first_day, period.end_day, len(owners), len(tried), tally, why)


def _window(period: Period) -> Window:
    return Window(period.first_day, period.end_day)


def read_connections(*, now: datetime, limits: Limits | None = None) -> Run | None:
    """Read every connection that is not paused, if a block is waiting and none of them hinders; return the run.

    All are read in one run, because a person's block is one number whatever servers hold the calendars. Returns None
    where nothing was released: nothing due, a connection that waits or is refused, or a run that had to stop.
    """
    limits = limits or Limits()
    connections = list(active_connections())
    period = due_period(now.date())
    if period is None or not connections or not _claimed(connections, now):
        return None
    run = Run.objects.create(source=SOURCE, first_day=period.first_day, last_day=period.end_day)
    reader = LiveReader({}, _window(period), limits)
    try:
        for connection in connections:
            try:
                reader.add(connection.name, open_source(connection, limits))
            except CredentialLostError as error:
                raise StoppedError(connection.name, error) from None
        reduce_run(run, reader, Path(), on=now.date())
    except (StoppedError, NothingReadableError) as stopped:
        _stopped(run, connections, reader, stopped, now)
        return None
    for connection in connections:
        _left(connection, run, reader, Outcome.READ, "", _morning(next_complete(now.date()), now))
    return run


def _claimed(connections: list[Connection], now: datetime) -> bool:
    """Take the connections for this run, unless one waits, is refused, or another worker has just taken them."""
    if any(each.outcome == Outcome.REFUSED or (each.next_run_at or now) > now for each in connections):
        return False
    with transaction.atomic():
        locked_rows = Connection.objects.select_for_update().filter(pk__in=[each.pk for each in connections])
        if any((each.next_run_at or now) > now for each in locked_rows):
            return False
        locked_rows.update(next_run_at=now + PAUSE)
    return True


def _stopped(
    run: Run,
    connections: list[Connection],
    reader: LiveReader,
    stopped: StoppedError | NothingReadableError,
    now: datetime,
) -> None:
    """Write down how far a run came that released nothing; the run stays unfinished."""
    hinge = stopped.connection if isinstance(stopped, StoppedError) else None
    cause = stopped.cause if isinstance(stopped, StoppedError) else None
    total = Tally()
    for connection in connections:
        total.add(reader.tallies.get(connection.name, Tally()))
        if hinge in (None, connection.name):
            why = cause.reason if cause else ""
            _left(connection, run, reader, _outcome(cause), why, _next_try(cause, now))
        else:
            _left(connection, run, reader, Outcome.WAITING, "", _next_try(cause, now))
    run.report = total.as_json()
    run.save(update_fields=["report"])


def _outcome(cause: SourceError | None) -> Outcome:
    if isinstance(cause, AccessRefusedError | CredentialLostError):
        return Outcome.REFUSED
    return Outcome.WAITING if isinstance(cause, ThrottledError) else Outcome.FAILED


def _next_try(cause: SourceError | None, now: datetime) -> datetime:
    return now + (timedelta(seconds=max(3600, cause.seconds)) if isinstance(cause, ThrottledError) else PAUSE)


def _morning(day: date, now: datetime) -> datetime:
    return datetime(day.year, day.month, day.day, 4, tzinfo=now.tzinfo)


def _left(
    connection: Connection, run: Run, reader: LiveReader, outcome: Outcome, why: str, next_run_at: datetime
) -> None:
    report = reader.tallies.get(connection.name, Tally()).as_json()
    ConnectionRun.objects.create(connection=connection, run=run, outcome=outcome, report=report)
    connection.outcome, connection.why, connection.next_run_at = outcome, why, next_run_at
    connection.save(update_fields=["outcome", "why", "next_run_at"])
