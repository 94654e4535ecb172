"""The verb with the encoder that ships: what it finds, and that nothing written can break it."""

import numpy as np
import pytest

from nlp.emergent.find import Emergent, codebook_for, find_topics
from nlp.emergent.vectors import comment_vectors
from nlp.encoders.caching import CachingEncoder
from nlp.encoders.embedded import EmbeddedEncoder
from tests.factories import comments

ENCODER = CachingEncoder(EmbeddedEncoder())
PARKING = [*comments.PARKING, "上周因为停车被贴了两张罚单。", "能不能给夜班留几个地方停车？"]
OTHERS = [
    "My manager listens and backs us up.", "Pay has not moved in three years.", "Too many meetings, no time to work.",
    "The training last spring was excellent.", "Overtime every week and nobody cares.", "I like my colleagues a lot.",
    "领导说话算话，愿意听意见。", "工资三年没涨了。", "会太多，根本没时间干活。", "培训很实用。", "天天加班到九点。", "同事之间很融洽。",
]  # fmt: skip


def find(texts: list[str], langs: list[str]) -> Emergent:
    return find_topics(
        texts, langs, comment_vectors(texts, langs, ENCODER), codebook=codebook_for("embedded")
    )


@pytest.fixture(scope="module")
def found() -> Emergent:
    return find(PARKING + OTHERS, (["en"] * 6 + ["zh"] * 6) * 2)


def test_a_subject_that_no_list_has_stands_out_in_both_languages(found: Emergent) -> None:
    place = next(n for n, topic in enumerate(found.topics) if topic.stands_out)
    members = {n for n, label in enumerate(found.labels) if label == place}
    assert len(members & set(range(12))) >= 9
    assert len(members - set(range(12))) <= 2
    assert found.topics[place].terms["en"][0] == "parking"
    assert found.topics[place].terms["zh"][0] == "停车"


def test_the_same_comments_give_the_same_topics(found: Emergent) -> None:
    again = find(PARKING + OTHERS, (["en"] * 6 + ["zh"] * 6) * 2)
    assert again.labels == found.labels
    assert [topic.terms for topic in again.topics] == [topic.terms for topic in found.topics]


def test_the_largest_comes_first_and_sizes_are_those_of_the_labels(found: Emergent) -> None:
    sizes = [topic.size for topic in found.topics]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes == [found.labels.count(place) for place in range(len(sizes))]
    assert all(-1 <= topic.cohesion <= 1 for topic in found.topics)


ODD = {
    "emoji alone": "👍👍🎉",
    "mixed scripts": "加班 too much здравствуйте 残業 مرحبا",
    "right to left": "العمل جيد لكن الراتب قليل \u202e מנהל טוב",
    "NUL": "pay\0 is\0 low",
    "lone surrogate": "pay \ud83d is low",
    "20,000 characters": "The rota changes every week. " * 690,
    "20,000 characters of Chinese without a stop": "加班" * 10_000,
    "spaces": " \n\t ",
    "nothing": "",
}


@pytest.mark.parametrize("text", ODD.values(), ids=list(ODD))
@pytest.mark.parametrize("count", [1, 10])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_whatever_is_written_there_is_an_answer(text: str, count: int, lang: str) -> None:
    found = find([text] * count, [lang] * count)
    assert len(found.labels) == count
    assert len(found.topics) <= 1
    assert all(np.isfinite(topic.centroid).all() for topic in found.topics)
    if count == 1 or not any(sign.isalnum() for sign in text):
        assert found.topics == ()


def test_no_comment_no_topic() -> None:
    assert find([], []) == Emergent((), ())
