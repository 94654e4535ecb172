from pathlib import Path
from typing import Any

import numpy as np

from nlp.classifiers.heads import HeadsClassifier, path_for
from nlp.classifiers.protocol import ClauseInput
from nlp.taxonomy import KEYS
from nlp.training.corpus import parse
from nlp.training.fit import FOLDS, Reviews, fit, labelled_clauses
from nlp.training.store import save


class Letters:
    """A tiny encoder: which letters a text holds."""

    key = "letters"

    def encode(self, texts: Any) -> Any:
        rows = np.array(
            [[text.lower().count(sign) for sign in "abcdefgh"] for text in texts], dtype=np.float32
        )
        return rows.reshape(len(texts), 8)


MARKED = [
    "bad pay here [pay-]",
    "good team here [team+]",
    "I work at a desk [0]",
    "bad pay, [pay-] good team [team+]",
]
EXAMPLES = [
    parse(marked, id_=f"{lang}{writer}{n}", lang=lang, writer=str(writer))
    for lang in ("en", "zh")
    for writer in range(FOLDS)
    for n, marked in enumerate(MARKED)
]


def test_the_same_corpus_gives_the_same_bytes(tmp_path: Path) -> None:
    one = save(fit(EXAMPLES, Letters()), encoder="letters", card={}, folder=tmp_path / "a")
    two = save(fit(EXAMPLES, Letters()), encoder="letters", card={}, folder=tmp_path / "b")
    assert one == path_for("letters", tmp_path / "a")
    assert one.read_bytes() == two.read_bytes()
    assert one.with_suffix(".json").read_text() == two.with_suffix(".json").read_text()


def test_what_was_taught_is_found_and_what_never_occurred_is_not() -> None:
    heads = HeadsClassifier(fit(EXAMPLES, Letters()), "")
    pieces = [ClauseInput("bad pay here", "en", 0), ClauseInput("good team here", "en", 1)]
    found = heads.judge(pieces, Letters().encode([piece.text for piece in pieces]))
    assert found.polarity.argmax(axis=1).tolist() == [0, 2]
    assert found.topics[0, KEYS.index("pay")] > 0.5 > found.topics[1, KEYS.index("pay")]
    assert found.topics[:, KEYS.index("commute")].max() < 1e-6


def test_reviews_are_optional_and_enter_as_signs() -> None:
    reviews = Reviews(Letters().encode(["aaa", "bbb"] * 5), np.array([1, -1] * 5))
    assert not fit(EXAMPLES, Letters()).review.any()
    assert fit(EXAMPLES, Letters(), reviews).review.any()


def test_comments_of_several_clauses_are_seen_whole_too() -> None:
    pairs = labelled_clauses(EXAMPLES[:4])
    assert len(pairs) == 6
    assert pairs[-1][0].polarity is None
    assert set(pairs[-1][0].topics) == {"pay", "team"}
