"""Effects of actions in companies where the truth is known: coverage, bias, false positives; prints a row per setting.

.venv/bin/python -m tests.bench.bench_effects [--worlds 400]
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from engagement.actions.effects_panel import Estimate, Panel, action_effects, pooled

START = pd.Timestamp("2025-01-06")
BLOCKS = 14


@dataclass(frozen=True, slots=True)
class Setting:
    """A kind of company.

    Attributes
    ----------
    actions, units
        How many there are.
    keep
        Share of a unit's passing mood that is left a block later; 1 - keep of it goes by itself.
    effect, differ
        Mean and standard deviation over actions of the true effect, in units of the outcome.
    given
        Whether the panel carries the standard error of each value; units then differ in size.
    """

    actions: int = 8
    units: int = 60
    keep: float = 0.3
    effect: float = 0.0
    differ: float = 0.0
    given: bool = False


def setting_name(one: Setting) -> str:
    """Return what a row is about."""
    words = (
        f"{one.actions:2} actions, {one.units:3} units, persistence {one.keep:.1f}, effect {one.effect:3.1f}"
    )
    return words + f" +- {one.differ:.1f}, se {'given' if one.given else 'not given'}"


def company(setting: Setting, seed: int) -> tuple[pd.DataFrame, pd.DataFrame, float, float]:
    """Return panel, actions, the mean true effect and the spread across units: the units that look worst act.

    A value is a lasting level, a season, a passing mood and, with `given`, the noise of a mean of few people.
    """
    draw = np.random.default_rng([seed, setting.actions, int(10 * setting.keep), setting.given])
    units = setting.units
    mood = draw.normal(0, 0.8, (units, BLOCKS))
    for block in range(1, BLOCKS):
        fresh = np.sqrt(1 - setting.keep**2)
        mood[:, block] = setting.keep * mood[:, block - 1] + fresh * mood[:, block]
    values = draw.normal(0, 1, (units, 1)) + draw.normal(0, 0.5, (1, BLOCKS)) + mood
    error = draw.uniform(0.2, 0.9, (units, 1)) * np.ones(BLOCKS) if setting.given else np.zeros(values.shape)
    values = values + draw.normal(0, 1, values.shape) * error
    spread = float(values.std(axis=0).mean())
    values[draw.random(values.shape) < 0.1] = np.nan
    seen = pd.DataFrame(values).ffill(axis=1).bfill(axis=1).to_numpy()
    acting: dict[int, int] = {}
    truths = draw.normal(setting.effect, setting.differ, setting.actions)
    for block, truth in zip(np.sort(draw.choice(np.arange(4, 10), setting.actions)), truths, strict=True):
        order = np.argsort(seen[:, block - 1] + seen[:, block - 2])
        unit = next(int(one) for one in order if int(one) not in acting)
        acting[unit] = int(block)
        values[unit, block:] += truth
    days = [START + pd.Timedelta(days=28 * block) for block in range(BLOCKS)]
    columns = {"unit": np.repeat([f"U{unit}" for unit in range(units)], BLOCKS), "block": days * units}
    rows = pd.DataFrame(columns | {"outcome": values.ravel()})
    if setting.given:
        rows["se"] = error.ravel()
    actions = pd.DataFrame([(f"U{unit}", days[block], "T") for unit, block in acting.items()])
    return rows, actions.set_axis(["unit", "block", "template"], axis=1), float(truths.mean()), spread


def estimated(rows: pd.DataFrame, actions: pd.DataFrame) -> Estimate:
    """Return what is said of the one template."""
    return pooled(action_effects(Panel(rows, actions)))


def line(setting: Setting, worlds: int) -> str:
    """Return the figures of a setting as one line."""
    covered, bias, wrong, ratio, said = [], [], [], [], 0
    for seed in range(worlds):
        rows, actions, truth, spread = company(setting, seed)
        found = estimated(rows, actions)
        if found.effect is None or found.se is None or found.interval95 is None:
            continue
        said += 1
        centre = truth if setting.differ == 0 else setting.effect
        covered.append(found.interval95[0] <= centre <= found.interval95[1])
        bias.append((found.effect - centre) / spread)
        ratio.append(found.se / spread)
        wrong.append(found.verdict != "no clear effect")
    text = f"{setting_name(setting)}: covered {np.mean(covered):5.1%}, bias {np.mean(bias):+.3f} SD"
    text += f" (+- {np.std(bias) / np.sqrt(len(bias)):.3f}), se {np.mean(ratio):.3f} for {np.std(bias):.3f}"
    return text + f", found {np.mean(wrong):5.1%}, said in {said} of {worlds}"


def settings() -> Iterator[Setting]:
    """Give the settings of the table."""
    for given in (False, True):
        base = Setting(given=given)
        for actions in (3, 5, 8, 20):
            yield replace(base, actions=actions)
        yield replace(base, units=30)
        yield replace(base, keep=0.0)
        yield replace(base, keep=0.8)
        yield replace(base, effect=1.0)
        yield replace(base, effect=1.0, differ=0.7)


def main() -> None:
    """Print a row for each setting."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--worlds", type=int, default=400)
    worlds = parser.parse_args().worlds
    for setting in settings():
        sys.stdout.write(line(setting, worlds) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
