from typing import Any

import numpy as np
import pytest

from nlp.features import CUES, SHAPE, cue_features, matrix, topic_features
from nlp.taxonomy import KEYS


def cue(text: str, lang: str, name: str) -> Any:
    return cue_features(text, lang)[[*CUES, *SHAPE].index(name)]


@pytest.mark.parametrize(
    ("text", "lang", "sign"),
    [
        ("The team is great", "en", 1),
        ("The team is not great", "en", -1),
        ("pay is terrible", "en", -1),
        ("no longer stressful", "en", 1),
        ("很满意", "zh", 1),
        ("不满意", "zh", -1),
        ("食堂不错", "zh", 1),
        ("从来不骂人", "zh", 1),
        ("tables and chairs", "en", 0),
    ],
)
def test_balance_follows_words_and_negation(text: str, lang: str, sign: int) -> None:
    assert np.sign(cue(text, lang, "balance")) == sign


def test_marks_are_seen() -> None:
    assert cue("👍", "en", "good_mark") > 0
    assert cue("😡😡", "zh", "bad_mark") > 0
    assert cue("thanks, really!!", "en", "exclamation") > cue("thanks, really!", "en", "exclamation") > 0
    assert cue("why?", "en", "question") > 0


def test_vader_reads_english_only() -> None:
    assert cue("awful", "en", "vader") < 0
    assert cue("awful", "zh", "vader") == 0


def test_topic_figures_stand_at_their_topic_and_are_bounded() -> None:
    row = topic_features("meetings, meetings, meetings, meetings, meetings about pay", "en")
    assert row[KEYS.index("meetings")] == pytest.approx(3**0.5)
    assert row[KEYS.index("pay")] == pytest.approx(1)
    assert sum(value > 0 for value in row) == 2


def test_shapes_hold_for_no_text() -> None:
    cues, topics = matrix([], [])
    assert cues.shape == (0, len(CUES) + len(SHAPE))
    assert topics.shape == (0, len(KEYS))
    cues, topics = matrix(["", "工资"], ["en", "zh"])
    assert np.isfinite(cues).all()
    assert topics[0].sum() == 0
