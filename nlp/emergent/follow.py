"""The same topic over waves: centroids are paired so that the sum of similarities is largest (Kuhn 1955; Munkres 1957)."""

import numpy as np
from scipy.optimize import linear_sum_assignment

from nlp.classifiers.protocol import Figures

# Cosine of two centroids from which on they are one topic. Between halves of one set of reviews the same topic has 0.9 and
# more, two different ones 0.4 and less (docs/models/emergent.md).
SAME = 0.7


def match(earlier: Figures, now: Figures, *, same: float = SAME) -> list[int | None]:
    """Return for each of k topics the place of the earlier topic that it continues; None for a new one.

    `earlier` (j, d) and `now` (k, d) hold unit rows; both may be empty. An earlier topic is continued once at most.
    """
    found: list[int | None] = [None] * len(now)
    if not len(earlier) or not len(now):
        return found
    near = now @ earlier.T
    # A pair that may not be formed must not draw others away from theirs either.
    rows, columns = linear_sum_assignment(np.where(near >= same, near, 0.0), maximize=True)
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        if near[row, column] >= same:
            found[row] = column
    return found
