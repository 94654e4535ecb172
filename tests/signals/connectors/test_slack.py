"""Slack export: messages without text; replies are contacts; notices and apps are no work."""

import json
from pathlib import Path
from typing import Any

import pytest

from signals.connectors.activity import instant
from signals.connectors.slack import SlackConnector
from tests.factories.signals import Values, values_of

USERS = [
    {"id": "U1", "name": "Zeppelin", "profile": {"email": "Ann@x.example", "real_name": "Zeppelin"}},
    {"id": "U2", "profile": {"email": "cat@x.example"}},
    {"id": "U3", "profile": {}},
    {"id": "U4"},
    None,
]


def message(at: str = "2025-01-28T21:00:00Z", user: str = "U1", **more: Any) -> dict[str, Any]:
    return {"type": "message", "user": user, "ts": f"{instant(at)}.000200", "text": "Zeppelin <@U2>"} | more


def read(
    folder: Path, *messages: object, users: object = USERS, accounts: dict[str, str] | None = None
) -> Values:
    files = {
        "users.json": json.dumps(users),
        "general/2025-01-28.json": json.dumps(messages),
        "channels.json": "[{}]",
    }
    return values_of(folder, files, source="slack", accounts=accounts)


def test_a_message_is_a_quarter_of_work(tmp_path: Path) -> None:
    values = read(tmp_path, message())
    assert values["after_hours_hours"] * 4 == 0.25
    assert values.tally.as_json() == {"files": 1, "events": 1, "occurrences": 1, "skipped": {}}


def test_a_reply_is_a_contact_with_whoever_began_the_thread(tmp_path: Path) -> None:
    values = read(tmp_path, message(parent_user_id="U2", thread_ts="1738000000.1"))
    assert (values["external_ties"], values["ei_index"]) == (1, 1)


@pytest.mark.parametrize(
    "item",
    [
        message(subtype="channel_join"),
        message(subtype="bot_message"),
        message(type="other"),
        {"type": "message", "subtype": "", "bot_id": "B1", "ts": "1738000000.1"},
    ],
)
def test_what_is_no_work(tmp_path: Path, item: object) -> None:
    values = read(tmp_path, item, message("2025-01-28T10:00:00Z"))
    assert (values["quiet_days"], values.tally.events, values.tally.skipped) == (1, 1, {})


@pytest.mark.parametrize("subtype", ["thread_broadcast", "file_share", "me_message"])
def test_what_is_written_counts(tmp_path: Path, subtype: str) -> None:
    assert read(tmp_path, message(subtype=subtype)).tally.events == 1


def test_an_account_without_address_comes_from_the_accounts(tmp_path: Path) -> None:
    values = read(tmp_path, message(user="U9"), message(user="U3"), accounts={"U9": "ann@x.example"})
    assert (values.tally.events, values.tally.skipped) == (1, {"unknown_owner": 1})


@pytest.mark.parametrize("item", [None, 3, {"user": "U1"}, message(ts="soon"), message(ts=5)])
def test_a_broken_message_is_counted(tmp_path: Path, item: object) -> None:
    values = read(tmp_path, item, message())
    assert (values.tally.events, values.tally.skipped) == (1, {"broken_event": 1})


def test_without_users_accounts_alone_say_who_is_who(tmp_path: Path) -> None:
    values = read(tmp_path, message(), users={"a": 1}, accounts={"u1": "ann@x.example"})
    assert (values.tally.events, values.tally.skipped) == (1, {"broken_file": 1})


def test_text_and_names_do_not_survive_the_parser() -> None:
    assert "Zeppelin" not in repr(SlackConnector().load(json.dumps([message(), *USERS]).encode()))
