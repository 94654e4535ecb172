"""The four ways to begin a questionnaire."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from engagement.desk.exceptions import EmptyBriefError
from engagement.studio.starting import ITEMS, from_file, from_goal, from_items, from_set
from nlp.language import Lang
from surveys.bank.loader import get_item, load_set, set_keys
from surveys.exceptions import UnknownSetError
from surveys.exchange.exceptions import ExchangeFileError
from surveys.models import Questionnaire

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("goal", "lang", "constructs"),
    [
        ("Do people get enough sleep and rest after night shifts?", "en", {"sleep", "recovery"}),
        ("夜班之后大家睡得好吗？", "zh", {"sleep", "recovery"}),
        ("Are meetings eating the time for focused work?", "en", {"meetings"}),
        ("员工觉得自己的意见有人听吗？", "zh", {"voice"}),
    ],
)
def test_a_goal_brings_items_about_it(goal: str, lang: Lang, constructs: set[str]) -> None:
    made, draft = from_goal(goal, "pulse", lang, "HR Ann")
    asked = list(made.questions.all())
    assert draft.source == "bank"
    assert len(asked) == ITEMS + 1
    assert asked[-1].type == "text"
    assert constructs & {one.construct for one in asked[:6]}
    assert all(set(one.text) == {"en", "zh"} for one in asked)


def test_leavers_are_asked_for_reasons() -> None:
    made, _draft = from_goal("Why do nurses leave?", "exit", "en", "HR Ann")
    assert made.purpose == "exit"
    asked = {one.bank_item for one in made.questions.all()}
    assert asked <= {one["bank_item"] for one in load_set("exit")["questions"]}
    assert {"own-exit-reasons", "own-comment-exit"} & asked


def test_two_questionnaires_of_one_goal_are_two() -> None:
    first, second = (from_goal("Rest", "pulse", "en", "HR Ann")[0] for _ in range(2))
    assert (first.key, second.key, second.version) == ("rest", "rest_2", 1)


def test_an_empty_goal_stores_nothing() -> None:
    with pytest.raises(EmptyBriefError):
        from_goal(" ", "pulse", "en", "HR Ann")
    assert not Questionnaire.objects.exists()


@pytest.mark.parametrize("key", set_keys())
def test_every_ready_set_is_copied(key: str) -> None:
    made = from_set(key)
    assert made.questions.count() == len(load_set(key)["questions"])
    assert from_set(key).key == f"{key}_2"


def test_chosen_items_come_in_their_order_and_an_unknown_one_is_refused() -> None:
    made = from_items(["own-sleep-1", "own-recovery-1"])
    assert [one.bank_item for one in made.questions.all()] == ["own-sleep-1", "own-recovery-1"]
    assert made.questions.first().text == get_item("own-sleep-1")["text"]  # type: ignore[union-attr]  # just made
    with pytest.raises(UnknownSetError):
        from_items(["nobody-knows"])


def upload(content: Any, name: str = "climate.json") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, json.dumps(content).encode())


def test_a_file_is_read_and_what_is_left_behind_is_listed() -> None:
    pages = [{"elements": [{"type": "comment", "name": "why"}, {"type": "signaturepad", "name": "sign"}]}]
    found = from_file(upload({"title": "Climate", "pages": pages}))
    assert found["questions"] == 1
    assert len(found["not_carried_over"]) == 1
    assert Questionnaire.objects.get(pk=found["id"]).title == {"en": "Climate"}


def test_a_file_cannot_leave_its_folder_and_a_damaged_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExchangeFileError) as refused:
        from_file(SimpleUploadedFile("../../climate.json", b"{"))
    assert "climate.json" in str(refused.value)
    assert not Questionnaire.objects.exists()
