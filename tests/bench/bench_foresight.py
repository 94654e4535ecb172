"""Forecasts in companies whose law is known, beside the forecasts of that law; a row for each kind, with its aims.

.venv/bin/python -m tests.bench.bench_foresight [--seeds 8] [--kinds survey,drift]
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from engagement.insights.forecast import Report, forecast
from tests.bench.worlds.companies import KINDS, SILENT, Company, company, truth

LEAST_SPOKEN = 50
MOST_GAP, LEAST_HEARD, MOST_NULL_ALERTS = 0.03, 0.6, 0.05
SLOPES = (0.8, 1.2)
BLOCK = pd.Timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Row:
    """One world: shares, and probability, true probability and event of the predictions that were not abstained."""

    kind: str
    heard: float
    alerts: float
    right: list[bool]
    lead: list[int]
    spoken: list[tuple[float, float, int]]

    @property
    def gap(self) -> float | None:
        """Return how far the AUC is below the true law's; None with too little to reckon it from."""
        events = [event for _, _, event in self.spoken]
        if len(set(events)) < 2 or len(events) < LEAST_SPOKEN:
            return None
        ours, true = ([one[place] for one in self.spoken] for place in (0, 1))
        return float(roc_auc_score(events, true) - roc_auc_score(events, ours))


def row(kind: str, seed: int) -> Row:
    """Forecast one world."""
    world = company(kind, seed)
    report, known = forecast(world.panel), truth(world)
    spoken = [
        (one.probability, *known[key])
        for one in report.predictions
        if not one.abstained and (key := (one.unit, pd.Timestamp(one.block))) in known
    ]
    number = max(1, len(report.predictions))
    heard = sum(not one.abstained for one in report.predictions) / number
    right, lead = _alerts(world, report, known)
    return Row(kind, heard, len(report.alerts) / number, right, lead, spoken)


def _alerts(
    world: Company, report: Report, known: dict[tuple[str, pd.Timestamp], tuple[float, int]]
) -> tuple[list[bool], list[int]]:
    """Return which alerts came true, and the weeks from those to the first block above the unit's mean."""
    leavers = world.panel.set_index(["unit", "block"])["leavers"].to_dict()
    usual = world.panel.groupby("unit")["leavers"].mean().to_dict()
    right, lead = [], []
    for alert in report.alerts:
        key = (alert.unit, pd.Timestamp(alert.block))
        if key not in known:
            continue
        right.append(bool(known[key][1]))
        if known[key][1]:
            above = (
                step for step in range(3) if leavers[alert.unit, key[1] + step * BLOCK] > usual[alert.unit]
            )
            lead.append(4 * next(above, 2))
    return right, lead


def slope(spoken: Sequence[tuple[float, float, int]]) -> float:
    """Return the slope of the event on the logit of what was said; 1 is calibrated."""
    said = np.clip([one[0] for one in spoken], 1e-4, 1 - 1e-4)
    logit = np.log(said / (1 - said))[:, None]
    return float(LogisticRegression(C=1e6).fit(logit, [one[2] for one in spoken]).coef_[0, 0])


def line(kind: str, rows: list[Row]) -> str:
    """Return the figures of a kind as one line, with the aims that were missed."""
    spoken = [one for row in rows for one in row.spoken]
    heard, alerts = (float(np.mean([getattr(row, name) for row in rows])) for name in ("heard", "alerts"))
    text = f"{kind:9} {len(rows):3} worlds, heard {heard:4.0%}, alerts {alerts:5.1%}"
    missed = ["alerts"] if kind in SILENT and alerts > MOST_NULL_ALERTS else []
    missed += ["heard"] if kind not in SILENT and heard < LEAST_HEARD else []
    gaps = [row.gap for row in rows if row.gap is not None]
    if gaps and len({one[2] for one in spoken}) == 2:
        middle, steep = float(np.median(gaps)), slope(spoken)
        text += (
            f", AUC below the true law's: median {middle:+.3f}, mean {np.mean(gaps):+.3f}, slope {steep:.2f}"
        )
        missed += ["AUC"] if max(middle, float(np.mean(gaps))) > MOST_GAP else []
        missed += [] if SLOPES[0] <= steep <= SLOPES[1] else ["slope"]
    if right := [one for row in rows for one in row.right]:
        leads = [one for row in rows for one in row.lead]
        text += f", {sum(right)} of {len(right)} alerts right, lead {np.mean(leads or [0]):.0f} weeks"
    return f"{text}; {'missed: ' + ', '.join(missed) if missed else 'every aim met'}"


def main() -> None:
    """Print a row for each kind of company."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--kinds", default=",".join(KINDS))
    given = parser.parse_args()
    for kind in given.kinds.split(","):
        sys.stdout.write(line(kind, [row(kind, seed) for seed in range(given.seeds)]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
