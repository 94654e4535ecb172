import re
from collections import Counter

import numpy as np
import pytest

from engagement.demo.world.causes import Kind
from engagement.demo.world.chance import chance
from engagement.demo.world.comments import (
    OFFICE_TALK,
    SHIFT_TALK,
    TOPICS_OF,
    Comment,
    compose,
    exit_comment,
    fragments,
    pulse_comment,
)
from nlp.taxonomy import TOPICS

HAN = re.compile(r"[\u4e00-\u9fff]")
LANGUAGES = ("en", "zh")


def many(count: int, **settings: object) -> list[Comment]:
    rng = chance(7, "comments")
    plain: dict[str, object] = {"kinds": {}, "mood": 3.5, "language": "en", "on_shift": False}
    return [pulse_comment(**(plain | settings), rng=rng) for _ in range(count)]  # type: ignore[arg-type]  # of a test


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_of_the_taxonomy_has_fragments_of_each_kind(language: str) -> None:
    known = fragments(language)["topics"]

    assert set(known) == {topic.key for topic in TOPICS}
    for topic in known.values():
        assert set(topic) == {"negative", "positive", "wishes"}
        assert all(topic.values())


def test_both_languages_have_the_same_structure() -> None:
    en, zh = (fragments(language) for language in LANGUAGES)

    assert set(en) == set(zh)
    assert set(en["slots"]) == set(zh["slots"])
    assert set(en["exits"]["polite"]) == set(zh["exits"]["polite"])
    assert set(en["consequences"]) == set(zh["consequences"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_fragment_stands_twice(language: str) -> None:
    known = fragments(language)["topics"].values()
    texts = [text for topic in known for kind in ("negative", "positive", "wishes") for text in topic[kind]]

    assert [text for text, count in Counter(texts).items() if count > 1] == []
    assert len(texts) > 150


def test_comments_are_written_in_the_language_of_the_person() -> None:
    assert not any(HAN.search(comment.text) for comment in many(200))
    assert all(HAN.search(comment.text) for comment in many(200, language="zh"))


def test_no_slot_stays_empty() -> None:
    assert not [c.text for language in LANGUAGES for c in many(400, language=language) if "{" in c.text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_comments_hardly_repeat(language: str) -> None:
    texts = [comment.text for comment in many(300, language=language)]

    assert len(set(texts)) > 210


def test_who_feels_a_cause_writes_about_it() -> None:
    for kind, topics in TOPICS_OF.items():
        about = [
            comment.topics[0] in topics and comment.polarity == "negative"
            for comment in many(300, kinds={kind: 1.0})
        ]
        assert np.mean(about) > 0.7


def test_the_better_the_mood_the_kinder_the_words() -> None:
    kind = [np.mean([c.polarity == "positive" for c in many(300, mood=mood)]) for mood in (2.5, 3.5, 4.3)]

    assert kind == sorted(kind)
    assert kind[2] - kind[0] > 0.4


def test_shifts_do_not_write_about_home_days_or_meetings() -> None:
    topics = {topic for comment in many(500, on_shift=True) for topic in comment.topics}

    assert not topics & {"remote_work", "meetings"}
    assert set(OFFICE_TALK) == set(SHIFT_TALK)


def test_a_casual_writer_forgets_capitals_and_a_careful_one_does_not() -> None:
    rng = chance(3, "casual")
    texts = [
        compose(topic="pay", polarity="negative", language="en", second=None, rng=rng).text
        for _ in range(200)
    ]

    careful = [text for text in texts if text.endswith(".")]
    assert 0.6 < len(careful) / len(texts) < 0.95
    assert all(text[0].isupper() for text in careful)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_polite_leaver_names_the_reason_and_not_the_cause(language: str) -> None:
    comment = exit_comment(reason="commute", frank=None, language=language, rng=chance(1, "exit"))

    assert comment.topics == ("commute",)
    assert comment.polarity == "polite"


@pytest.mark.parametrize("kind", list(TOPICS_OF))
def test_a_frank_leaver_says_what_happened(kind: Kind) -> None:
    comment = exit_comment(reason=kind.value, frank=kind, language="en", rng=chance(1, "exit"))

    assert comment.topics[0] in TOPICS_OF[kind]
    assert any(text in comment.text for text in fragments("en")["exits"]["frank"][kind.value])
