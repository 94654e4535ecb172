"""Floors under the figures of docs/models, on comments of voices that no head was trained on."""

from typing import Any

import pytest

from nlp.analyse import analyse
from nlp.records import Text
from nlp.training.corpus import read_part
from nlp.training.scores import sentiment_score, sign_score, topic_score


@pytest.fixture(scope="module", params=["en", "zh"])
def read(request: pytest.FixtureRequest) -> Any:
    examples = [ex for ex in read_part("test") if ex.lang == request.param]
    return request.param, examples, analyse([Text(ex.id, ex.text) for ex in examples]).comments


def test_language_is_found(read: Any) -> None:
    lang, _, found = read
    assert sum(comment.lang == lang for comment in found) / len(found) >= 0.98


def test_positive_and_negative_are_told_apart(read: Any) -> None:
    lang, examples, found = read
    floor = {"en": 0.76, "zh": 0.78}[lang]
    assert sign_score(examples, [comment.sentiment.score for comment in found]).value >= floor


def test_four_labels(read: Any) -> None:
    lang, examples, found = read
    floor = {"en": 0.70, "zh": 0.57}[lang]
    assert sentiment_score(examples, [comment.sentiment.label for comment in found]).value >= floor


def test_topics(read: Any) -> None:
    lang, examples, found = read
    floor = {"en": 0.52, "zh": 0.51}[lang]
    assert topic_score(examples, found).value >= floor


def test_heads_beat_the_word_lists(read: Any) -> None:
    _, examples, found = read
    lists = analyse([Text(ex.id, ex.text) for ex in examples], classifier="lexical").comments
    assert topic_score(examples, found).value > topic_score(examples, lists).value
