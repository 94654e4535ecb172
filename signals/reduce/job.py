"""One reduction from input to released cells and findings: owner by owner, one number per person, metric and block.

Events live until the next owner is read. What lives until the end is one array; it never leaves this module.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from privacy.gate import keyed_digest
from privacy.policy import DEFAULT, VERSION, Policy
from signals.calendars.events import Event, Tally
from signals.calendars.periods import Period
from signals.calendars.series import attended
from signals.calendars.workdays import Days, Schedule, days_of
from signals.calendars.zones import named_zone
from signals.connectors.base import CalendarConnector, Directory, Owner, PartialConnector, TableConnector
from signals.detectors.base import Detector, Finding, History
from signals.detectors.find import find
from signals.detectors.past import Past
from signals.detectors.registry import DETECTORS
from signals.enums import Reason
from signals.exceptions import NothingReadableError
from signals.metrics import BLOCK_DAYS, METRICS, OUT_OF_HOURS, TIES
from signals.reduce.cells import Cell, Door, load_changes, release_block
from signals.reduce.company import Company
from signals.reduce.meetings import meetings_of
from signals.reduce.network import Network, Tie
from signals.reduce.person import CLIPS, NAMES, Calendar, Numbers, values_of
from signals.reduce.units import Layout
from signals.thresholds import DEFAULT_MARKS, Marks

Progress = Callable[[int, int], None]
Reading = Callable[[Tally, Network | None], Numbers]
TOGETHER = 32  # people that are worked out at once


@dataclass(frozen=True, slots=True)
class Reduced:
    """What one reduction lets out, and what it read and skipped; `digests` has one entry per block."""

    cells: tuple[Cell, ...]
    findings: tuple[Finding, ...]
    digests: tuple[str, ...]
    tally: Tally
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What a reduction is about and under which terms: people, days, the secret of certificates, policy, the past.

    `earlier` are released cells of the blocks before the first one, where there are any; `accounts` are names by which
    work tools know people, account -> address; `detectors` and `marks` say what is looked for, and from where on.
    """

    company: Company
    period: Period
    key: bytes
    policy: Policy = DEFAULT
    earlier: tuple[Cell, ...] = ()
    accounts: Mapping[str, str] = field(default_factory=dict)
    detectors: Mapping[str, Detector] = field(default_factory=lambda: DETECTORS)
    marks: Marks = field(default_factory=lambda: DEFAULT_MARKS)
    wants_ties: bool = False


def reduce_source(
    connector: CalendarConnector | TableConnector,
    path: Path,
    terms: Terms,
    progress: Progress | None = None,
    read: Reading | None = None,
) -> Reduced:
    """Reduce a source to the released cells and findings of the whole blocks of a period.

    `read` takes the place of `calendar_values`, for example with many workers.

    Raises
    ------
    NothingReadableError
        Not one calendar or row could be read.
    """
    tally = Tally()
    network = Network() if terms.wants_ties else None
    if not terms.period.count:
        tally.note(
            f"no whole block of {BLOCK_DAYS} days lies between {terms.period.first_day} and {terms.period.end_day}"
        )
    if isinstance(connector, TableConnector):
        values, shown = table_values(connector, path, terms, tally), connector.metrics
    else:
        shown = tuple(METRICS)
        values = (
            read(tally, network)
            if read
            else calendar_values(connector, path, terms, tally, progress, network)
        )
        if isinstance(connector, PartialConnector):
            shown = connector.metrics
            values[[row for row, name in enumerate(NAMES) if name not in (*shown, *hidden_with(shown))]] = (
                np.nan
            )
    reduced = release(values, terms, tally, shown)
    return reduced if network is None else replace(reduced, ties=_ties(network, terms, reduced.cells))


def _ties(network: Network, terms: Terms, cells: Sequence[Cell]) -> tuple[Tie, ...]:
    """Return the ties of units that were both released in the block."""
    shown = {(cell.unit, cell.block_start) for cell in cells}
    starts = map(terms.period.block_start, range(terms.period.count))
    return tuple(
        tie
        for block, start in enumerate(starts)
        for tie in network.ties(block, start, terms.company, terms.policy.signals_people)
        if (tie.unit, start) in shown and (tie.other, start) in shown
    )


def calendar_values(
    connector: CalendarConnector,
    path: Path,
    terms: Terms,
    tally: Tally,
    progress: Progress | None = None,
    network: Network | None = None,
) -> Numbers:
    """Return the clipped values of everybody, shape (len(NAMES), B, P); NaN where there is none."""
    company, period = terms.company, terms.period
    values = np.full((len(NAMES), period.count, len(company.members)), np.nan)
    read = connector.read(path, directory_of(company, terms.accounts), tally)
    done = 0
    for numbers, block in values_by_owner(read, company, period, tally, network):
        values[:, :, numbers] = block
        done += len(numbers)
        if progress is not None:
            progress(done, len(company.members))
    if not tally.files:
        raise NothingReadableError(str(path), tally.skipped)
    return values


