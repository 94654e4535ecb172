"""Whether the record of earlier predictions earns trust in the next one, and how well they did."""

from enum import StrEnum

import numpy as np
from scipy import stats
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

from engagement.insights.forecast.grid import Floats
from engagement.insights.forecast.report import Backtest

LEAST_FOLDS = 3
# Blocks that an error clustered by block is worth reckoning from.
LEAST_BLOCKS = 6
EARNED_P = 0.02
# A block's gain counts for this much less a block later: half after a year.
AGEING = 0.95
# e to this power to one against a relation that still holds.
ALARM = 6.0
LEAST_PROBABILITY = 1e-6
# Share of what the features say that is not doubt about their weights. What is said then correlates with what the true
# weights would say at its root, 0.87; where those reach an AUC of 0.78, that costs about 0.03.
LEAST_RELIABLE = 0.75


class Why(StrEnum):
    """Why the model abstains: stable keys, which pages put into words; the report of the command takes `sentence`."""

    KNOWN = ""
    NO_RECORD = "no_record"
    NOT_EARNED = "not_earned"
    DRIFT = "drift"
    NOTHING_RELEASED = "nothing_released"
    SHORT = "short"
    UNSURE = "unsure"

    @property
    def sentence(self) -> str:
        """Return the reason in English."""
        return _SENTENCES[self]


_SENTENCES = {
    Why.KNOWN: "",
    Why.NO_RECORD: "too few past blocks to test the model on",
    Why.NOT_EARNED: "on past blocks the features did not beat the unit's own record beyond chance",
    Why.DRIFT: "the relation found earlier no longer held in the last blocks",
    Why.NOTHING_RELEASED: "none of the unit's features was released lately",
    Why.SHORT: "the unit has too short a record",
    Why.UNSURE: "past blocks do not say well enough how much each feature counts",
}


def log_score(probability: Floats, event: Floats) -> Floats:
    """Return the log probability given to what happened, shape (units,); NaN where that is not known."""
    sure = np.clip(probability, LEAST_PROBABILITY, 1 - LEAST_PROBABILITY)
    return np.where(np.isnan(event), np.nan, np.where(event > 0, np.log(sure), np.log1p(-sure)))


def block_gain(count: Floats, expected: Floats, usual: Floats) -> Floats:
    """Return how much more likely the leavers of a block are when `expected` of them than when `usual`, as a log.

    Poisson likelihoods; shape (units,). NaN where the count is not known or nobody is expected.
    """
    known = (expected > 0) & (usual > 0)
    ratio = np.log(np.where(known, expected, 1.0) / np.where(known, usual, 1.0))
    return np.where(known, count * ratio - (expected - usual), np.nan)


def trusted(gains: Floats, *, turned: bool) -> Why:
    """Return why the features are not to be trusted, `KNOWN` when they are.

    `gains` are the log-likelihood gains of earlier predictions over the units' own levels, once their first block was
    over, shape (units, blocks), oldest first; after a turn only those of the model that was fitted since. Trust is
    earned when their mean, older blocks counting for less, is above 0 at 2 %, one-sided, by the larger of the errors
    clustered by unit and by block.
    """
    if gains.shape[1] < LEAST_FOLDS:
        return Why.DRIFT if turned else Why.NO_RECORD
    if significance(gains * ageing(gains.shape[1])) < stats.norm.isf(EARNED_P):
        return Why.DRIFT if turned else Why.NOT_EARNED
    return Why.KNOWN


def ageing(blocks: int) -> Floats:
    """Return the weight of each block's gain, the newest 1, shape (blocks,)."""
    return np.asarray(AGEING ** np.arange(blocks - 1, -1, -1.0))


def turn(gains: Floats, scatter: Floats) -> int | None:
    """Return the first block since which the features speak against what happens; None while they do not.

    Page's cumulative sum (1954, Biometrika 41, 100-115) of the log-likelihood of "the units' own levels" against "the
    features": it starts anew whenever the features are ahead and gives alarm at `ALARM`. `gains` and `scatter` (the
    variance beyond Poisson, 1 for none) have shape (blocks,).
    """
    behind, since = 0.0, 0
    for block, (gain, wide) in enumerate(zip(gains.tolist(), scatter.tolist(), strict=True)):
        if behind == 0:
            since = block
        behind = max(0.0, behind - gain / wide)
        if behind >= ALARM:
            return since
    return None


def significance(gains: Floats) -> float:
    """Return the mean gain over its error, as a normal deviate; gains have shape (units, blocks), NaN where none."""
    total = float(np.nansum(gains))
    number = int((~np.isnan(gains)).any(axis=1).sum())
    error = _error(gains)
    if number < 2 or error <= 0:
        return 0.0
    return float(stats.norm.isf(stats.t.sf(total / error, number - 1)))


def _error(gains: Floats) -> float:
    """Return the error of the sum: the larger of clustering by unit and, with enough blocks, by block."""
    known = ~np.isnan(gains)
    mean = np.nanmean(gains) if known.any() else 0.0
    centred = np.where(known, gains - mean, 0.0)
    by_unit = float((centred.sum(axis=1) ** 2).sum())
    by_block = float((centred.sum(axis=0) ** 2).sum()) if gains.shape[1] >= LEAST_BLOCKS else 0.0
    return float(np.sqrt(max(by_unit, by_block)))


def backtest(probability: Floats, base: Floats, event: Floats, folds: int) -> Backtest:
    """Return how predictions did; all shape (n,). With n = 0 every figure is None."""
    if not len(event):
        return Backtest(folds=folds)
    both = len(np.unique(event)) == 2
    return Backtest(
        auc=float(roc_auc_score(event, probability)) if both else None,
        brier=float(brier_score_loss(event, probability)),
        brier_base_rate=float(brier_score_loss(event, base)),
        log_loss=float(log_loss(event, np.clip(probability, 1e-6, 1 - 1e-6), labels=[0, 1])),
        calibration=_calibration(probability, event),
        folds=folds,
    )


def _calibration(probability: Floats, event: Floats) -> list[dict[str, float]]:
    tenths = np.minimum((probability * 10).astype(int), 9)
    return [
        {
            "from": tenth / 10,
            "to": (tenth + 1) / 10,
            "n": int((tenths == tenth).sum()),
            "predicted": float(probability[tenths == tenth].mean()),
            "observed": float(event[tenths == tenth].mean()),
        }
        for tenth in np.unique(tenths).tolist()
    ]
