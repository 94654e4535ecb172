"""Whatever the ledger records has words in both languages: its actions are keys, and nobody should read a key."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from engagement.dashboards.ledger_words import ACTIONS, SUBJECTS, action_words, subject_words

ROOT = Path(__file__).resolve().parents[3]
APPS = ("engagement", "people", "privacy", "signals", "surveys")
OF_COMMANDS = {"append", "store_true"}  # what argparse calls an action
SOURCES = [path.read_text() for app in APPS for path in (ROOT / app).rglob("*.py")]


def found(pattern: str) -> set[str]:
    return {hit for source in SOURCES for hit in re.findall(pattern, source)}


def test_every_action_has_words() -> None:
    actions = found(r'action="([a-z_]+)"') - OF_COMMANDS
    assert len(actions) > 15
    assert actions - set(ACTIONS) == set()


def test_every_subject_has_words() -> None:
    subjects = found(r'subject=f"([a-z]+) \{')
    assert len(subjects) > 5
    assert subjects - set(SUBJECTS) == set()


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_words_are_translated(action: str) -> None:
    with translation.override("zh-hans"):
        assert re.search("[\u4e00-\u9fff]", action_words(action))


def test_a_survey_is_named_by_its_title() -> None:
    assert subject_words("wave 7", {"7": "Pulse"}) == "survey Pulse"
