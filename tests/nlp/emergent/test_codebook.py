import shutil
from pathlib import Path

import numpy as np
import pytest

from nlp.emergent.codebook import (
    FOLDER,
    Codebook,
    centred,
    empty_codebook,
    load_codebook,
    save_codebook,
    unit,
)
from nlp.exceptions import HeadsError


def test_the_committed_codebook_is_whole() -> None:
    found = load_codebook("embedded")
    assert found is not None
    assert [level.shape for level in found.levels] == [(4, 384), (8, 384), (16, 384)]
    assert all(np.allclose(np.linalg.norm(level, axis=1), 1) for level in found.levels)
    assert {lang: len(words) > 300 for lang, words in found.ordinary.items()} == {"en": True, "zh": True}


def test_an_encoder_without_a_codebook_has_none() -> None:
    assert load_codebook("transformers:somebody/else") is None


def test_altered_weights_are_refused(tmp_path: Path) -> None:
    for name in ("embedded.npz", "embedded.json"):
        shutil.copy(FOLDER / name, tmp_path / name)
    with (tmp_path / "embedded.npz").open("ab") as file:
        file.write(b"x")
    with pytest.raises(HeadsError, match="SHA-256"):
        load_codebook("embedded", tmp_path)


def test_saving_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    dice = np.random.default_rng(1)
    centre = {"en": dice.normal(size=8), "zh": dice.normal(size=8)}
    book = Codebook(centre, (unit(dice.normal(size=(2, 8))),), {"en": {"rota": 0.1}, "zh": {}})
    first = save_codebook(book, "small", {}, tmp_path).read_bytes()
    assert save_codebook(book, "small", {}, tmp_path).read_bytes() == first
    again = load_codebook("small", tmp_path)
    assert again is not None
    assert again.ordinary == book.ordinary
    assert np.allclose(again.levels[0], book.levels[0], atol=1e-3)


def test_few_comments_are_divided_coarsely() -> None:
    book = Codebook({}, tuple(np.eye(16)[:k] for k in (4, 8, 16)), {})
    assert [len(book.anchors(n)) for n in (0, 30, 79, 80, 159, 160, 9999)] == [4, 4, 4, 8, 8, 16, 16]
    assert len(empty_codebook().anchors(30)) == 0


def test_a_centre_moves_with_many_comments_and_stays_with_few() -> None:
    book = Codebook({"en": np.array([1.0, 0.0])}, (), {})
    one = np.array([[1.0, 1.0]], dtype=np.float32)
    assert centred(one, ["en"], book)[0, 1] > 0.99
    many = np.repeat(one, 5000, axis=0)
    assert np.allclose(np.linalg.norm(centred(many, ["en"] * 5000, book), axis=1), 1)
    assert centred(np.zeros((1, 2), np.float32), ["en"], book).tolist() == [[0.0, 0.0]]
    assert centred(np.zeros((0, 2), np.float32), [], book).shape == (0, 2)
