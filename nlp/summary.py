"""From judged clauses to one row per comment: the figures on which positive, neutral, negative or mixed is decided."""

from collections.abc import Sequence

import numpy as np

from nlp.classifiers.protocol import ClauseInput, Figures, Judged

COLUMNS = (
    "most_positive", "most_negative", "least_neutral", "mean_balance", "last_balance", "smaller_of_both",
    "share_positive", "share_negative", "clauses",
)  # fmt: skip


def summarise(clauses: Sequence[ClauseInput], judged: Judged, comments: int) -> Figures:
    """Return (comments, len(COLUMNS)); a comment without a clause is a row of zeros."""
    rows = np.zeros((comments, len(COLUMNS)))
    owner = np.array([clause.comment for clause in clauses], dtype=int)
    for comment in np.unique(owner):
        part = judged.polarity[owner == comment]
        bad, good = part[:, 0], part[:, 2]
        balance = good - bad
        rows[comment] = (
            good.max(), bad.max(), 1 - part[:, 1].min(), balance.mean(), balance[-1], min(good.max(), bad.max()),
            (balance > 0.3).mean(), (balance < -0.3).mean(), min(len(part), 4) / 4,  # a clear lean
        )  # fmt: skip
    return rows


def expand(rows: Figures) -> Figures:
    """Return the rows with their pairwise products, so that a linear rule can say "both, and in two parts"."""
    pairs = [rows[:, [i]] * rows[:, [j]] for i in range(rows.shape[1]) for j in range(i, rows.shape[1])]
    return np.hstack([rows, *pairs])
