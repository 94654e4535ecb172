import numpy as np

from nlp.classifiers.protocol import ClauseInput, Judged
from nlp.summary import COLUMNS, expand, summarise


def test_a_comment_is_summed_up_by_its_own_clauses_only() -> None:
    clauses = [ClauseInput("a", "en", 0), ClauseInput("b", "en", 2), ClauseInput("c", "en", 2)]
    polarity = np.array([[0.1, 0.1, 0.8], [0.7, 0.2, 0.1], [0.1, 0.0, 0.9]])
    rows = summarise(clauses, Judged(polarity, np.zeros((3, 24))), 3)
    named = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    assert named[0]["most_positive"] == 0.8
    assert named[1] == dict.fromkeys(COLUMNS, 0.0)
    assert (named[2]["most_positive"], named[2]["most_negative"]) == (0.9, 0.7)
    assert named[2]["smaller_of_both"] == 0.7
    assert named[2]["last_balance"] == 0.8
    assert named[2]["clauses"] == 0.5


def test_no_comment_no_row() -> None:
    rows = summarise([], Judged(np.zeros((0, 3)), np.zeros((0, 24))), 0)
    assert rows.shape == (0, len(COLUMNS))
    assert expand(rows).shape == (0, len(COLUMNS) + len(COLUMNS) * (len(COLUMNS) + 1) // 2)
