"""Work tools: an act stands for a quarter of an hour of the one who acts; ties are between people of the company."""

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest

from signals.calendars.periods import Period
from signals.connectors.activity import HOURS, TIES, instant
from signals.connectors.registry import TOOLS, get_connector
from signals.enums import Source
from signals.exceptions import BrokenEventError, NothingReadableError, PeriodError
from signals.metrics import OUT_OF_HOURS
from signals.reduce.company import Company
from signals.reduce.job import Terms, hidden_with, reduce_source
from tests.factories.signals import TREE, Values, member, values_of

if TYPE_CHECKING:
    from signals.connectors.base import PartialConnector

Line = dict[str, object]


def github(actor: str, at: str, *openers: str, kind: str = "IssueCommentEvent") -> Line:
    payload = {
        name: {"user": {"login": who}, "body": "Zeppelin"}
        for name, who in zip(("issue", "pull_request"), openers, strict=False)
    }
    return {
        "type": kind,
        "actor": {"login": actor},
        "payload": payload,
        "created_at": at,
        "repo": {"name": "Zeppelin"},
    }


def read(folder: Path, *lines: Line) -> Values:
    text = "\n".join(json.dumps(line) for line in lines) + "\n"
    accounts = {who: f"{who}@x.example" for who in ("ann", "bob", "cat", "dan", "eve")}
    return values_of(folder, {"events.jsonl": text}, source="github", accounts=accounts)


def test_acts_in_one_quarter_are_one_quarter(tmp_path: Path) -> None:
    minutes = ("20:01:00", "20:05:00", "20:14:59", "20:15:00", "20:40:00")
    values = read(tmp_path, *(github("ann", f"2025-01-28T{at}Z") for at in minutes))
    assert values["after_hours_hours"] * 4 == 0.75
    assert values["quiet_days"] == 27 / 28
    assert values.tally.events == 5


def test_evenings_weekends_and_holidays_are_told_apart(tmp_path: Path) -> None:
    values = read(
        tmp_path,
        github("ann", "2025-01-28T10:00:00Z"),
        github("ann", "2025-01-28T18:00:00Z"),
        github("ann", "2025-02-01T10:00:00Z"),
    )
    assert [values[name] * 4 for name in ("after_hours_hours", "weekend_hours", "holiday_hours")] == [
        0.25,
        0.25,
        0,
    ]
    assert values[OUT_OF_HOURS] * 4 == 0.5


def test_a_contact_belongs_to_the_one_who_acts(tmp_path: Path) -> None:
    lines = [github("ann", "2025-01-28T21:00:00Z", "cat"), github("ann", "2025-01-28T10:00:00Z", "bob")]
    values = read(tmp_path, *lines)
    assert (values["external_ties"], values["ei_index"], values["cross_unit_share"]) == (1, 0, 0.5)
    (tmp_path / "cat").mkdir()
    other = values_of(
        tmp_path / "cat", {"e.jsonl": "\n".join(map(json.dumps, lines))}, source="github", person="cat",
        accounts={"ann": "ann@x.example", "cat": "cat@x.example"},
    )  # fmt: skip
    assert np.isnan(other["quiet_days"])


def test_the_same_counterpart_counts_once_a_quarter(tmp_path: Path) -> None:
    values = read(
        tmp_path,
        *(github("ann", f"2025-01-28T10:{minute}:00Z", "cat") for minute in ("00", "05", "10")),
        github("ann", "2025-01-28T10:12:00Z", "bob"),
    )
    assert values["ei_index"] == 0


def test_nobody_is_a_counterpart_of_themselves_and_strangers_are_none(tmp_path: Path) -> None:
    values = read(tmp_path, github("ann", "2025-01-28T10:00:00Z", "ann", "stranger"))
    assert values["external_ties"] == 0
    assert np.isnan(values["ei_index"])


def test_strangers_are_counted_and_left_out(tmp_path: Path) -> None:
    values = read(
        tmp_path, github("stranger", "2025-01-28T10:00:00Z", "ann"), github("ann", "2025-01-28T10:00:00Z")
    )
    assert values.tally.skipped == {"unknown_owner": 1}


