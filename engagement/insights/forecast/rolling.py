"""From block to block: learn from what is over, say what comes, and keep the record that decides whether to be heard.

At block t the model is fitted on windows that ended before t. How strong its penalty is, and whether it is heard at
all, is decided by how earlier predictions did whose three blocks were over before t. Nothing at or after t is read.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from engagement.insights.forecast import model
from engagement.insights.forecast.features import Features
from engagement.insights.forecast.grid import BLOCK_DAYS, HORIZON, Floats, Grid, Normal, normal_before
from engagement.insights.forecast.report import Alert, Prediction, Report
from engagement.insights.forecast.trust import Past, Why, backtest, log_score, trusted

FIRST = 13
FIRST_ORIGIN = 3
WARM_UP = 2
# Windows learned from: as many as stand for three years, and no more rows than a fit in a second or two needs.
MOST_WINDOWS = 39
MOST_ROWS = 30_000
LEAST_OWN_BLOCKS = 6
ALERT_PROBABILITY = 0.35
ALERT_ODDS = 2.0
MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Origin:
    """Everything known on the first day of a block; arrays of shape (units,) and (units, columns)."""

    number: int
    normal: Normal
    usual: Floats
    table: Floats
    coming: Floats
    sizes: Floats

    @property
    def event(self) -> Floats:
        """Return 1 where more left than is normal, 0 where not, NaN where that is not known yet."""
        return np.where(np.isnan(self.coming), np.nan, (self.coming > self.normal.usual).astype(float))


@dataclass(frozen=True, slots=True)
class Said:
    """What was said at a block: every fit and what it gives for every unit, and which one is heard."""

    origin: Origin
    fits: list[model.Fit]
    chosen: int
    expected: list[Floats]
    probability: list[Floats]
    why: Why


def _silent(_done: int, _total: int) -> None:
    """Report nothing."""


def forecast(panel: pd.DataFrame, *, progress: Callable[[int, int], None] = _silent) -> Report:
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
    features = Features(grid)
    # One thread: small matrices gain nothing from more, and sums then come out the same on every machine.
    with threadpool_limits(1):
        said = _roll(grid, features, progress)
    heard = [one for one in said if one.origin.number >= FIRST]
    predictions = [prediction for one in heard for prediction in _predictions(grid, features, one)]
    return _report(grid, heard, predictions)


def _origin(grid: Grid, features: Features, number: int) -> Origin:
    normal = normal_before(grid, number)
    level = model.levels(normal)
    table = features.before(number, level * normal.last)
    return Origin(
        number, normal, HORIZON * level * normal.last, table, grid.coming(number), features.sizes(number)
    )


def _roll(grid: Grid, features: Features, progress: Callable[[int, int], None]) -> list[Said]:
    """Return what was said at every block that had something to learn from, oldest first."""
    origins: list[Origin] = []
    said: list[Said] = []
    for number in range(FIRST_ORIGIN, len(grid.blocks) + 1):
        origins.append(_origin(grid, features, number))
        over = [one for one in origins if one.number + HORIZON <= number]
        if len(over) >= WARM_UP or number >= FIRST:
            record = [one for one in said if one.origin.number + HORIZON <= number]
            said.append(_say(origins[-1], over, record))
        progress(number, len(grid.blocks))
    return said


def _say(now: Origin, over: list[Origin], record: list[Said]) -> Said:
    fits = _fits(now, over)
    expected, probability = [], []
    for fit in fits:
        mean = np.nan_to_num(now.usual * np.exp(fit.intercept + fit.parts(now.table).sum(axis=1)))
        expected.append(mean)
        probability.append(model.exceeds(mean, fit.alpha, now.normal.usual))
    chosen = _chosen(record)
    past = [Past(one.origin.number, _gains(one, one.chosen)) for one in record]
    return Said(now, fits, chosen, expected, probability, trusted(past))


def _fits(now: Origin, over: list[Origin]) -> list[model.Fit]:
    """Return the fits on the newest windows that are over."""
    if not over:
        return model.fitted(now.table[:0], now.usual[:0], now.coming[:0], np.zeros(now.table.shape[1]))
    windows = min(MOST_WINDOWS, max(WARM_UP, MOST_ROWS // len(now.usual)))
    learned = over[-windows:]
    table = np.concatenate([one.table for one in learned])
    usual = np.concatenate([one.usual for one in learned])
    counts = np.concatenate([one.coming for one in learned])
    known = ~np.isnan(counts) & ~np.isnan(usual)
    scale = model.spreads(table[known], np.max([one.sizes for one in learned], axis=0))
    return model.fitted(table[known], usual[known], counts[known], scale)


def _gains(said: Said, choice: int) -> Floats:
    event = np.where(np.isnan(said.origin.usual), np.nan, said.origin.event)
    return log_score(said.probability[choice], event) - log_score(said.probability[0], event)


def _chosen(record: list[Said]) -> int:
    """Return the width of the prior whose earlier predictions scored best; the narrowest while there are none."""
    widths = range(1, 1 + len(model.SPREADS))
    if not record:
        return widths[-1]
    totals = {width: sum(float(np.nansum(_gains(one, width))) for one in record) for width in widths}
    return max(reversed(widths), key=lambda width: totals[width])


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


def _predictions(grid: Grid, features: Features, said: Said) -> list[Prediction]:
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
                contributions={} if why else _contributions(features.sources, parts[row]),
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
        for unit, event in zip(grid.units, said.origin.event.tolist(), strict=True)
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
        if one.probability >= ALERT_PROBABILITY
        and _odds(one.probability) >= ALERT_ODDS * _odds(one.base)
        and (reasons := _reasons(one.contributions))
    ]


def _odds(probability: float) -> float:
    return probability / max(1e-9, 1 - probability)


def _reasons(contributions: dict[str, float]) -> list[str]:
    """Return the features that raise the expected leavers, strongest first, ties by name."""
    order = sorted(contributions.items(), key=lambda item: (-item[1], item[0]))
    return [name for name, part in order if part > 0][:MOST_REASONS]
