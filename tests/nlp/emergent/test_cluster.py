import numpy as np
import pytest

from nlp.emergent.cluster import OUTLIER, cluster, least_size
from nlp.emergent.codebook import unit

DIMENSIONS = 32
ANCHORS = np.eye(DIMENSIONS)[:4]


def around(centre: np.ndarray, count: int, spread: float = 0.1, seed: int = 1) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(size=(count, DIMENSIONS)) * spread
    return unit(centre + noise)


def test_comments_go_to_the_anchor_they_are_nearest_to() -> None:
    rows = np.vstack([around(ANCHORS[0], 20), around(ANCHORS[1], 20, seed=2)])
    found = cluster(rows, ANCHORS)
    assert found.labels[:20].tolist() == [0] * 20
    assert found.labels[20:].tolist() == [1] * 20
    assert found.born.tolist() == [False, False]


def test_a_group_that_no_anchor_explains_is_a_topic_of_its_own() -> None:
    rows = np.vstack([around(ANCHORS[0], 30), around(np.eye(DIMENSIONS)[9], 12, seed=2)])
    found = cluster(rows, ANCHORS)
    assert found.born.tolist() == [False, True]
    assert set(found.labels[30:].tolist()) == {1}


def test_what_an_anchor_explains_is_no_group() -> None:
    assert not cluster(around(ANCHORS[2], 60), ANCHORS).born.any()


def test_comments_unlike_each_other_and_anything_else_have_no_topic() -> None:
    rows = np.eye(DIMENSIONS)[10:30]
    found = cluster(rows, ANCHORS)
    assert set(found.labels.tolist()) == {OUTLIER}
    assert len(found.centroids) == 0


def test_without_anchors_only_groups_are_topics() -> None:
    rows = np.vstack([around(np.eye(DIMENSIONS)[9], 12), np.eye(DIMENSIONS)[20:30]])
    found = cluster(rows, np.zeros((0, DIMENSIONS)))
    assert found.labels.tolist() == [0] * 12 + [OUTLIER] * 10
    assert found.born.tolist() == [True]


@pytest.mark.parametrize("count", [0, 1, 4])
def test_fewer_comments_than_a_topic_needs_give_none(count: int) -> None:
    found = cluster(around(ANCHORS[0], count), ANCHORS)
    assert found.labels.tolist() == [OUTLIER] * count
    assert found.centroids.shape == (0, DIMENSIONS)


def test_a_comment_without_a_letter_has_no_topic() -> None:
    rows = np.vstack([around(ANCHORS[0], 10), np.zeros((2, DIMENSIONS))])
    assert cluster(rows, ANCHORS).labels.tolist() == [0] * 10 + [OUTLIER] * 2


def test_the_same_comments_in_another_order_give_the_same_topics() -> None:
    rows = np.vstack(
        [around(ANCHORS[0], 30), around(np.eye(DIMENSIONS)[9], 12, 0.15, 2), around(ANCHORS[1], 9, seed=3)]
    )
    order = np.random.default_rng(4).permutation(len(rows))
    plain, mixed = cluster(rows, ANCHORS), cluster(rows[order], ANCHORS)
    assert mixed.labels.tolist() == plain.labels[order].tolist()
    assert cluster(rows, ANCHORS).labels.tolist() == plain.labels.tolist()


@pytest.mark.parametrize(("count", "least"), [(0, 5), (30, 5), (100, 5), (101, 6), (1000, 16), (10_000, 50)])
def test_a_topic_needs_half_the_root_of_the_comments(count: int, least: int) -> None:
    assert least_size(count) == least


def test_a_floor_may_be_raised() -> None:
    assert least_size(30, 8) == 8
