"""Companies whose law of leaving is known: panels with the probability that the true law gives to the event.

The true law knows its coefficients and its link and estimates unit levels; it also reads features of the three blocks
to come where their lead is shorter than that, so it is an upper bound that no forecast can reach, not a fair peer.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from engagement.insights.forecast.grid import Grid, normal_before
from engagement.insights.forecast.model import exceeds, levels

Floats = npt.NDArray[np.float64]
KINDS = ("null", "survey", "signal", "small", "drift", "missing", "hidden", "additive")
SILENT = ("null", "hidden")
START = pd.Timestamp("2020-01-06")


@dataclass(frozen=True, slots=True)
class Company:
    """A panel and, for each unit and block, what features do to the hazard (a factor around 1)."""

    kind: str
    panel: pd.DataFrame
    factor: Floats
    dispersion: float


def company(kind: str, seed: int) -> Company:
    """Return a company of a kind; sizes, rates, effects, seasons and persistence differ from seed to seed."""
    draw = np.random.default_rng([KINDS.index(kind), seed])
    units, blocks = (
        int(draw.integers(*((60, 200) if kind == "small" else (8, 220)))),
        int(draw.integers(24, 71)),
    )
    count = int(draw.integers(3, 13))
    heads = draw.integers(5, 13, units) if kind == "small" else draw.integers(12, 90, units)
    features = np.stack([_series(draw, units, blocks) for _ in range(count)])
    strength = np.zeros(count) if kind in SILENT else _strengths(draw, count)
    lead = 3 if kind == "signal" else int(draw.integers(1, 3))
    seen = np.roll(features, lead, axis=2)
    pull = np.tensordot(strength, seen, 1)
    if kind == "drift":
        pull[:, blocks // 2 :] *= -1.0
    if kind == "hidden":
        pull = 0.7 * _series(draw, units, blocks)
    factor = np.clip(1 + pull, 0.05, 6) if kind == "additive" else np.exp(np.clip(pull, -3, 2.5))
    rate = draw.uniform(0.006, 0.02) * np.exp(draw.normal(0, 0.35, (units, 1)))
    season = 1 + 0.3 * draw.random() * np.sin(2 * np.pi * np.arange(blocks) / 13)
    dispersion = float(draw.choice([0.0, 0.15]))
    extra = draw.gamma(1 / dispersion, dispersion, (units, blocks)) if dispersion else 1.0
    hazard = np.clip(rate * season * factor * extra, 0, 0.5)
    leavers = draw.binomial(heads[:, None], hazard)
    shown = _shown(draw, kind, features)
    return Company(
        kind, _panel(heads, leavers, shown), factor if kind != "hidden" else np.ones_like(factor), dispersion
    )


def _series(draw: np.random.Generator, units: int, blocks: int) -> Floats:
    """Return persistent series around lasting levels, variance about 1, shape (units, blocks)."""
    keep = draw.uniform(0.5, 0.9)
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
    """Return unit and block -> probability of the event by the true law, and whether it came; unit levels estimated."""
    grid = Grid.of(world.panel)
    found = {}
    for origin in range(13, len(grid.blocks) - 2):
        normal = normal_before(grid, origin)
        past = slice(max(0, origin - 26), origin)
        weighted = (grid.headcount * world.factor)[:, past].sum(axis=1)
        company_rate = normal.record.sum() / weighted.sum()
        adjusted = type(normal)(
            normal.mu, normal.usual, normal.base, normal.record, weighted, float(company_rate), normal.last
        )
        mean = levels(adjusted) * normal.last * world.factor[:, origin : origin + 3].sum(axis=1)
        chance = exceeds(mean, world.dispersion / 3, normal.usual)
        event = grid.coming(origin) > normal.usual
        for unit, probability, came in zip(grid.units, chance.tolist(), event.tolist(), strict=True):
            found[unit, grid.blocks[origin]] = (probability, int(came))
    return found
