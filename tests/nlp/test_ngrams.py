import numpy as np
import pytest

from nlp.ngrams import MINIMUM_COMMENTS, ngrams, tfidf, vocabulary


@pytest.mark.parametrize(
    ("text", "lang", "wanted"),
    [
        ("Meetings meeting!", "en", ["meet", "meet", "!", "meet meet", "meet !"]),
        ("会太多", "zh", ["会", "太", "多", "会太", "太多", "会太多"]),
        ("会 太", "zh", ["会", "太", "会太"]),
        ("", "en", []),
        ("", "zh", []),
        ("…", "en", []),
    ],
)
def test_runs_of_words_and_of_characters(text: str, lang: str, wanted: list[str]) -> None:
    assert ngrams(text, lang) == wanted


def test_only_what_three_comments_share_is_kept() -> None:
    grams, rarity = vocabulary(["pay low", "pay high", "pay fine", "dull"], ["en"] * 4)
    assert MINIMUM_COMMENTS == 3
    assert grams.tolist() == ["pay"]
    assert rarity == pytest.approx([np.log(5 / 4) + 1])


def test_rows_have_length_one_and_unknown_text_has_none() -> None:
    rows = tfidf(["pay pay low", "odd", ""], ["en"] * 3, {"pay": 0, "low": 1}, np.array([1.0, 2.0]))
    assert rows.shape == (3, 2)
    assert np.sqrt((rows.toarray() ** 2).sum(axis=1)) == pytest.approx([1, 0, 0])
    assert rows[0, 0] / rows[0, 1] == pytest.approx((1 + np.log(2)) / 2)


def test_no_text() -> None:
    assert tfidf([], [], {"pay": 0}, np.ones(1)).shape == (0, 1)
    assert vocabulary([], [])[0].tolist() == []
