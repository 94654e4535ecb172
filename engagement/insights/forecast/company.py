"""One company: a panel of released values in, a report out."""

from collections import Counter

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from engagement.insights.forecast import model
from engagement.insights.forecast.alerting import is_storm
from engagement.insights.forecast.grid import BLOCK_DAYS, HORIZON, Floats, Grid
from engagement.insights.forecast.report import Alert, Prediction, Report
from engagement.insights.forecast.rolling import Progress, Roll, Said
from engagement.insights.forecast.trust import Why, backtest

FIRST = 13
LEAST_OWN_BLOCKS = 6
MOST_REASONS = 3


def _silent(_done: int, _total: int) -> None:
    """Report nothing."""


def forecast(panel: pd.DataFrame, *, progress: Progress = _silent) -> Report:
    """Return predictions for every block from the 14th on and for the one after the last.

    Parameters
    ----------
    panel
        Columns unit, block (first days of 4-week blocks, none missing within a unit), headcount and leavers (whole
        numbers, leavers <= headcount), and any number of numeric features, NaN where not released. The order and names of
        units and features, and the scale and zero of features, do not matter.

    Returns
    -------
    Report
        With no rows, fewer than 13 blocks, one unit or features that say nothing, the model abstains and says why.
    """
    if panel.empty:
        return Report(
            [], backtest(np.zeros(0), np.zeros(0), np.zeros(0), 0), [], True, Why.NO_RECORD.sentence
        )
    grid = Grid.of(panel)
    roll = Roll(grid)
    # One thread: small matrices gain nothing from more, and sums then come out the same on every machine.
    with threadpool_limits(1):
        said = roll.walk(progress)
    heard = [one for one in said if one.origin.number >= FIRST]
    predictions = [prediction for one in heard for prediction in _predictions(grid, roll.sources, one)]
    return _report(grid, heard, predictions)


def _reasons_to_abstain(grid: Grid, said: Said) -> list[Why]:
    own = (~np.isnan(grid.leavers[:, : said.origin.number])).sum(axis=1)
    known = np.any(~np.isnan(said.origin.table), axis=1).tolist()
    if said.why:
        return [said.why] * len(grid.units)
    released = [Why.KNOWN if row else Why.NOTHING_RELEASED for row in known]
    return [
        Why.SHORT if blocks < LEAST_OWN_BLOCKS else why
        for blocks, why in zip(own.tolist(), released, strict=True)
    ]


def _predictions(grid: Grid, sources: list[str], said: Said) -> list[Prediction]:
    now = said.origin
    parts = said.fits[said.chosen].parts(now.table)
    block = grid.blocks[0] + pd.Timedelta(days=BLOCK_DAYS * now.number)
    whys = _reasons_to_abstain(grid, said)
    limits = {choice: _limits(said, choice) for choice in (0, said.chosen)}
    found = []
    for row in np.flatnonzero(~np.isnan(now.normal.last)):
        why = whys[row]
        choice = 0 if why else said.chosen
        low, high = limits[choice][row].tolist()
        found.append(
            Prediction(
                unit=grid.units[row],
                block=block.date(),
                made_at=(block - pd.Timedelta(days=1)).date(),
                probability=float(now.normal.base[row] if why else said.probability[choice][row]),
                expected_leavers=float(said.expected[choice][row]),
                interval90=(low, high),
                abstained=bool(why),
                contributions={} if why else _contributions(sources, parts[row]),
                base=float(now.normal.base[row]),
                why=str(why),
            )
        )
    return found


def _limits(said: Said, choice: int) -> Floats:
    return model.interval90(said.expected[choice], said.fits[choice].alpha)


def _contributions(sources: list[str], parts: Floats) -> dict[str, float]:
    found = dict.fromkeys(sources, 0.0)
    for source, part in zip(sources, parts.tolist(), strict=True):
        found[source] += part
    return found


def _report(grid: Grid, heard: list[Said], predictions: list[Prediction]) -> Report:
    spoken = [one for one in predictions if not one.abstained]
    events = {
        (unit, grid.blocks[said.origin.number].date()): event
        for said in heard
        if said.origin.number + HORIZON <= len(grid.blocks)
        for unit, event in zip(
            grid.units, grid.event(said.origin.number, said.origin.normal).tolist(), strict=True
        )
        if not np.isnan(event)
    }
    over = [one for one in spoken if (one.unit, one.block) in events]
    scores = backtest(
        np.array([one.probability for one in over]),
        np.array([one.base for one in over]),
        np.array([events[one.unit, one.block] for one in over]),
        len({one.block for one in over}),
    )
    return Report(predictions, scores, _alerts(spoken), not spoken, _why(predictions))


def _why(predictions: list[Prediction]) -> str:
    """Return in one sentence how many predictions were abstained and for which reasons, the commonest first."""
    if not predictions:
        return Why.NO_RECORD.sentence
    counts = Counter(one.why for one in predictions if one.abstained)
    if not counts:
        return ""
    reasons = "; ".join(f"{Why(why).sentence} ({number})" for why, number in counts.most_common())
    return f"{counts.total()} of {len(predictions)} predictions abstained: {reasons}"


def _alerts(spoken: list[Prediction]) -> list[Alert]:
    return [
        Alert(one.unit, one.block, reasons)
        for one in spoken
        if is_storm(one.probability, one.base) and (reasons := _reasons(one.contributions))
    ]


def _reasons(contributions: dict[str, float]) -> list[str]:
    """Return the features that raise the expected leavers, strongest first, ties by name."""
    order = sorted(contributions.items(), key=lambda item: (-item[1], item[0]))
    return [name for name, part in order if part > 0][:MOST_REASONS]
