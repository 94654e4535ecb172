"""Titles, bodies, places, names and addresses from outside appear nowhere: output, database, temporary files, logs."""

import logging
import tempfile
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from signals.calendars.events import Event, Tally
from signals.calendars.zones import named_zone
from signals.connectors.base import Directory
from signals.connectors.registry import CALENDARS
from signals.enums import Source
from signals.intake import reduce_company
from signals.reduce.company import Company
from tests.factories.people import member as membership
from tests.factories.people import person as a_person
from tests.factories.people import unit as a_unit
from tests.factories.signals import TREE, calendar, event, member, write_calendars, write_company

CANARIES = (
    "Zeppelin-Title",
    "Zeppelin-Body",
    "Zeppelin-Place",
    "Zeppelin-Name",
    "zeppelin-guest@outside.example",
    "p1@x.example",
)
SECRETS = (
    "SUMMARY:Zeppelin-Title",
    "DESCRIPTION:Zeppelin-Body",
    "LOCATION:Zeppelin-Place",
    'ATTENDEE;CN="Zeppelin-Name":mailto:zeppelin-guest@outside.example',
    "COMMENT:Zeppelin-Body",
    "X-ALT-DESC:Zeppelin-Body",
)


@pytest.fixture
def calendars(tmp_path: Path) -> Path:
    people = [f"p{number}" for number in range(12)]
    texts = {
        f"{each}@x.example.ics": calendar(
            event("20250127T090000", "20250127T100000", "RRULE:FREQ=DAILY", *SECRETS, people=people[:4]),
            event("2025", "Zeppelin-Title", *SECRETS, uid="broken"),
        )
        for each in people
    }
    return write_calendars(tmp_path / "calendars", texts)


def found_in(data: bytes) -> list[str]:
    return [canary for canary in CANARIES if canary.lower().encode() in data.lower()]


def test_not_in_files_output_or_logs(
    calendars: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    temporary, out = tmp_path / "temporary", tmp_path / "out"
    temporary.mkdir()
    out.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    write_company(tmp_path, Company([member(f"p{number}") for number in range(12)], TREE))
    with caplog.at_level(logging.DEBUG):
        call_command(
            "reduce_signals", str(calendars), "--source=ics", f"--people={tmp_path / 'people.csv'}",
            f"--units={tmp_path / 'units.csv'}", "--from=2025-01-27", "--to=2025-04-21", f"--out={out / 'o.jsonl'}",
            f"--findings={out / 'f.jsonl'}", f"--report={out / 'r.json'}",
        )  # fmt: skip
    written = b"".join(file.read_bytes() for file in out.iterdir())
    assert b"meeting_hours" in written
    said = capsys.readouterr()
    everything = [written, said.out.encode(), said.err.encode(), caplog.text.encode()]
    everything += [file.read_bytes() for file in temporary.rglob("*") if file.is_file()]
    assert [found_in(each) for each in everything] == [[]] * len(everything)


@pytest.mark.django_db
def test_not_in_the_database(calendars: Path) -> None:
    team = a_unit("a", parent=a_unit("all"))
    for number in range(12):
        membership(
            team,
            date(2024, 1, 1),
            person=a_person(
                f"p{number}", email=f"p{number}@x.example", region="DE", time_zone="Europe/Berlin"
            ),
        )
    reduce_company(
        source="ics",
        path=calendars,
        first_day=date(2025, 1, 27),
        last_day=date(2025, 4, 21),
        on=date(2025, 4, 21),
    )
    models = [model for label in ("signals", "privacy") for model in apps.get_app_config(label).get_models()]
    text = "".join(repr(list(model._default_manager.values())) for model in models)
    assert "meeting_hours" in text
    assert found_in(text.encode()) == []


def test_not_in_what_the_reader_keeps(calendars: Path) -> None:
    directory = Directory({f"p{number}@x.example": number for number in range(12)}, [named_zone("UTC")] * 12)
    kept: list[Event] = []
    for _, events in CALENDARS[Source.ICS].read(calendars, directory, Tally()):
        kept += events
    assert len(kept) == 12
    assert found_in(repr(kept).encode()) == []
    assert {number >= 0 for each in kept for number in each.people} == {True, False}
