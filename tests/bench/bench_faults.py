"""What somebody may put into a calendar, or a server may do: bounded time and memory, everything else read, the rest counted.

Run with `python -m tests.bench.bench_faults`; prints a table with seconds and the growth of the peak resident set of each
case, each in a process of its own beside 23 calendars that are fine; exits 1 where one is over its bounds, hides what was
skipped, or costs another calendar.
"""

import gzip
import io
import json
import multiprocessing
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from signals.calendars.periods import Period
from signals.connectors.registry import get_connector
from signals.enums import Reason
from signals.exceptions import StoppedError
from signals.reduce.job import Terms, reduce_source
from signals.sources.base import Window
from signals.sources.http import Client, Limits
from signals.sources.reader import LiveReader
from signals.sources.registry import get_source
from tests.factories import calendar_company
from tests.factories.calendar_servers import CalendarServer, serving
from tests.factories.signals import calendar, event, write_calendars

WHO = calendar_company.company(24)
PERIOD = Period(calendar_company.FIRST, calendar_company.END)
TERMS = Terms(WHO, PERIOD, b"key")
VICTIM = "p5@x.example"
# A fault may cost this much more than the same calendars without it.
SECONDS, MEBIBYTES = 10.0, 64.0
LIMITS = Limits(silence_seconds=1, request_seconds=2, attempts=2, wait_seconds=2, in_a_row=3)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a case came to; `why` where nothing was released."""

    seconds: float
    grown: float
    files: int
    skipped: dict[str, int]
    why: str
    cells: int


@dataclass(frozen=True, slots=True)
class Fault:
    """One case: its files or what it does to a server, and what has to be said of it; `loses` are whole calendars."""

    name: str
    kind: str
    make: Callable[[Path | CalendarServer], None]
    reason: Reason | None
    loses: int = 0
    is_stopped: bool = False


def _ics(*events: str) -> Callable[[Path | CalendarServer], None]:
    return lambda folder: _file(folder, f"{VICTIM}/more.ics", calendar(*events).encode())


def _file(folder: Path | CalendarServer, name: str, data: bytes) -> None:
    if not isinstance(folder, Path):
        raise TypeError
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)


def _zip_bomb(folder: Path | CalendarServer) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.ics", b"0" * (200 << 20))
    _file(folder, f"{VICTIM}/bomb.ics", data.getvalue())


def _long_line(folder: Path | CalendarServer) -> None:
    text = calendar(event(uid="long"), event(uid="other")).replace(
        "UID:long", "UID:long\r\nATTENDEE:mailto:" + "x" * (50 << 20)
    )
    _file(folder, f"{VICTIM}/long.ics", text.encode())


def _server(**changes: object) -> Callable[[Path | CalendarServer], None]:
    def change(server: Path | CalendarServer) -> None:
        for name, value in changes.items():
            setattr(server, name, value)

    return change


def _rule(rule: str) -> Callable[[Path | CalendarServer], None]:
    return _ics(event("20250128T100000", "20250128T100500", f"RRULE:{rule}", uid="bomb"))


def _gz_bomb(folder: Path | CalendarServer) -> None:
    line = (
        json.dumps(
            {"type": "PushEvent", "actor": {"login": "p1"}, "created_at": "2025-02-03T20:00:00Z"}
        ).encode()
        + b"\n"
    )
    _file(folder, "fine.json", line)
    _file(folder, "bomb.json.gz", gzip.compress(b" " * (400 << 20)))


EVERY_SECOND = f"FREQ=DAILY;BYHOUR={','.join(map(str, range(24)))};BYMINUTE={','.join(map(str, range(60)))};BYSECOND={','.join(map(str, range(60)))}"
FAULTS = (
    Fault("nothing wrong", "ics", lambda folder: None, None),
    Fault("every second (RRULE)", "ics", _rule("FREQ=SECONDLY"), Reason.REFUSED_RECURRENCE),
    Fault("86,400 a day (RRULE)", "ics", _rule(EVERY_SECOND), Reason.REFUSED_RECURRENCE),
    Fault("a rule that never occurs", "ics", _rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), None),
    Fault("COUNT=999999999", "ics", _rule("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1;COUNT=999999999"), None),
    Fault("200 rules of 5,000", "ics", _ics(*(event("20250128T100000", "20250128T100500", f"RRULE:{EVERY_SECOND.replace('BYSECOND', 'X-BYSECOND')}", uid=f"b{n}") for n in range(200))), Reason.REFUSED_RECURRENCE),
    Fault("zip bomb, 200 MiB", "ics", _zip_bomb, Reason.REFUSED_ARCHIVE),
    Fault("gzip bomb, 400 MiB", "github", _gz_bomb, Reason.REFUSED_ARCHIVE),
    Fault("a line of 50 MB", "ics", _long_line, Reason.LINE_TOO_LONG),
    Fault("unknown zone", "ics", _ics(event(zone="Mars/Olympus", uid="mars")), Reason.UNKNOWN_ZONE),
    Fault("wrong JSON", "google", lambda folder: _file(folder, f"{VICTIM}/more.json", b'{"items": {'), Reason.BROKEN_FILE),
    Fault("JSON a million deep", "graph", lambda folder: _file(folder, f"{VICTIM}/more.json", b"[" * 1_000_000), Reason.BROKEN_FILE),
    Fault("another shape of JSON", "graph", lambda folder: _file(folder, f"{VICTIM}/more.json", b'{"value": [1, "a", {"start": []}]}'), Reason.BROKEN_EVENT),
    Fault("nothing wrong", "live", lambda server: None, None),
    Fault("token expires each page", "live", _server(token_lasts=1), None),
    Fault("wrong JSON of a server", "live", lambda server: server.faults.append((200, {}, b"{")) if isinstance(server, CalendarServer) else None, Reason.BROKEN_FILE, loses=1),
    Fault("token never good", "live", _server(is_refusing=True), Reason.ACCESS_REFUSED, is_stopped=True),
    Fault("429 storm", "live", _server(always=(429, {"Retry-After": "1"}, b"")), Reason.THROTTLED, is_stopped=True),
    Fault("server that hangs", "live", _server(hang="silent"), Reason.NO_ANSWER, is_stopped=True),
    Fault("a byte now and then", "live", _server(hang="drip"), Reason.NO_ANSWER, is_stopped=True),
    Fault("an answer without end", "live", _server(hang="endless"), Reason.TOO_LARGE, is_stopped=True),
)  # fmt: skip


def happened(fault: Fault, folder: Path, line: Connection) -> None:
    """Run one case and send what it came to."""
    if fault.kind == "live":
        with serving(calendar_company.items(WHO, "graph"), page=7) as server:
            fault.make(server)
            source = get_source("graph")(server.address, server.graph_credential, Client(LIMITS))
            reader = LiveReader({"one": source}, Window(PERIOD.first_day, PERIOD.end_day), LIMITS)
            _run(reader, folder, line)
        return
    if fault.kind in ("ics", "google", "graph"):
        ending = "ics" if fault.kind == "ics" else "json"
        texts = calendar_company.calendars(WHO, fault.kind)
        write_calendars(folder, {f"{who}.{ending}": text for who, text in texts.items()})
    fault.make(folder)
    _run(get_connector(fault.kind), folder, line)


def _run(connector: object, folder: Path, line: Connection) -> None:
    before, started = _peak(), time.perf_counter()
    try:
        accounts = {"p1": "p1@x.example"}
        terms = Terms(WHO, PERIOD, b"key", accounts=accounts)
        reduced = reduce_source(connector, folder, terms)  # type: ignore[arg-type]  # either kind
        files, skipped, why, cells = reduced.tally.files, reduced.tally.skipped, "", len(reduced.cells)
    except StoppedError as stopped:
        tally = next(iter(connector.tallies.values()))  # type: ignore[attr-defined]  # only a live reader is stopped
        files, skipped, why, cells = tally.files, tally.skipped, stopped.cause.reason.value, 0
    line.send(Outcome(time.perf_counter() - started, _peak() - before, files, dict(skipped), why, cells))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def outcome(fault: Fault) -> Outcome | None:
    """Run one case in a process of its own; None where it is still running after a minute, or died."""
    here, there = multiprocessing.Pipe()
    with tempfile.TemporaryDirectory() as place:
        process = multiprocessing.get_context("fork").Process(
            target=happened, args=(fault, Path(place), there)
        )
        process.start()
        found: Outcome | None = here.recv() if here.poll(180) else None
        process.kill()
        process.join()
    return found


def fine(fault: Fault, found: Outcome, usual: Outcome) -> bool:
    """Return whether a case is within its bounds, says what was skipped, and costs no other calendar."""
    said = fault.reason is None or fault.reason.value in (*found.skipped, found.why)
    if fault.is_stopped:
        rest = bool(found.why) and not found.cells
    else:
        rest = fault.kind == "github" or (
            found.files >= 24 - fault.loses and found.cells >= usual.cells * (0.9 if fault.loses else 1)
        )
    return (
        said and rest and found.seconds <= SECONDS + usual.seconds and found.grown <= MEBIBYTES + usual.grown
    )


def main() -> int:
    """Print the table."""
    usual, failed = dict[bool, Outcome](), 0
    sys.stdout.write(
        f"{'fault':26} {'source':7} {'seconds':>8} {'MiB':>6} {'read':>5}  skipped, or why nothing was released\n"
    )
    for fault in FAULTS:
        found = outcome(fault)
        if found is not None:
            usual.setdefault(
                fault.kind == "live", found
            )  # the first of each kind is the one with nothing wrong
        is_fine = found is not None and fine(fault, found, usual[fault.kind == "live"])
        failed += not is_fine
        verdict = "" if is_fine else "   NOT WITHIN BOUNDS"
        said = (
            "no answer"
            if found is None
            else f"{found.seconds:8.2f} {found.grown:6.1f} {found.files:5}  {found.why or found.skipped}"
        )
        sys.stdout.write(f"{fault.name:26} {fault.kind:7} {said}{verdict}\n")
        sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
