"""Section 6: what is broken is skipped and counted by its reason, and everything else is read."""

import tracemalloc
import zipfile
from pathlib import Path

import pytest

from signals.calendars.events import Tally
from signals.connectors.base import Directory
from signals.connectors.lines import content_lines
from signals.connectors.registry import CALENDARS, TABLES, TOOLS, get_connector
from signals.enums import Source
from signals.exceptions import NothingReadableError, UnknownSourceError
from tests.factories.signals import calendar, event, values_of, write_calendars


def test_every_entry_of_the_registry() -> None:
    for source, connector in (CALENDARS | TOOLS | TABLES).items():
        assert connector.source == source
        assert get_connector(source.value) is connector
    assert set(CALENDARS | TOOLS | TABLES) == set(Source) - {Source.CALDAV}


def test_an_unknown_source_raises_a_named_error() -> None:
    with pytest.raises(UnknownSourceError, match="expected one of ics, google"):
        get_connector("fax")
    assert Source.ICS.value == "ics"


def test_reasons_are_counted_and_the_rest_is_read(tmp_path: Path) -> None:
    files = {
        "ann@x.example/good.ics": calendar(event()),
        "ann@x.example/broken.ics": "this is no calendar",
        "ann@x.example/empty.ics": "",
        "ann@x.example/notes.txt": "notes",
        "ann@x.example/utf16.ics": calendar(event(uid="u")).encode("utf-16").decode("latin-1"),
        "zoe@x.example.ics": calendar(event()),
        "zoe@x.example.txt": "notes",
        ".DS_Store": "x",
    }
    (tmp_path / "ann@x.example").mkdir()
    with zipfile.ZipFile(tmp_path / "ann@x.example" / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.ics", b"0" * 10_000_000)
    values = values_of(tmp_path, files)
    assert values.tally.skipped == {
        "broken_file": 3,
        "unknown_file": 3,
        "unknown_owner": 1,
        "refused_archive": 1,
    }
    assert values.tally.as_json() == {
        "files": 1,
        "events": 1,
        "occurrences": 1,
        "skipped": {"broken_file": 3, "refused_archive": 1, "unknown_file": 3, "unknown_owner": 1},
    }


def test_an_archive_under_a_calendars_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ann@x.example").mkdir()
    with zipfile.ZipFile(tmp_path / "ann@x.example" / "a.ics", "w") as archive:
        archive.writestr("a.ics", calendar(event()))
    values = values_of(tmp_path, {"ann@x.example/good.ics": calendar(event())})
    assert values.tally.skipped == {"refused_archive": 1}


@pytest.mark.parametrize(
    "broken",
    [
        event("20250128T100000", "20250128T110000", uid="b").replace(
            "DTSTART;TZID=Europe/Berlin:20250128T100000", "X:1"
        ),
        event("2025-01-28 10:00", "20250128T110000", uid="b"),
        event("20250230T100000", "20250128T110000", uid="b"),
        event("20250128T250000", "20250128T110000", uid="b"),
        event("20250128T100000", "tomorrow", uid="b"),
        event("20250128T100000", None, "DURATION:an hour", uid="b"),
        event("20250128T100000", "20250128T110000", "RRULE:FREQ=SOMETIMES", uid="b"),
        event("20250128T100000", "20250128T110000", "RRULE:COUNT=3", uid="b"),
        event("20250128T100000", "20250128T110000", "RRULE:FREQ=DAILY;INTERVAL=0", uid="b"),
        event("20250128T100000", "20250128T110000", "RRULE:FREQ=DAILY;BYDAY=XX", uid="b"),
        event("20250128T100000", "20250128T110000", "RRULE:FREQ=DAILY;BYMONTH=13", uid="b"),
        event("20250128T100000", "20250128T110000", "RRULE:FREQ=DAILY;UNTIL=never", uid="b"),
        event("20250128T100000", "20250128T110000", "RRULE:FREQ=DAILY", "EXDATE:soon", uid="b"),
        event("20250128T100000", "20250128T110000", "RDATE:soon", uid="b"),
        event("20250128T100000", "20250128T110000", "RECURRENCE-ID:soon", uid="b"),
        event("２０２５0128T100000", "20250128T110000", uid="b"),
        "BEGIN:VEVENT\r\nUID:b",
        "BEGIN:VEVENT\r\nEND:VEVENT",
    ],
)
def test_a_broken_event_is_counted_and_its_neighbour_is_read(tmp_path: Path, broken: str) -> None:
    values = values_of(
        tmp_path, calendar(event(), broken, event("20250129T100000", "20250129T110000", uid="two"))
    )
    assert values.tally.skipped == {"broken_event": 1}
    assert values["meeting_hours"] * 4 == 2


def test_a_file_that_ends_in_the_middle_of_an_event_is_read_up_to_it(tmp_path: Path) -> None:
    text = calendar(event(), event(uid="two"))
    values = values_of(tmp_path, text[: text.rindex("END:VEVENT")])
    assert values.tally.skipped == {"broken_event": 1}
    assert values["meeting_hours"] * 4 == 1


@pytest.mark.parametrize("ending", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_kind_of_line_end_and_a_byte_order_mark(tmp_path: Path, ending: str, mark: str) -> None:
    assert values_of(tmp_path, mark + calendar(event()).replace("\r\n", ending))["meeting_hours"] * 4 == 1


def test_a_file_may_hold_several_calendars_or_a_bare_event(tmp_path: Path) -> None:
    assert values_of(tmp_path, calendar(event()) + calendar(event(uid="two")))["conflict_hours"] * 4 == 1
    assert values_of(tmp_path, event() + "\r\n")["meeting_hours"] * 4 == 1


def test_a_line_over_a_mebibyte_is_skipped_without_being_read_whole(tmp_path: Path) -> None:
    long = b"DESCRIPTION:" + b"x" * (50 << 20)
    file = tmp_path / "ann@x.example.ics"
    text = calendar(event("20250128T100000", "20250128T110000", "HERE"), event(uid="two"))
    file.write_bytes(text.encode().replace(b"HERE", long))
    tally = Tally()
    tracemalloc.start()
    lines = [line for piece in content_lines(file, tally) for line in piece]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert tally.skipped == {"line_too_long": 1}
    assert [name for name, _ in lines].count(b"END") == 3
    assert peak < 40 << 20
    values = values_of(tmp_path, {})
    assert values["meeting_hours"] * 4 == 1
    assert values["conflict_hours"] * 4 == 1


@pytest.mark.parametrize(("size", "skipped"), [((1 << 20) - len("COMMENT:"), 0), ((1 << 20) + 1, 1)])
def test_a_mebibyte_is_the_limit(tmp_path: Path, size: int, skipped: int) -> None:
    text = calendar(event("20250128T100000", "20250128T110000", "COMMENT:" + "x" * size))
    values = values_of(tmp_path, text)
    assert values.tally.skipped.get("line_too_long", 0) == skipped
    assert values["meeting_hours"] * 4 == 1


def test_many_folded_lines_are_fine(tmp_path: Path) -> None:
    attachment = "ATTACH;ENCODING=BASE64:" + ("A" * 70 + "\r\n ") * 40_000
    values = values_of(tmp_path, calendar(event("20250128T100000", "20250128T110000", attachment)))
    assert values.tally.skipped == {}
    assert values["meeting_hours"] * 4 == 1


def test_pieces_are_cut_where_lines_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [event(f"202501{day}T100000", f"202501{day}T110000", uid=str(day)) for day in (27, 28, 29, 30, 31)]
    text = calendar(*many).replace("mailto:", "mail\r\n to:")
    expected = values_of(tmp_path, text).numbers
    for size in (1, 7, 64, 100):
        monkeypatch.setattr("signals.connectors.lines.PIECE", size)
        assert values_of(tmp_path, text).numbers == pytest.approx(expected, nan_ok=True)


def test_nothing_readable_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NothingReadableError, match="nothing readable found"):
        values_of(tmp_path, {})
    with pytest.raises(NothingReadableError, match="1 unknown_owner"):
        values_of(tmp_path, {"zoe@x.example.ics": calendar(event())})


def test_a_calendar_without_events_is_readable(tmp_path: Path) -> None:
    assert values_of(tmp_path, calendar()).tally.files == 1


def test_an_owner_is_found_whatever_the_case(tmp_path: Path) -> None:
    write_calendars(tmp_path, {"ANN@X.EXAMPLE.ICS": calendar(event())})
    assert values_of(tmp_path, {})["meeting_hours"] * 4 == 1
    assert Directory({" Ann@X.example ": 0}, []).number("ann@x.example") == 0
    assert Directory({}, []).number("ann@x.example") == Directory({}, []).number("ann@x.example") < 0
