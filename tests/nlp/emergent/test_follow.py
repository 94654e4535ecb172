import numpy as np

from nlp.emergent.codebook import unit
from nlp.emergent.follow import match

TOPICS = np.eye(6)[:3]


def test_a_topic_that_moved_a_little_is_the_same() -> None:
    now = unit(TOPICS[[2, 0]] + 0.1)
    assert match(TOPICS, now) == [2, 0]


def test_a_topic_unlike_all_earlier_ones_is_new() -> None:
    assert match(TOPICS, np.eye(6)[[1, 5]]) == [1, None]


def test_an_earlier_topic_is_continued_once_by_the_nearest() -> None:
    now = unit(np.array([[1.0, 0.3, 0, 0, 0, 0], [1.0, 0.1, 0, 0, 0, 0]]))
    assert match(TOPICS[:1], now) == [None, 0]


def test_a_pair_that_may_not_be_formed_takes_nobody_else_s_place() -> None:
    earlier = unit(np.array([[1.0, 0, 0], [0.6, 0.8, 0]]))
    now = unit(np.array([[0.9, 0.43, 0], [0, 0, 1.0]]))
    assert match(earlier, now) == [0, None]


def test_nothing_before_or_nothing_now() -> None:
    assert match(np.zeros((0, 6)), TOPICS) == [None, None, None]
    assert match(TOPICS, np.zeros((0, 6))) == []
