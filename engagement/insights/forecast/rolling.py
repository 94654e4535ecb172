"""From block to block: learn from what is over, say what comes, and keep the record that decides whether to be heard.

At block t the model is fitted on blocks before t. How much of its weights is believed, and whether it is heard at
all, is decided by how earlier predictions did in blocks before t. Where what happens comes to speak against the
features, everything older than the turn is forgotten. Nothing at or after t is read.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from engagement.insights.forecast import model
from engagement.insights.forecast.features import Features
from engagement.insights.forecast.grid import (
    HORIZON,
    NORMAL_BLOCKS,
    Bools,
    Floats,
    Grid,
    Normal,
    normal_before,
)
from engagement.insights.forecast.levels import adjusted_usual, levels
from engagement.insights.forecast.trust import (
    LEAST_RELIABLE,
    Why,
    ageing,
    block_gain,
    log_score,
    trusted,
    turn,
)

Progress = Callable[[int, int], None]

FIRST_ORIGIN = 3
WARM_UP = 2
# Windows learned from: as many as stand for three years, and no more rows than a fit in a second or two needs.
MOST_WINDOWS = 39
MOST_ROWS = 30_000


@dataclass(frozen=True, slots=True)
class Origin:
    """Everything known on the first day of a block; arrays of shape (units,) and (units, columns).

    `usual` are the leavers of three blocks at the units' own levels; `lately` says where any feature was released lately.
    """

    number: int
    normal: Normal
    usual: Floats
    table: Floats
    sizes: Floats
    lately: Bools


@dataclass(frozen=True, slots=True)
class Said:
    """What was said at a block: by the units' levels alone, then by the features, believed in whole or in part.

    Attributes
    ----------
    chosen
        Which fit of the features is heard, 1 or more; 0 is the one of the levels alone.
    expected, probability
        Per fit, shape (units,): leavers of three blocks, and the chance of more than is normal.
    why
        Why the features are not heard, as far as it concerns all units.
    """

    origin: Origin
    fits: list[model.Fit]
    chosen: int
    expected: list[Floats]
    probability: list[Floats]
    why: Why


class Roll:
    """One walk over the blocks of a company."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._features = Features(grid)
        self._origins: list[Origin] = []
        # What was said and is not over yet, newest last.
        self._pending: list[Said] = []
        # Since the last turn: the gain of what was heard in its first block and how widely counts scattered around it,
        # and the score of every fit once its three blocks were over.
        self._gains: list[Floats] = []
        self._scatters: list[float] = []
        self._scores: list[Floats] = []
        # First block since the last turn, and how many gains there were when the features were first heard.
        self._start = 0
        self._unheard: int | None = None
        # How wide the weights of each group of columns were before the last turn.
        self._believed: Floats | None = None
        # What the features say of each block beside a usual one.
        self._factor = np.ones((len(grid.units), len(grid.blocks)))

    @property
    def sources(self) -> list[str]:
        """Return the feature that each column came from."""
        return self._features.sources

    def walk(self, progress: Progress) -> Iterator[Said]:
        """Yield what is said at every block that had something to learn from, oldest first."""
        for number in range(FIRST_ORIGIN, len(self._grid.blocks) + 1):
            self._hold_to_word(number)
            self._origins = [*self._origins, self._origin(number)][-(MOST_WINDOWS + NORMAL_BLOCKS) :]
            said = self._say(number)
            self._pending = [*self._pending, said][-HORIZON:]
            yield said
            progress(number, len(self._grid.blocks))

    def _origin(self, number: int) -> Origin:
        normal = normal_before(self._grid, number)
        usual = HORIZON * levels(normal) * normal.last
        table = self._features.before(number, usual / HORIZON)
        sizes, lately = self._features.sizes(number), self._features.lately(number)
        return Origin(number, normal, usual, table, sizes, lately)

    def _say(self, number: int) -> Said:
        now, chosen = self._origins[-1], self._chosen()
        fits, usual = self._fits(number)
        means = [now.usual, *[usual] * len(model.BELIEVED)]
        expected = [
            np.nan_to_num(mean * np.exp(fit.intercept + fit.pull(now.table)))
            for fit, mean in zip(fits, means, strict=True)
        ]
        probability = [
            model.exceeds(mean, fit.alpha, now.normal.usual) for fit, mean in zip(fits, expected, strict=True)
        ]
        gains = np.column_stack([np.zeros((len(now.usual), 0)), *self._gains])
        why = trusted(gains, turned=self._start > 0)
        if why is Why.KNOWN and self._unheard is None:
            self._unheard = len(self._gains)
        if why is Why.KNOWN and fits[chosen].reliability < LEAST_RELIABLE:
            why = Why.UNSURE
        return Said(now, fits, chosen, expected, probability, why)

    def _hold_to_word(self, number: int) -> None:
        """Set what was said beside what is over since, and forget everything before a turn."""
        if not self._pending:
            return
        said = self._pending[-1]
        usual, expected = (said.expected[fit] / HORIZON for fit in (0, said.chosen))
        self._gains.append(block_gain(self._grid.leavers[:, said.origin.number], expected, usual))
        self._scatters.append(_scatter(said))
        if len(self._pending) == HORIZON:
            self._scores.append(self._score(self._pending[0]))
        if (start := self._turn(number)) is not None:
            self._start, self._unheard = start, None
            widths = said.fits[-1].widths
            self._believed = widths if len(widths) else self._believed
            self._pending, self._gains, self._scatters, self._scores = [], [], [], []

    def _turn(self, number: int) -> int | None:
        """Return the block since which the features speak against what happens; None where they do not."""
        if self._unheard is None or self._unheard == len(self._gains):
            return None
        totals = np.array([np.nansum(one) for one in self._gains[self._unheard :]])
        since = turn(totals, np.array(self._scatters[self._unheard :]))
        return None if since is None else number - len(totals) + since

    def _score(self, said: Said) -> Floats:
        """Return the log score of each fit of the features, over the units, shape (fits,)."""
        event = self._grid.event(said.origin.number, said.origin.normal)
        return np.array([np.nansum(log_score(chance, event)) for chance in said.probability[1:]])

    def _chosen(self) -> int:
        """Return the fit whose earlier predictions scored best; the most cautious while there are none."""
        if not self._scores:
            return len(model.BELIEVED)
        totals = ageing(len(self._scores)) @ np.stack(self._scores)
        return 1 + int(len(totals) - 1 - np.argmax(totals[::-1]))

    def _fits(self, number: int) -> tuple[list[model.Fit], Floats]:
        """Return the fits, and the usual leavers now at the levels that the features account for."""
        now, learned = self._origins[-1], self._learned(number)
        both = [*learned, now]
        normals, numbers = [one.normal for one in both], [one.number for one in both]
        *usual, usual_now = adjusted_usual(self._grid, normals, numbers, self._factors(number))
        columns = now.table.shape[1]
        if len(learned) < WARM_UP:
            return [model.silent(columns)] * (1 + len(model.BELIEVED)), usual_now
        counts, shares = zip(*(self._came(one.number, number) for one in learned), strict=True)
        came, share = np.concatenate(counts), np.repeat(shares, len(self._grid.units))
        plain = share * np.concatenate([one.usual for one in learned])
        known = ~np.isnan(came) & ~np.isnan(plain)
        table = np.concatenate([one.table for one in learned])[known]
        scale = model.spreads(table, np.max([one.sizes for one in learned], axis=0))
        level = model.level_fit(plain[known], came[known], columns)
        accounted = (share * np.concatenate(usual))[known]
        return [
            level,
            *model.fitted(table, accounted, came[known], scale, self._features.groups, self._believed),
        ], usual_now

    def _learned(self, number: int) -> list[Origin]:
        """Return the newest windows since the last turn that have begun before a block."""
        windows = min(MOST_WINDOWS, max(HORIZON, MOST_ROWS // len(self._grid.units)))
        return [one for one in self._origins if self._start <= one.number < number][-windows:]

    def _factors(self, number: int) -> Floats:
        """Return what the newest fit says of each block since the last turn, and the fits before it of earlier ones."""
        if self._pending:
            fit = self._pending[-1].fits[self._pending[-1].chosen]
            for one in self._origins:
                if self._start <= one.number < number:
                    self._factor[:, one.number] = np.exp(fit.pull(one.table))
        return self._factor[:, :number]

    def _came(self, origin: int, number: int) -> tuple[Floats, float]:
        """Return the leavers of the up to three blocks from `origin` on that are over, and their share of three."""
        blocks = min(HORIZON, number - origin)
        return np.asarray(self._grid.leavers[:, origin : origin + blocks].sum(axis=1)), blocks / HORIZON


def _scatter(said: Said) -> float:
    """Return how much wider than Poisson's the leavers of a block scatter, 1 where they do not."""
    expected = said.expected[said.chosen] / HORIZON
    total = float(expected.sum())
    return 1 + said.fits[said.chosen].alpha * float(expected @ expected) / total if total > 0 else 1.0
