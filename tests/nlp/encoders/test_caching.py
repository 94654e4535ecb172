from typing import Any

import numpy as np

from nlp.encoders.caching import BATCH, CachingEncoder


class Counting:
    key = "counting"

    def __init__(self) -> None:
        self.seen: list[str] = []

    def encode(self, texts: Any) -> Any:
        self.seen += texts
        return np.array([[len(text), 1] for text in texts], dtype=np.float32).reshape(len(texts), 2)


def test_a_text_is_encoded_once_and_rows_keep_the_order_asked_for() -> None:
    inner = Counting()
    encoder = CachingEncoder(inner)
    rows = encoder.encode(["ccc", "a", "ccc", "bb"])
    assert rows[:, 0].tolist() == [3, 1, 3, 2]
    encoder.encode(["a", "dddd"])
    assert sorted(inner.seen) == ["a", "bb", "ccc", "dddd"]


def test_no_text_is_kept() -> None:
    encoder = CachingEncoder(Counting())
    encoder.encode(["a secret comment"])
    assert b"secret" not in repr(vars(encoder)).encode()


def test_progress_ends_at_the_end() -> None:
    steps = []
    CachingEncoder(Counting(), lambda done, total: steps.append((done, total))).encode(
        [str(n) for n in range(BATCH + 5)]
    )
    assert steps == [(BATCH, BATCH + 5), (BATCH + 5, BATCH + 5)]


def test_nothing_asked() -> None:
    assert CachingEncoder(Counting()).encode([]).shape == (0, 2)
