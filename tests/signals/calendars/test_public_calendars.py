"""Some 290 public calendars of two parsers' own test suites: occurrences against recurring-ical-events."""

import warnings
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events

from signals.calendars.events import Event, Tally
from signals.calendars.series import attended
from signals.calendars.zones import named_zone
from signals.connectors.base import Directory, Owner
from signals.connectors.ics import CalendarFile
from signals.connectors.ics_people import Attendees
from signals.enums import Reason
from signals.exceptions import BrokenFileError
from signals.metrics import LONGEST_SECONDS

pytestmark = pytest.mark.data
LOW, HIGH = datetime(2018, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
DIRECTORY = Directory({"owner@x.example": 0}, [named_zone("UTC")])
OWNER = Owner(0, named_zone("UTC"), "owner@x.example")
Lengths = Counter[tuple[int, int]]


class _Everybody(Attendees):
    """Lets every event count, whoever is in it: these calendars are about time."""

    def read(self, organiser: bytes | None, attendees: list[bytes]) -> tuple[tuple[int, ...], bool]:
        return (-1, 0), True


def ours(path: Path) -> tuple[Lengths, Tally]:
    tally, events = Tally(), list[Event]()
    CalendarFile(OWNER, _Everybody(DIRECTORY, OWNER), tally).read(path, events)
    found = attended(events, int(LOW.timestamp()), int(HIGH.timestamp()), tally)
    return Counter(zip(found.starts.tolist(), found.lengths.tolist(), strict=True)), tally


def theirs(path: Path) -> Lengths:
    """Return what recurring-ical-events finds, less what never counts (free, private, cancelled, all-day, too long)."""
    lengths: Lengths = Counter()
    for calendar in icalendar.Calendar.from_ical(path.read_bytes(), multiple=True):
        for each in recurring_ical_events.of(calendar).between(LOW, HIGH):
            start, end = each["DTSTART"].dt, each["DTEND"].dt
            if not isinstance(start, datetime) or not isinstance(end, datetime):
                continue
            begin, finish = (
                int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()) for at in (start, end)
            )
            if begin >= HIGH.timestamp() or not 0 < finish - begin < LONGEST_SECONDS:
                continue
            is_dropped = (
                str(each.get("STATUS", "")).upper() == "CANCELLED"
                or str(each.get("TRANSP", "")).upper() == "TRANSPARENT"
                or str(each.get("CLASS", "")).upper() not in ("", "PUBLIC")
            )
            if not is_dropped:
                lengths[begin, finish - begin] += 1
    return lengths


# Where the definition asks for something else than the peer does.
EXPLAINED = {
    "end_before_start_event.ics": "a length of 0 or less is dropped, the peer turns it round",
    "issue_132_swapped_start_and_end.ics": "the same",
    "issue_526_calendar_with_different_events.ics": "an unknown zone skips the event, the peer takes the time as floating",
    "issue_526_calendar_with_event_subset.ics": "the same",
    "issue_526_calendar_with_events.ics": "the same",
    "issue_526_calendar_with_shuffeled_events.ics": "the same",
    "issue_86_x_wr_timezone_without_time_zone_in_dt.ics": "floating times are in the owner's zone",
}


def test_occurrences_equal_those_of_recurring_ical_events(shared_data: Path) -> None:
    equal, different, hours = 0, set(), 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the peer's, about calendars that are there to be strange
        for path in sorted((shared_data / "ics").rglob("*.ics")):
            try:
                known, (mine, _) = theirs(path), ours(path)
            except Exception:  # noqa: BLE001  # no calendar to us, or one that makes the peer fail
                continue
            if mine == known:
                equal += 1
                hours += sum(length * count for (_, length), count in mine.items()) // 3600
            else:
                different.add(path.name)
    assert different == set(EXPLAINED)
    assert equal >= 200
    assert hours > 1000


def test_every_public_calendar_and_fuzz_file_is_read_or_counted(shared_data: Path) -> None:
    files = sorted((shared_data / "ics").rglob("*.ics"))
    read = 0
    for path in files:
        try:
            _, tally = ours(path)
        except BrokenFileError:
            continue
        read += 1
        assert set(tally.skipped) <= set(Reason)
    assert read >= 200
    assert len(files) >= 250
