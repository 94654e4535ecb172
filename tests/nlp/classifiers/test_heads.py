import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nlp.classifiers.heads import FOLDER, digest, load_heads, path_for
from nlp.classifiers.protocol import ClauseInput
from nlp.encoders.embedded import EmbeddedEncoder
from nlp.exceptions import HeadsError
from nlp.language import LANGS
from nlp.taxonomy import KEYS


def clauses(*texts: Any) -> Any:
    return [ClauseInput(text, "zh" if text > "一" else "en", place) for place, text in enumerate(texts)]


def judged(*texts: Any) -> Any:
    pieces = clauses(*texts)
    return load_heads("embedded").judge(pieces, EmbeddedEncoder().encode([piece.text for piece in pieces]))


def test_polarity_sums_to_one_and_follows_the_text() -> None:
    found = judged("I love my kind colleagues", "工资太低，没人管", "I work in Leeds")
    assert np.allclose(found.polarity.sum(axis=1), 1)
    assert found.polarity.argmax(axis=1).tolist() == [2, 0, 1]


def test_topics_are_found_in_both_languages() -> None:
    found = judged("the salary is far too low", "工资太低了")
    assert [KEYS[row.argmax()] for row in found.topics] == ["pay", "pay"]
    assert ((found.topics >= 0) & (found.topics <= 1)).all()


def test_no_clause() -> None:
    heads = load_heads("embedded")
    found = heads.judge([], EmbeddedEncoder().encode([]))
    assert found.polarity.shape == (0, 3)
    assert found.topics.shape == (0, len(KEYS))


def test_thresholds_are_shares_for_each_language() -> None:
    for lang in LANGS:
        row = load_heads("embedded").threshold(lang)
        assert row.shape == (len(KEYS),)
        assert ((row > 0) & (row < 1)).all()


def test_an_encoder_without_heads_is_told_how_to_make_them() -> None:
    with pytest.raises(HeadsError, match="train_heads --encoder transformers:x"):
        load_heads("transformers:x")


def test_altered_weights_are_refused(tmp_path: Path) -> None:
    for suffix in (".npz", ".json"):
        shutil.copy(path_for("embedded").with_suffix(suffix), tmp_path)
    with path_for("embedded", tmp_path).open("ab") as stream:
        stream.write(b"x")
    with pytest.raises(HeadsError, match="SHA-256"):
        load_heads("embedded", tmp_path)


def test_the_committed_weights_are_small_and_carry_their_card() -> None:
    path = path_for("embedded")
    card = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert card["sha256"] == digest(path) == load_heads("embedded").fingerprint
    assert sum(item.stat().st_size for item in FOLDER.iterdir()) < 2_000_000
