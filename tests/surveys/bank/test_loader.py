"""Every entry of the bank and every ready set."""

import re
from typing import Any

import pytest

from surveys.bank.loader import bank, counts, get_item, load_set, set_keys
from surveys.definition import check_definition
from surveys.exceptions import UnknownSetError
from surveys.questionnaires import create_questionnaire

CONSTRUCTS = {
    "engagement", "enps", "workload", "recovery", "meetings", "manager_support", "recognition", "growth", "voice",
    "fairness", "team", "autonomy", "intent_to_stay",
}  # fmt: skip
FURTHER = {
    "role", "respect", "change", "flexibility", "resources", "inclusion", "leadership", "exhaustion", "distance", "efficacy", "mood",
    "onboarding", "remote",
}  # fmt: skip
EXIT_ONLY = {"exit_reasons", "exit_main_reason", "exit_kept"}
FREE = ("Public domain", "Open Government Licence", "Apache-2.0")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ITEMS = bank()


@pytest.mark.parametrize("key", ITEMS)
def test_item_is_complete(key: str) -> None:
    item = ITEMS[key]
    definition = {"key": "one", "title": {"en": "One"}, "purpose": "pulse", "questions": [asked(item)]}

    check_definition(definition)
    assert item["source"]
    assert item["licence"].startswith(FREE)
    assert item["construct"] in CONSTRUCTS | FURTHER | EXIT_ONLY | ({""} if item["type"] == "text" else set())


def asked(item: dict[str, Any]) -> dict[str, Any]:
    names = ("type", "text", "construct", "reversed", "options", "help_text")
    return {"key": "one", **{name: item[name] for name in names if name in item}}


@pytest.mark.parametrize("key", ITEMS)
def test_item_speaks_both_languages(key: str) -> None:
    item = ITEMS[key]
    texts = [item["text"], *(option["text"] for option in item.get("options", []))]
    texts += [item["help_text"]] if "help_text" in item else []

    for text in texts:
        assert set(text) == {"en", "zh"}
        assert CHINESE.search(text["zh"])
        assert not CHINESE.search(text["en"])


@pytest.mark.parametrize("key", set_keys())
def test_set_becomes_a_questionnaire(key: str, db: None) -> None:
    made = create_questionnaire(load_set(key))

    assert made.key == key
    assert made.purpose == ("exit" if key == "exit" else "pulse")
    assert set(made.title) == {"en", "zh"}
    assert all(set(question.section) == {"en", "zh"} for question in made.questions.all())


def test_pulse_measures_what_everybody_above_counts_on() -> None:
    questions = load_set("pulse")["questions"]

    assert {question["construct"] for question in questions} - {""} == CONSTRUCTS
    assert [question["type"] for question in questions].count("text") == 1
    assert any("show_if" in question for question in questions)
    assert 12 <= len(questions) <= 15


def test_exit_asks_for_reasons_the_main_one_and_what_followed() -> None:
    questions = {question["key"]: question for question in load_set("exit")["questions"]}
    reasons = {option["key"] for option in questions["reasons"]["options"]}

    assert {
        "commute",
        "pay",
        "career",
        "workload",
        "meetings",
        "manager",
        "recognition",
        "relocation",
    } <= reasons
    assert questions["main_reason"]["type"] == "single"
    assert {option["key"] for option in questions["main_reason"]["options"]} == reasons
    assert questions["workload_cause"]["show_if"]["question"] == "reasons"
    assert {"workload", "meetings", "manager_support"} <= {one.get("construct") for one in questions.values()}


def test_set_is_fresh_at_every_call() -> None:
    load_set("pulse")["questions"].clear()

    assert load_set("pulse")["questions"]


@pytest.mark.parametrize("load", [load_set, get_item])
def test_unknown_key_names_the_known_ones(load: Any) -> None:
    with pytest.raises(UnknownSetError) as refused:
        load("horoscope")

    assert refused.value.key == "horoscope"
    assert refused.value.known


def test_bank_is_large_enough_in_both_languages_and_every_item_is_counted_once() -> None:
    found = counts()

    assert found["items"]["all"] >= 150
    assert found["language"] == {"en": found["items"]["all"], "zh": found["items"]["all"]}
    assert sum(found["licence"].values()) == sum(found["source"].values()) == found["items"]["all"]
    assert all(licence.startswith(FREE) for licence in found["licence"])


def test_no_item_says_the_same_as_another_in_either_language() -> None:
    # Good work "is noticed" and "was noticed": Chinese has one sentence for both.
    same = {"own-exit-recognition", "own-exit-voice"}
    for code in ("en", "zh"):
        texts = [item["text"][code] for key, item in ITEMS.items() if key not in same]
        assert len(texts) == len(set(texts))


def test_there_are_the_ten_ready_sets() -> None:
    assert set_keys() == [
        "burnout", "change", "engagement", "exit", "inclusion", "manager", "meeting_culture", "onboarding", "pulse", "remote_work",
    ]  # fmt: skip


@pytest.mark.parametrize("key", ITEMS)
def test_wording_is_short_enough(key: str) -> None:
    text = ITEMS[key]["text"]

    assert len(text["en"].split()) <= 25
    assert len(text["zh"]) <= 45