def values_by_owner(
    read: Iterable[tuple[Owner, list[Event]]],
    company: Company,
    period: Period,
    tally: Tally,
    network: Network | None = None,
) -> Iterator[tuple[list[int], Numbers]]:
    """Yield numbers of people with their values, shape (len(NAMES), B, K), K people at a time.

    Events are forgotten owner by owner; what waits for its batch is when somebody meets, and how many.
    """
    waiting: dict[Schedule, dict[int, Calendar]] = {}
    for owner, events in read:
        if not period.count:
            continue
        schedule = company.members[owner.number].schedule
        days = days_of(schedule, period)
        low, high = int(days.midnights[0]), int(days.midnights[-1])
        meetings = meetings_of(owner.number, attended(events, low, high, tally), company)
        tally.occurrences += len(meetings.starts)
        if network is not None:
            network.add(owner.number, meetings, days, company.unit_names)
        has_boss = bool(company.bosses(owner.number) - {owner.number})
        batch = waiting.setdefault(schedule, {})
        batch[owner.number] = Calendar(meetings, has_boss, company.span(owner.number))
        if len(batch) == TOGETHER:
            yield _batch(waiting.pop(schedule), days, tally)
    for schedule, batch in waiting.items():
        yield _batch(batch, days_of(schedule, period), tally)


def _batch(batch: dict[int, Calendar], days: Days, tally: Tally) -> tuple[list[int], Numbers]:
    for note in days.notes:
        tally.note(note)
    return list(batch), values_of(list(batch.values()), days)


def parse_only(connector: CalendarConnector | TableConnector, path: Path, *, company: Company) -> Tally:
    """Read a source with the same parser and throw everything away: the floor of the benchmark."""
    tally = Tally()
    if isinstance(connector, TableConnector):
        tally.events = sum(1 for _ in connector.read_rows(path, tally))
        tally.files = 1
    else:
        for _ in connector.read(path, directory_of(company), tally):
            pass
    if not tally.files:
        raise NothingReadableError(str(path), tally.skipped)
    return tally


def directory_of(company: Company, accounts: Mapping[str, str] | None = None) -> Directory:
    """Return who is who by address."""
    members = company.members
    return Directory(
        {member.address: number for number, member in enumerate(members)},
        [named_zone(member.schedule.time_zone) for member in members],
        accounts,
    )


def hidden_with(shown: tuple[str, ...]) -> tuple[str, ...]:
    """Return what detectors may see beside the metrics of a source that knows only some."""
    hours, ties = "after_hours_hours" in shown, "external_ties" in shown
    return (OUT_OF_HOURS,) * hours + (TIES,) * ties


def table_values(connector: TableConnector, path: Path, terms: Terms, tally: Tally) -> Numbers:
    """Return the clipped means of the rows that belong to each block, shape (len(NAMES), B, P)."""
    bounds = np.array(list(CLIPS.values()))
    return np.clip(
        table_means(connector, path, terms, tally), bounds[:, 0, None, None], bounds[:, 1, None, None]
    )


def table_means(connector: TableConnector, path: Path, terms: Terms, tally: Tally) -> Numbers:
    """Return the same as they were computed elsewhere, before any bounds."""
    company, period = terms.company, terms.period
    numbers = {member.person: number for number, member in enumerate(company.members)}
    people = len(company.members)
    rows = {metric: NAMES.index(metric) * period.count for metric in connector.metrics}
    places, given = array("q"), array("d")
    tally.files = 1
    known, blocks = 0, dict[int, int | None]()
    for week in connector.read_rows(path, tally):
        tally.events += 1
        number = numbers.get(week.person)
        if number is None:
            tally.skip(Reason.UNKNOWN_OWNER)
            continue
        known += 1
        if week.day not in blocks:
            # A week belongs to the block that holds its fourth day.
            blocks[week.day] = period.place_of(date.fromordinal(week.day + 3))
        block = blocks[week.day]
        if block is None:
            continue
        tally.occurrences += 1
        for metric, value in week.hours.items():
            places.append((rows[metric] + block) * people + number)
            given.append(value)
    if not known:
        raise NothingReadableError(str(path), tally.skipped)
    shape = (len(NAMES), period.count, people)
    where = np.frombuffer(places, np.int64)
    sums = np.bincount(where, np.frombuffer(given), minlength=len(NAMES) * period.count * people)
    counts = np.bincount(where, minlength=len(sums))
    with np.errstate(invalid="ignore"):
        means: Numbers = (sums / counts).reshape(shape)
    return means


def release(values: Numbers, terms: Terms, tally: Tally, shown: tuple[str, ...] = tuple(METRICS)) -> Reduced:
    """Pass everybody's values, shape (len(NAMES), B, P), through the door, block by block."""
    company, period = terms.company, terms.period
    layout = Layout(company.tree, [member.unit for member in company.members])
    starts = [period.block_start(block) for block in range(period.count)]
    cells: list[Cell] = []
    digests: list[str] = []
    before: Sequence[Cell] = [cell for cell in terms.earlier if cell.block_start == period.block_start(-1)]
    for block, start in enumerate(starts):
        digests.append(_digest(values[:, block], company, start, terms.key))
        door = Door(layout, company.tree, terms.policy, digests[-1])
        now = release_block(values[:, block], start, door, shown)
        now += load_changes(before, now)
        cells += now
        before = now
    history = History(
        values,
        layout,
        terms.policy.signals_people,
        marks=terms.marks,
        past=Past((*terms.earlier, *cells), starts),
    )
    findings = find(history, starts, cells, terms.detectors)
    return Reduced(tuple(cells), tuple(findings), tuple(digests), tally)


def _digest(values: Numbers, company: Company, start: date, key: bytes) -> str:
    """Return the keyed hash of a block's inputs, whatever the order of people.csv and units.csv."""
    members = company.members
    frame = pd.DataFrame(values.T, columns=list(NAMES))
    frame["person"] = [member.person for member in members]
    frame["unit"] = [member.unit for member in members]
    tree = "\n".join(f"{unit} {parent}" for unit, parent in sorted(company.tree.items()))
    return keyed_digest(key, [VERSION, start.isoformat(), tree], [frame])
