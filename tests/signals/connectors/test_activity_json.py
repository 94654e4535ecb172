"""JSON of work tools: lines, documents, packed files; what is broken, too long or a bomb is counted."""

import gzip
import json
import time
import tracemalloc
from pathlib import Path

import pytest

from signals.calendars.events import Tally
from signals.connectors import activity_json
from signals.connectors.github import GithubConnector
from tests.signals.connectors.test_activity import github

GOOD = github("ann", "2025-01-28T10:00:00Z", "cat")


def read(file: Path) -> tuple[int, dict[str, int]]:
    """Return how many acts a folder with one file gives, and what was skipped."""
    tally = Tally()
    return sum(
        1 for _ in GithubConnector()._all(GithubConnector().files(file.parent, tally), tally)
    ), tally.skipped


@pytest.mark.parametrize(
    ("name", "content", "acts"),
    [
        ("a.json", json.dumps([GOOD, GOOD]), 2),
        ("a.json", json.dumps(GOOD), 1),
        ("a.json", json.dumps([GOOD, GOOD], indent=2), 2),
        ("a.json", "\ufeff" + json.dumps([GOOD]), 1),
        ("a.jsonl", json.dumps(GOOD) + "\n\n" + json.dumps(GOOD), 2),
        ("a.jsonl", "\ufeff" + json.dumps(GOOD) + "\r\n" + json.dumps(GOOD) + "\r\n", 2),
        ("a.json", "[]", 0),
    ],
)
def test_documents_and_lines(tmp_path: Path, name: str, content: str, acts: int) -> None:
    (tmp_path / name).write_text(content)
    assert read(tmp_path / name) == (acts, {})


def test_a_document_larger_than_any_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.json").write_text(json.dumps([GOOD]))
    monkeypatch.setattr(activity_json, "LARGEST_DOCUMENT", 100)
    assert read(tmp_path / "a.json") == (0, {"broken_file": 1})


def test_packed_lines(tmp_path: Path) -> None:
    file = tmp_path / "2025-01-28-10.json.gz"
    file.write_bytes(gzip.compress((json.dumps(GOOD) + "\n").encode() * 3))
    assert read(file) == (3, {})


@pytest.mark.parametrize(
    ("content", "skipped"),
    [
        ("", {"broken_file": 1}),
        ("not json", {"broken_file": 1}),
        ("3", {"broken_file": 1}),
        ('{"a": 1}', {"broken_event": 1, "broken_file": 1}),
        (json.dumps(GOOD, indent=2), {"broken_event": 18, "broken_file": 1}),
        ("[" * 100_000, {"broken_file": 1}),
        ("[null, 3, {}, []]", {"broken_event": 4}),
        (json.dumps(GOOD) + "\nbroken\n", {"broken_event": 1}),
        (json.dumps([GOOD | {"created_at": "soon"}, GOOD | {"actor": None}]), {"broken_event": 2}),
    ],
)
def test_what_is_broken_is_counted(tmp_path: Path, content: str, skipped: dict[str, int]) -> None:
    (tmp_path / "a.json").write_text(content)
    assert read(tmp_path / "a.json")[1] == skipped


def test_a_packed_file_that_breaks_off(tmp_path: Path) -> None:
    whole = gzip.compress((json.dumps(GOOD) + "\n").encode() * 5)
    (tmp_path / "a.gz").write_bytes(whole[:-9])
    acts, skipped = read(tmp_path / "a.gz")
    assert acts <= 5
    assert skipped == {"broken_file": 1}


def test_a_bomb_is_refused_in_bounded_time_and_memory(tmp_path: Path) -> None:
    (tmp_path / "bomb.json.gz").write_bytes(gzip.compress(b"[" + b" " * 300_000_000))
    (tmp_path / "good.json").write_text(json.dumps([GOOD]))
    tracemalloc.start()
    started = time.monotonic()
    acts, skipped = read(tmp_path / "good.json")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (acts, skipped) == (1, {"refused_archive": 1})
    assert time.monotonic() - started < 10
    assert peak < 8 << 20


def test_a_line_of_fifty_megabytes_is_dropped_before_it_is_whole(tmp_path: Path) -> None:
    with (tmp_path / "a.jsonl").open("wb") as file:
        file.write(json.dumps(GOOD).encode() + b"\n")
        file.write(b'{"type": "PushEvent", "payload": "' + b"x" * 50_000_000 + b'"}\n')
        file.write(json.dumps(GOOD).encode() + b"\n")
    tracemalloc.start()
    assert read(tmp_path / "a.jsonl") == (2, {"line_too_long": 1})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20


def test_only_allowed_keys_survive_the_parser() -> None:
    kept = GithubConnector().load(json.dumps(GOOD).encode())
    assert "Zeppelin" not in repr(kept)
    assert "ann" in repr(kept)
