"""What a forecast says: predictions, the record of the same method on the past, alerts."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from engagement.insights.forecast.grid import HORIZON


@dataclass(frozen=True, slots=True)
class Prediction:
    """One unit and block, said on the last day before the block.

    Attributes
    ----------
    probability
        Of more leavers in three blocks than is normal for the unit; the base rate where abstained.
    expected_leavers, interval90
        Of the sum of the three blocks.
    contributions
        Feature -> what it adds to the log of the expected leavers beside a unit of the same level whose features
        are at their usual values. What moves every unit alike (the intercept of the fit) is not among them. Empty
        where abstained.
    base
        The base rate of the event.
    why
        Why the model abstained, a key of `trust.Why`; empty where it did not.
    """

    unit: str
    block: date
    made_at: date
    probability: float
    expected_leavers: float
    interval90: tuple[float, float]
    abstained: bool
    contributions: dict[str, float]
    base: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class Backtest:
    """How the predictions that were not abstained did once their three blocks were over; None where there was none.

    Attributes
    ----------
    calibration
        Tenths of probability: from, to, n, mean predicted, share observed.
    folds
        Number of blocks predicted from, each with a model of earlier blocks only.
    """

    auc: float | None = None
    brier: float | None = None
    brier_base_rate: float | None = None
    log_loss: float | None = None
    calibration: list[dict[str, float]] = field(default_factory=list)
    folds: int = 0


@dataclass(frozen=True, slots=True)
class Alert:
    """A unit and block that deserve a look, with the features that speak for it, strongest first."""

    unit: str
    block: date
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything `forecast` says; `abstained` when no prediction could be trusted, and `why`."""

    predictions: list[Prediction]
    backtest: Backtest
    alerts: list[Alert]
    abstained: bool
    why: str

    def as_json(self) -> dict[str, Any]:
        """Return the report as the command writes it."""
        return {
            "horizon_blocks": HORIZON,
            "predictions": [_as_json(one) for one in self.predictions],
            **self._rest(),
        }

    def lines(self) -> Iterator[str]:
        """Give the same as JSON text, a prediction a line, so that a large company is never held twice."""
        yield f'{{"horizon_blocks": {HORIZON}, "predictions": ['
        for place, one in enumerate(self.predictions):
            yield ("," if place else "") + "\n" + json.dumps(_as_json(one), allow_nan=False)
        yield "\n], " + json.dumps(self._rest(), allow_nan=False)[1:] + "\n"

    def _rest(self) -> dict[str, Any]:
        return {
            "backtest": asdict(self.backtest),
            "alerts": [{**asdict(one), "block": one.block.isoformat()} for one in self.alerts],
            "abstained": self.abstained,
            "why": self.why,
        }


def _as_json(prediction: Prediction) -> dict[str, Any]:
    return {
        "unit": prediction.unit,
        "block": prediction.block.isoformat(),
        "made_at": prediction.made_at.isoformat(),
        "probability": prediction.probability,
        "expected_leavers": prediction.expected_leavers,
        "interval90": list(prediction.interval90),
        "abstained": prediction.abstained,
        "contributions": prediction.contributions,
    }
