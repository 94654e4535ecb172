"""How much a released mean moves by chance, and how many of many comparisons to believe. Pure."""

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# Standard deviation of one person's answer as a share of the scale, taken when too little is known: 1 on 1 to 5.
USUAL_SPREAD = 0.25
LEAST_SPREAD = 0.10
LEAST_CHANGES = 12
# A normal distribution's standard deviation is 1.4826 times its median absolute deviation.
MAD_TO_SD = 1.4826


def person_spread(cells: pd.DataFrame) -> float:
    """Return the spread of one person's answers that explains how unit means move from wave to wave.

    With means of n1 and n2 answers, a change has variance `spread^2 (1 / n1 + 1 / n2)`; the spread is read off all
    such changes of all units as the median absolute deviation around their median, which a few real falls do not
    move (Rousseeuw & Croux 1993, JASA 88, 1273-1283).

    Parameters
    ----------
    cells
        Columns unit, item, ends, share (the mean as a share of the scale, 0 to 1) and n_low; full precision only.

    Returns
    -------
    float
        A share of the scale, `LEAST_SPREAD` at least; `USUAL_SPREAD` with fewer than twelve changes.
    """
    ordered = cells.sort_values(["unit", "item", "ends"])
    before = ordered.groupby(["unit", "item"])[["share", "n_low"]].shift()
    scale = np.sqrt(1 / ordered["n_low"].to_numpy(float) + 1 / before["n_low"].to_numpy(float))
    changes = (ordered["share"].to_numpy(float) - before["share"].to_numpy(float)) / scale
    changes = changes[np.isfinite(changes)]
    if len(changes) < LEAST_CHANGES:
        return USUAL_SPREAD
    return max(LEAST_SPREAD, MAD_TO_SD * float(np.median(np.abs(changes - np.median(changes)))))


def believable(p_values: Floats, *, false_share: float = 0.05) -> Flags:
    """Return which of many p-values to believe so that at most `false_share` of them are expected to be false.

    Benjamini & Hochberg (1995), J. R. Stat. Soc. B 57, 289-300; shape (n,) in and out, empty for n = 0.
    """
    count = len(p_values)
    if count == 0:
        return np.zeros(0, dtype=bool)
    ordered = np.sort(p_values)
    passing = np.flatnonzero(ordered <= false_share * np.arange(1, count + 1) / count)
    limit = ordered[passing[-1]] if len(passing) else -1.0
    return np.asarray(p_values <= limit)
