from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nlp.exceptions import InputFileError
from nlp.training.reviews import read_reviews


class Lengths:
    key = "lengths"

    def encode(self, texts: Any) -> Any:
        return np.array([[len(text)] for text in texts], dtype=np.float32)


def write(folder: Any) -> None:
    (folder / "reviews-en").mkdir()
    (folder / "reviews-zh").mkdir()
    (folder / "reviews-en" / "a.csv").write_text(
        "pros,cons\nfriendly colleagues here,the salary is far too low\n", "utf-8"
    )
    (folder / "reviews-zh" / "b.csv").write_text(
        "label,review\n1,房间干净，服务很好\n0,又脏又吵，不会再来\n", "utf-8"
    )


def test_pros_and_cons_become_signs(tmp_path: Path) -> None:
    write(tmp_path)
    found = read_reviews(tmp_path, Lengths())
    assert found.vectors.shape == (4, 1)
    assert sorted(found.signs.tolist()) == [-1, -1, 1, 1]


def test_a_folder_without_reviews_is_named(tmp_path: Path) -> None:
    (tmp_path / "reviews-en").mkdir()
    with pytest.raises(InputFileError, match="reviews-en"):
        read_reviews(tmp_path, Lengths())
