from typing import Any

import pytest
from django.utils.translation import override

from engagement.insights.labels import in_language, item_labels, number_words
from nlp.taxonomy import TOPICS
from tests.factories import insights


def test_a_text_comes_in_the_language_of_the_reader() -> None:
    assert in_language({"en": "Pay", "zh": "薪酬"}) == "Pay"
    with override("zh-hans"):
        assert in_language({"en": "Pay", "zh": "薪酬"}) == "薪酬"
        assert in_language({"en": "Pay"}) == "Pay"
    assert in_language({"de": "Lohn"}) == "Lohn"
    assert in_language({}) == ""


@pytest.mark.django_db
def test_items_are_named_by_metric_construct_topic_question_and_option() -> None:
    insights.questionnaire({"engaged": "engagement", "reasons": "exit_reasons"})
    items = {
        "meeting_hours",
        "construct:voice",
        "topic:pay",
        "topic:pay:polarity",
        "engaged",
        "reasons=pay",
        "unknown",
    }
    assert item_labels(items) == {
        "meeting_hours": "Hours in meetings",
        "construct:voice": "Being heard",
        "topic:pay": next(topic.name_en for topic in TOPICS if topic.key == "pay"),
        "topic:pay:polarity": "Tone when it is about: "
        + next(topic.name_en for topic in TOPICS if topic.key == "pay"),
        "engaged": "Text of engaged",
        "reasons=pay": "pay",
        "unknown": "unknown",
    }


@pytest.mark.django_db
def test_an_unknown_topic_keeps_its_key() -> None:
    assert item_labels({"topic:weather"}) == {"topic:weather": "weather"}


@pytest.mark.django_db
def test_labels_cost_one_query(django_assert_num_queries: Any) -> None:
    insights.questionnaire({f"q{number}": "engagement" for number in range(5)})
    with django_assert_num_queries(1):
        item_labels({f"q{number}" for number in range(5)} | {"meeting_hours"})


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"item": "meeting_hours", "band": [10.0, 12.0]}, "10 to 12 hours a week"),
        ({"item": "meeting_hours", "value": 12.3}, "12.3 hours a week"),
        ({"item": "meeting_share", "value": 0.41}, "41%"),
        ({"item": "engaged", "mean": 3.4, "scale": [1.0, 5.0]}, "3.4 on a scale from 1 to 5"),
        ({"item": "recommend", "mean": 7.0, "scale": [0.0, 10.0]}, "7 on a scale from 0 to 10"),
        ({"item": "q=a", "favourable": [20.0, 30.0]}, "20% to 30%"),
        ({"item": "topic:pay", "kind": "topics", "mean": 0.4}, "40%"),
        ({"item": "topic:pay:polarity", "kind": "topics", "mean": -0.4}, "-0.4 on a scale from -1 to 1"),
        (
            {
                "item": "engaged",
                "mean": 3.4,
                "precision": "coarse",
                "interval": [3.0, 3.8],
                "scale": [1.0, 5.0],
            },
            "3 to 3.8 on a scale from 1 to 5",
        ),
        ({"item": "engaged"}, "not shown: the group is too small"),
    ],
)
def test_a_number_is_said_as_it_was_released(fields: dict[str, Any], words: str) -> None:
    assert number_words({"kind": "wave", "precision": "full"} | fields) == words
