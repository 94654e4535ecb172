"""Forecasts in companies whose law is known, beside the forecasts of that law; prints a row for each kind.

.venv/bin/python -m tests.bench.bench_foresight [--seeds 8]
"""

import argparse
import sys
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from engagement.insights.forecast import forecast
from tests.bench.worlds.companies import KINDS, company, truth


@dataclass(frozen=True, slots=True)
class Row:
    """One world: shares, and probability, true probability and event of the predictions that were not abstained."""

    kind: str
    heard: float
    alerts: float
    right: list[bool]
    lead: list[int]
    spoken: list[tuple[float, float, int]]


def row(kind: str, seed: int) -> Row:
    """Forecast one world."""
    world = company(kind, seed)
    report = forecast(world.panel)
    known = truth(world)
    spoken = [
        (one.probability, *known[key])
        for one in report.predictions
        if not one.abstained and (key := (one.unit, pd.Timestamp(one.block))) in known
    ]
    leavers = world.panel.set_index(["unit", "block"])["leavers"].to_dict()
    usual = world.panel.groupby("unit")["leavers"].mean().to_dict()
    right, lead = [], []
    for alert in report.alerts:
        key = (alert.unit, pd.Timestamp(alert.block))
        if key in known:
            right.append(bool(known[key][1]))
            blocks = [leavers[alert.unit, key[1] + pd.Timedelta(days=28 * step)] for step in range(3)]
            if known[key][1]:
                lead.append(4 * next((step for step in range(3) if blocks[step] > usual[alert.unit]), 2))
    number = max(1, len(report.predictions))
    heard = sum(not one.abstained for one in report.predictions) / number
    return Row(kind, heard, len(report.alerts) / number, right, lead, spoken)


def slope(spoken: list[tuple[float, float, int]]) -> float:
    """Return the slope of the event on the logit of what was said; 1 is calibrated."""
    said = np.clip([one[0] for one in spoken], 1e-4, 1 - 1e-4)
    logit = np.log(said / (1 - said))[:, None]
    return float(LogisticRegression(C=1e6).fit(logit, [one[2] for one in spoken]).coef_[0, 0])


def line(kind: str, rows: list[Row]) -> str:
    """Return the figures of a kind as one line."""
    spoken = [one for row in rows for one in row.spoken]
    alerts, right = np.mean([row.alerts for row in rows]), [one for row in rows for one in row.right]
    text = f"{kind:9} {len(rows):3} worlds, heard {np.mean([row.heard for row in rows]):4.0%}, alerts {alerts:5.1%}"
    gaps = []
    for one in rows:
        events = [event for _, _, event in one.spoken]
        if len(set(events)) == 2 and len(events) >= 50:
            ours = roc_auc_score(events, [said for said, _, _ in one.spoken])
            gaps.append(roc_auc_score(events, [true for _, true, _ in one.spoken]) - ours)
    if gaps and len(spoken) > 100:
        text += f", AUC below the true law's: median {np.median(gaps):+.3f}, slope {slope(spoken):.2f}"
    if right:
        leads = [one for row in rows for one in row.lead]
        text += f", {sum(right)} of {len(right)} alerts right, lead {np.mean(leads or [0]):.0f} weeks"
    return text


def main() -> None:
    """Print a row for each kind of company."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=8)
    seeds = parser.parse_args().seeds
    for kind in KINDS:
        sys.stdout.write(line(kind, [row(kind, seed) for seed in range(seeds)]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