@pytest.mark.parametrize("source", TOOLS)
def test_a_tool_shows_its_metrics_and_no_other(tmp_path: Path, source: Source) -> None:
    who = Company([member(f"p{number}", "ab"[number % 2], number < 2) for number in range(24)], TREE)
    connector = get_connector(source)
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder, source, [f"p{number}@x.example" for number in range(24)])
    period = Period(date(2025, 1, 27), date(2025, 3, 24))
    reduced = reduce_source(connector, folder, Terms(who, period, b"key"))
    expected = set(cast("PartialConnector", TOOLS[source]).metrics) - {"manager_after_hours_hours"}
    assert {cell.metric for cell in reduced.cells} == expected
    assert {finding.detector for finding in reduced.findings} == {"burnout"}


def write(folder: Path, source: Source, people: list[str]) -> None:
    """Write late work of everybody, every evening of two blocks, each with the next person's work."""
    days = [
        f"2025-{month:02}-{day:02}"
        for month, last in ((1, 31), (2, 28), (3, 23))
        for day in range(27 if month == 1 else 1, last + 1)
    ]
    hours = [f"{hour}:{minute}" for hour in ("20", "21") for minute in ("00", "15", "30", "45")]
    acts = [(place, f"{day}T{hour}:00Z") for place in range(len(people)) for day in days for hour in hours]

    def other(place: int) -> str:
        return people[(place + 1) % len(people)]

    if source == Source.GIT:
        (folder / "all.log").write_text("".join(f"{people[place]}\t{at}\n" for place, at in acts))
        return
    made: object
    if source == Source.SLACK:
        users = [{"id": f"U{place}", "profile": {"email": address}} for place, address in enumerate(people)]
        (folder / "users.json").write_text(json.dumps(users))
        made = [
            {
                "type": "message",
                "user": f"U{place}",
                "ts": f"{instant(at)}.0001",
                "parent_user_id": f"U{(place + 1) % len(people)}",
            }
            for place, at in acts
        ]
    elif source == Source.JIRA:
        made = {"issues": [
            {"fields": {"created": at, "creator": {"emailAddress": people[place]}, "assignee": {"emailAddress": other(place)}}}
            for place, at in acts
        ]}  # fmt: skip
    elif source == Source.GITLAB:
        made = [
            {"action_name": "pushed to", "author_username": people[place], "created_at": at}
            for place, at in acts
        ]
    else:
        made = [github(people[place], at, other(place)) for place, at in acts]
    (folder / "events.json").write_text(json.dumps(made))


def test_what_detectors_may_see() -> None:
    assert hidden_with(HOURS) == (OUT_OF_HOURS,)
    assert hidden_with(HOURS + TIES) == (OUT_OF_HOURS, "ties")
    assert hidden_with(()) == ()


@pytest.mark.parametrize("source", TOOLS)
def test_nothing_to_read(tmp_path: Path, source: Source) -> None:
    who = Company([member("ann")], TREE)
    terms = Terms(who, Period(date(2025, 1, 27), date(2025, 2, 24)), b"key")
    (tmp_path / "broken.json").write_text('{"a": 1}')
    (tmp_path / "broken.log").write_text("no log\n")
    with pytest.raises(NothingReadableError):
        reduce_source(get_connector(source), tmp_path, terms)
    with pytest.raises(PeriodError, match="does not exist"):
        reduce_source(get_connector(source), tmp_path / "none", terms)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-01-28T10:00:00Z", 1738058400),
        ("2025-01-28T11:00:00+01:00", 1738058400),
        ("2025-01-28T11:00:00.123+0100", 1738058400),
        ("2025-01-28 10:00:00 UTC", 1738058400),
        (1738058400, 1738058400),
        (1738058400.9, 1738058400),
    ],
)
def test_instants(text: object, expected: int) -> None:
    assert instant(text) == expected


@pytest.mark.parametrize(
    "text",
    ["2025-01-28T10:00:00", "2025-01-28", "soon", "", None, True, [], -1, 1e300, "2025-02-30T10:00:00Z", "0001-01-01T00:00:00+23:00", "2500-01-01T00:00:00Z"],
)  # fmt: skip
def test_no_instants(text: object) -> None:
    with pytest.raises(BrokenEventError):
        instant(text)
