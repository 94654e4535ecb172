"""Unused invitation links of the open wave: kept in a file of the demo's folder, because the database has hashes only."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from surveys.ballots import find_invitation
from surveys.exceptions import BallotError

FILE = "links.json"
KEPT = 20


def keep_links(out: Path, tokens: Mapping[str, Sequence[str]]) -> None:
    """Write a few tokens per language, readable by their owner alone."""
    path = out / FILE
    path.touch(mode=0o600)
    path.write_text(json.dumps({language: list(found)[:KEPT] for language, found in tokens.items()}))


def unused_links(out: Path) -> dict[str, str]:
    """Return language -> the first token that nobody has used; a language without one is absent."""
    try:
        kept: dict[str, list[str]] = json.loads((out / FILE).read_text())
    except (OSError, ValueError):
        return {}
    found = {language: next(filter(_is_unused, tokens), None) for language, tokens in kept.items()}
    return {language: token for language, token in found.items() if token is not None}


def _is_unused(token: str) -> bool:
    try:
        return find_invitation(token).collected_on is None
    except BallotError:
        return False
