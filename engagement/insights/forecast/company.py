"""One company: a panel of released values in, a report out."""

from collections import Counter

import numpy as np
import numpy.typing as npt
import pandas as pd
from threadpoolctl import threadpool_limits

from engagement.insights.forecast import model
from engagement.insights.forecast.alerting import is_storm
from engagement.insights.forecast.grid import BLOCK_DAYS, Floats, Grid
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
    predictions: list[Prediction] = []
    events: list[float] = []
    # One thread: small matrices gain nothing from more, and sums then come out the same on every machine.
    with threadpool_limits(1):
        for said in roll.walk(progress):
            if said.origin.number >= FIRST:
                predictions += _predictions(grid, roll.sources, said)
                events += grid.event(said.origin.number, said.origin.normal)[_present(said)].tolist()
    return _report(predictions, events)


def _present(said: Said) -> npt.NDArray[np.int64]:
    """Return the rows of the units that had people in the block before."""
    return np.flatnonzero(~np.isnan(said.origin.normal.last))


def _reasons_to_abstain(grid: Grid, said: Said) -> list[Why]:
    own = (~np.isnan(grid.leavers[:, : said.origin.number])).sum(axis=1)
    known = said.origin.lately.tolist()
    if said.why:
        return [said.why] * len(grid.units)
    released = [Why.KNOWN if row else Why.NOTHING_RELEASED for row in known]
    return [
        Why.SHORT if blocks < LEAST_OWN_BLOCKS else why
        for blocks, why in zip(own.tolist(), released, strict=True)
    ]


def _predictions(grid: Grid, sources: list[str], said: Said) -> list[Prediction]:
    now, names = said.origin, list(dict.fromkeys(sources))
    parts = _by_source(said.fits[said.chosen].parts(now.table), sources, names)
    block = grid.blocks[0] + pd.Timedelta(days=BLOCK_DAYS * now.number)
    day, made_at = block.date(), (block - pd.Timedelta(days=1)).date()
    whys = _reasons_to_abstain(grid, said)
    limits = {choice: _limits(said, choice) for choice in (0, said.chosen)}
    found = []
    for row in _present(said):
        why = whys[row]
        choice = 0 if why else said.chosen
        low, high = limits[choice][row].tolist()
        found.append(
            Prediction(
                unit=grid.units[row],
                block=day,
                made_at=made_at,
                probability=float(now.normal.base[row] if why else said.probability[choice][row]),
                expected_leavers=float(said.expected[choice][row]),
                interval90=(low, high),
                abstained=bool(why),
                contributions={} if why else dict(zip(names, parts[row].tolist(), strict=True)),
                base=float(now.normal.base[row]),
                why=str(why),
            )
        )
    return found


def _by_source(parts: Floats, sources: list[str], names: list[str]) -> Floats:
    """Return the sum of the parts of each feature, shape (units, names)."""
    belongs = np.array([[float(source == name) for name in names] for source in sources])
    return np.asarray(parts @ belongs)


def _limits(said: Said, choice: int) -> Floats:
    return model.interval90(said.expected[choice], said.fits[choice].alpha)


def _report(predictions: list[Prediction], events: list[float]) -> Report:
    """Return the report; `events` says what came of each prediction, NaN where it is not over."""
    spoken = [one for one in predictions if not one.abstained]
    over = [
        (one, event)
        for one, event in zip(predictions, events, strict=True)
        if not one.abstained and not np.isnan(event)
    ]
    scores = backtest(
        np.array([one.probability for one, _ in over]),
        np.array([one.base for one, _ in over]),
        np.array([event for _, event in over]),
        len({one.block for one, _ in over}),
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
