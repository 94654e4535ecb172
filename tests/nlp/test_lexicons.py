import pytest

from nlp.lexicons import cue_table, english_tokens, find, stem, topic_table
from nlp.taxonomy import KEYS


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_topic_has_at_least_twenty_terms(lang: str) -> None:
    counts = dict.fromkeys(KEYS, 0)
    for groups in topic_table(lang).values():
        for topic, _ in groups:
            counts[topic] += 1
    assert min(counts.values()) >= 20


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_kind_of_cue_is_there_and_is_text(lang: str) -> None:
    kinds = {cue for groups in cue_table(lang).values() for cue, _ in groups}
    assert kinds == {"positive", "negative", "neutral", "negation", "sarcasm", "wish", "contrast"}
    assert all(isinstance(term, str) for term in cue_table(lang))


def test_words_meet_by_stem() -> None:
    assert stem("meetings") == stem("meeting")
    assert english_tokens("We've had 3 Meetings") == ["we'v", "had", "3", "meet"]
    assert {hit.group for hit in find("so many MEETINGS", "en", "topics")} == {"meetings"}


def test_the_longest_term_covers_what_lies_inside() -> None:
    assert {hit.group for hit in find("没有加班费", "zh", "topics")} == {"pay"}
    assert {hit.group for hit in find("天天加班", "zh", "topics")} == {"work_hours"}
    assert {hit.group for hit in find("食堂不错", "zh", "cues")} == {"positive"}


def test_no_term_no_hit() -> None:
    assert find("", "en", "topics") == []
    assert find("的了吗", "zh", "topics") == []
