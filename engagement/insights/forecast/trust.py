"""Whether the record of earlier predictions earns trust in the next one, and how well they did."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy import stats
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

from engagement.insights.forecast.grid import HORIZON, Floats
from engagement.insights.forecast.report import Backtest

LEAST_FOLDS = 3
EARNED_P = 0.02
RECENT = 6
DRIFT_P = 0.05
LEAST_PROBABILITY = 1e-6


class Why(StrEnum):
    """Why the model abstains: stable keys, which pages put into words; the report of the command takes `sentence`."""

    KNOWN = ""
    NO_RECORD = "no_record"
    NOT_EARNED = "not_earned"
    DRIFT = "drift"
    NOTHING_RELEASED = "nothing_released"
    SHORT = "short"

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
}


@dataclass(frozen=True, slots=True)
class Past:
    """Predictions from one block whose outcome is known since: gain in log score over the level alone, shape (units,).

    NaN where a unit could not be predicted.
    """

    origin: int
    gains: Floats


def log_score(probability: Floats, event: Floats) -> Floats:
    """Return the log probability given to what happened, shape (units,); NaN where that is not known."""
    sure = np.clip(probability, LEAST_PROBABILITY, 1 - LEAST_PROBABILITY)
    return np.where(np.isnan(event), np.nan, np.where(event > 0, np.log(sure), np.log1p(-sure)))


def trusted(past: Sequence[Past]) -> Why:
    """Return why the features are not to be trusted, `KNOWN` when they are.

    Earned: the mean gain is above 0 at 2 %, one-sided, by the larger of the errors clustered by unit and by block.
    Drift: the last six blocks gained significantly less than those before and nothing clear by themselves.
    """
    if len(past) < LEAST_FOLDS:
        return Why.NO_RECORD
    gains = np.column_stack([one.gains for one in past])
    if significance(gains) < stats.norm.isf(EARNED_P):
        return Why.NOT_EARNED
    if len(past) >= RECENT + LEAST_FOLDS and _drifted(gains[:, :-RECENT], gains[:, -RECENT:]):
        return Why.DRIFT
    return Why.KNOWN


def significance(gains: Floats) -> float:
    """Return the mean gain over its error, as a normal deviate; gains have shape (units, blocks), NaN where none."""
    total = float(np.nansum(gains))
    number = int((~np.isnan(gains)).any(axis=1).sum())
    error = _error(gains)
    if number < 2 or error <= 0:
        return 0.0
    return float(stats.norm.isf(stats.t.sf(total / error, number - 1)))


def _error(gains: Floats) -> float:
    """Return the error of the sum: the larger of clustering by unit and, with enough blocks, by overlapping blocks."""
    mean = np.nanmean(gains) if (~np.isnan(gains)).any() else 0.0
    centred = np.nan_to_num(gains - mean)
    by_unit = float((centred.sum(axis=1) ** 2).sum())
    sums = centred.sum(axis=0)
    by_block = 0.0
    if len(sums) >= 2 * HORIZON:
        by_block = float((sums**2).sum())
        for lag in range(1, HORIZON):
            by_block += 2 * (1 - lag / HORIZON) * float((sums[lag:] * sums[:-lag]).sum())
    return float(np.sqrt(max(by_unit, by_block)))


def _drifted(earlier: Floats, recent: Floats) -> bool:
    first, last = np.nanmean(earlier), np.nanmean(recent)
    errors = [_error(part) / max(1, (~np.isnan(part)).sum()) for part in (earlier, recent)]
    fallen = (first - last) / max(float(np.hypot(*errors)), 1e-12)
    return bool(fallen > stats.norm.isf(DRIFT_P) and significance(recent) < 1.0)


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
