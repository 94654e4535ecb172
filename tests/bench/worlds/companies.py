"""Companies whose law of leaving is known: panels with the probability that the true law gives to the event.

The reference knows the law (its weights, link, lead and how features persist) and reads what was released before a
block, no more: unit levels are estimated, and features not released or still to come are expected from the last known.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from engagement.insights.forecast.grid import Grid, normal_before
from engagement.insights.forecast.levels import levels
from engagement.insights.forecast.model import exceeds

Floats = npt.NDArray[np.float64]
KINDS = ("null", "survey", "signal", "small", "drift", "missing", "hidden", "additive")
SILENT = ("null", "hidden")
MOST_LEAD = 3
LASTING = 0.2
START = pd.Timestamp("2020-01-06")


@dataclass(frozen=True, slots=True)
class Company:
    """A panel and its law: what released features do to the hazard `lead` blocks later.

    Attributes
    ----------
    released
        Features in their own units, NaN where not released, shape (features, units, blocks).
    strength, keep
        Weight of each feature, and how much of it is left a block later.
    sign
        -1 in blocks where the law has turned, shape (blocks,).
    """

    kind: str
    panel: pd.DataFrame
    released: Floats
    strength: Floats
    keep: Floats
    lead: int
    sign: Floats
    dispersion: float

    def factor(self, pull: Floats) -> Floats:
        """Return what a pull does to the hazard."""
        return np.clip(1 + pull, 0.05, 6) if self.kind == "additive" else np.exp(np.clip(pull, -3, 2.5))


def company(kind: str, seed: int) -> Company:
    """Return a company of a kind; sizes, rates, effects, seasons and persistence differ from seed to seed."""
    draw = np.random.default_rng([KINDS.index(kind), seed])
    units, blocks = (
        int(draw.integers(*((60, 200) if kind == "small" else (8, 220)))),
        int(draw.integers(24, 71)),
    )
    count = int(draw.integers(3, 13))
    heads = draw.integers(5, 13, units) if kind == "small" else draw.integers(12, 90, units)
    keep = draw.uniform(0.5, 0.9, count)
    # Three blocks run before the panel starts, so that its first blocks have causes too.
    features = np.stack([_series(draw, units, blocks + MOST_LEAD, one) for one in keep])
    strength = np.zeros(count) if kind in SILENT else _strengths(draw, count)
    lead = 3 if kind == "signal" else int(draw.integers(1, 3))
    sign = np.where((np.arange(blocks) >= blocks // 2) & (kind == "drift"), -1.0, 1.0)
    seen = features[:, :, MOST_LEAD - lead : MOST_LEAD - lead + blocks]
    pull = sign * np.tensordot(strength, seen, 1)
    if kind == "hidden":
        pull = 0.7 * _series(draw, units, blocks, draw.uniform(0.5, 0.9))
    rate = draw.uniform(0.006, 0.02) * np.exp(draw.normal(0, 0.35, (units, 1)))
    season = 1 + 0.3 * draw.random() * np.sin(2 * np.pi * np.arange(blocks) / 13)
    dispersion = float(draw.choice([0.0, 0.15]))
    extra = draw.gamma(1 / dispersion, dispersion, (units, blocks)) if dispersion else 1.0
    shown = _shown(draw, kind, features[:, :, MOST_LEAD:])
    released = np.where(np.isnan(shown), np.nan, features[:, :, MOST_LEAD:])
    law = Company(kind, pd.DataFrame(), released, strength, keep, lead, sign, dispersion)
    hazard = np.clip(rate * season * law.factor(pull) * extra, 0, 0.5)
    return replace(law, panel=_panel(heads, draw.binomial(heads[:, None], hazard), shown))


def _series(draw: np.random.Generator, units: int, blocks: int, keep: float) -> Floats:
    """Return persistent series around lasting levels, variance about 1, shape (units, blocks)."""
    values = draw.normal(0, 1, (units, blocks))
    for block in range(1, blocks):
        values[:, block] = keep * values[:, block - 1] + np.sqrt(1 - keep**2) * values[:, block]
    return np.asarray(np.sqrt(0.8) * values + np.sqrt(0.2) * draw.normal(0, 1, (units, 1)))


def _strengths(draw: np.random.Generator, count: int) -> Floats:
    found = np.zeros(count)
    working = draw.choice(count, int(draw.integers(1, 4)), replace=False)
    found[working] = draw.uniform(0.35, 0.7, len(working)) * draw.choice([-1, 1], len(working))
    return found


def _shown(draw: np.random.Generator, kind: str, features: Floats) -> Floats:
    """Return what is released: surveys every third block, gaps where groups were too small."""
    shown = features * draw.uniform(0.2, 30, (len(features), 1, 1)) + draw.normal(
        0, 10, (len(features), 1, 1)
    )
    if kind == "survey":
        shown[0, :, np.arange(shown.shape[2]) % 3 != 0] = np.nan
    shown[draw.random(shown.shape) < (0.4 if kind == "missing" else 0.03)] = np.nan
    return shown


def _panel(heads: npt.NDArray[np.int64], leavers: npt.NDArray[np.int64], shown: Floats) -> pd.DataFrame:
    units, blocks = leavers.shape
    days = [START + pd.Timedelta(days=28 * block) for block in range(blocks)]
    columns = {
        "unit": np.repeat([f"U{unit:05d}" for unit in range(units)], blocks),
        "block": days * units,
        "headcount": np.repeat(heads, blocks),
        "leavers": leavers.ravel(),
    }
    return pd.DataFrame(columns | {f"f{place}": values.ravel() for place, values in enumerate(shown)})


def truth(world: Company) -> dict[tuple[str, pd.Timestamp], tuple[float, int]]:
    """Return unit and block -> probability of the event by the reference, and whether it came."""
    grid = Grid.of(world.panel)
    found = {}
    for origin in range(13, len(grid.blocks) - 2):
        normal = normal_before(grid, origin)
        past = slice(max(0, origin - 26), origin)
        factor = world.factor(_pull(world, origin))
        weighted = (grid.headcount[:, past] * factor[:, past]).sum(axis=1)
        company_rate = normal.record.sum() / weighted.sum()
        adjusted = replace(normal, exposure=weighted, company=float(company_rate))
        mean = levels(adjusted) * normal.last * factor[:, origin : origin + 3].sum(axis=1)
        chance = exceeds(mean, world.dispersion / 3, normal.usual)
        event = grid.coming(origin) > normal.usual
        for unit, probability, came in zip(grid.units, chance.tolist(), event.tolist(), strict=True):
            found[unit, grid.blocks[origin]] = (probability, int(came))
    return found


def _pull(world: Company, origin: int) -> Floats:
    """Return the pull in blocks up to `origin` + 2 as expected from what was released before, shape (units, blocks)."""
    expected = np.stack(
        [_expected(one[:, :origin], keep) for one, keep in zip(world.released, world.keep, strict=True)]
    )
    moved = np.zeros((expected.shape[1], origin + 3))
    moved[:, world.lead :] = np.tensordot(world.strength, expected, 1)[:, : origin + 3 - world.lead]
    return np.asarray(world.sign[: origin + 3] * moved)


def _expected(released: Floats, keep: float) -> Floats:
    """Return a feature in the blocks released and the three after: the last known value, decayed to the unit's level."""
    known = ~np.isnan(released)
    number = known.sum(axis=1)
    own = (1 - LASTING) * (1 + keep) / (1 - keep)
    level = LASTING / (LASTING * number + own) * np.where(known, released, 0.0).sum(axis=1)
    values = np.column_stack([released, np.full((len(released), 3), np.nan)])
    last = level
    for block in range(values.shape[1]):
        last = np.where(np.isnan(values[:, block]), level + keep * (last - level), values[:, block])
        values[:, block] = last
    return values
