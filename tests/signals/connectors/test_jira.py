"""Jira: creation, comments and changes of issues; the counterpart is the creator or the assignee."""

import json
from pathlib import Path
from typing import Any

import pytest

from signals.connectors.jira import JiraConnector
from tests.factories.signals import Values, values_of

ANN, BOB, CAT = (
    {"emailAddress": f"{who}@x.example", "displayName": "Zeppelin"} for who in ("ann", "bob", "cat")
)


def issue(creator: Any = CAT, **more: Any) -> dict[str, Any]:
    fields = {
        "created": "2025-01-28T10:00:00.000+0000",
        "creator": creator,
        "summary": "Zeppelin",
        "description": "Zeppelin",
    }
    return {"key": "Z-1", "fields": fields | more.pop("fields", {})} | more


def change(author: Any = ANN, at: str = "2025-01-28T21:00:00.000+0000") -> dict[str, Any]:
    return {
        "author": author,
        "created": at,
        "items": [{"field": "Zeppelin", "toString": "Zeppelin"}],
        "body": "Zeppelin",
    }


def read(folder: Path, *issues: object, accounts: dict[str, str] | None = None) -> Values:
    return values_of(folder, {"page.json": json.dumps({"issues": issues})}, source="jira", accounts=accounts)


@pytest.mark.parametrize(
    "one", [issue(changelog={"histories": [change()]}), issue(fields={"comment": {"comments": [change()]}})]
)
def test_a_change_or_comment_is_work_on_somebodys_issue(tmp_path: Path, one: object) -> None:
    values = read(tmp_path, one)
    assert values["after_hours_hours"] * 4 == 0.25
    assert (values["external_ties"], values["ei_index"]) == (1, 1)
    assert values.tally.events == 2


def test_the_assignee_is_a_counterpart_too(tmp_path: Path) -> None:
    one = issue(fields={"assignee": BOB}, changelog={"histories": [change()]})
    assert read(tmp_path, one)["ei_index"] == 0


@pytest.mark.parametrize(
    "person", [{"accountId": "5b10"}, {"name": "a.nn", "key": "JIRAUSER1"}, {"key": "JIRAUSER2"}]
)
def test_accounts_where_addresses_are_hidden(tmp_path: Path, person: dict[str, str]) -> None:
    accounts = {"5b10": "ann@x.example", "A.NN": "ann@x.example", "JIRAUSER2": "ann@x.example"}
    assert read(tmp_path, issue(person), accounts=accounts).tally.events == 1


def test_an_app_that_changes_an_issue_is_nobody(tmp_path: Path) -> None:
    one = issue(creator=None, changelog={"histories": [change(None), change()]})
    values = read(tmp_path, one)
    assert (values.tally.events, values.tally.skipped) == (1, {})


@pytest.mark.parametrize(
    "one",
    [None, 3, {}, {"fields": 3}, issue(fields={"created": "soon"}), issue(creator=3), issue(changelog=[1])],
)
def test_a_broken_issue_is_counted_whole(tmp_path: Path, one: object) -> None:
    values = read(tmp_path, one, issue(changelog={"histories": [change()]}))
    assert (values.tally.events, values.tally.skipped) == (2, {"broken_event": 1})


def test_titles_and_changes_do_not_survive_the_parser() -> None:
    whole = {"issues": [issue(changelog={"histories": [change()]})]}
    assert "Zeppelin" not in repr(JiraConnector().load(json.dumps(whole).encode()))
