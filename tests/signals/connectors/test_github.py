"""GitHub: events by login; the counterpart opened the issue or pull request; stars are no work."""

import json
from pathlib import Path

import pytest

from tests.factories.signals import Values, values_of
from tests.signals.connectors.test_activity import github

ACCOUNTS = {who: f"{who}@x.example" for who in ("ann", "bob", "cat")}


def read(folder: Path, *events: object) -> Values:
    return values_of(folder, {"events.json": json.dumps(events)}, source="github", accounts=ACCOUNTS)


def test_a_review_is_a_contact_with_the_author(tmp_path: Path) -> None:
    one = github("ann", "2025-01-28T10:00:00Z", kind="PullRequestReviewEvent")
    one["payload"] = {"pull_request": {"user": {"login": "Cat"}}, "review": {"user": {"login": "ann"}}}
    values = read(tmp_path, one)
    assert (values["external_ties"], values["quiet_days"]) == (1, 1)


@pytest.mark.parametrize("kind", ["WatchEvent", "ForkEvent", "SponsorshipEvent"])
def test_stars_and_forks_are_no_work(tmp_path: Path, kind: str) -> None:
    values = read(
        tmp_path, github("ann", "2025-01-28T21:00:00Z", kind=kind), github("ann", "2025-01-28T10:00:00Z")
    )
    assert (values["quiet_days"], values.tally.events) == (1, 1)


def test_events_without_a_payload_are_work_too(tmp_path: Path) -> None:
    push = {
        "type": "PushEvent",
        "actor": {"login": "ann"},
        "created_at": "2025-01-28T21:00:00Z",
        "payload": {"size": 2},
    }
    assert read(tmp_path, push, {**push, "payload": None})["after_hours_hours"] * 4 == 0.25
