"""GitLab: events by user name or id; joining a project is no work."""

import json
from pathlib import Path
from typing import Any

import pytest

from signals.connectors.gitlab import GitlabConnector
from tests.factories.signals import Values, values_of

ACCOUNTS = {"ann_h": "ann@x.example", "77": "bob@x.example"}


def event(**more: Any) -> dict[str, Any]:
    usual = {
        "action_name": "pushed to",
        "author_id": 5,
        "author_username": "ann_h",
        "target_title": "Zeppelin",
    }
    return (
        usual | {"created_at": "2025-01-28T21:00:00.000Z", "push_data": {"commit_title": "Zeppelin"}} | more
    )


def read(folder: Path, *events: object) -> Values:
    return values_of(folder, {"events.json": json.dumps(events)}, source="gitlab", accounts=ACCOUNTS)


@pytest.mark.parametrize(
    "one",
    [
        event(),
        event(author_username=None, author={"username": "Ann_H"}),
        event(author_username="b", author_id=77),
    ],
)
def test_an_event_is_work_of_its_author(tmp_path: Path, one: object) -> None:
    assert read(tmp_path, one).tally.events == 1


def test_late_work(tmp_path: Path) -> None:
    assert read(tmp_path, event())["after_hours_hours"] * 4 == 0.25


@pytest.mark.parametrize("action", ["joined", "left"])
def test_joining_and_leaving_are_no_work(tmp_path: Path, action: str) -> None:
    values = read(tmp_path, event(action_name=action), event())
    assert (values.tally.events, values.tally.skipped) == (1, {})


@pytest.mark.parametrize("one", [None, {}, event(created_at="soon"), event(author_username="", author=3)])
def test_a_broken_event_is_counted(tmp_path: Path, one: object) -> None:
    assert read(tmp_path, one, event()).tally.skipped == {"broken_event": 1}


def test_titles_do_not_survive_the_parser() -> None:
    assert "Zeppelin" not in repr(GitlabConnector().load(json.dumps([event()]).encode()))
