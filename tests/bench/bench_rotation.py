"""A simulated year of a rotating pulse: does every construct reach k in every unit, and is anybody asked too much?

    python -m tests.bench.bench_rotation [--seeds 200]

The ready engagement set (its open question apart) runs every two weeks for a year in units of 8 to 40 people with a
70 % response; a life-cycle survey of eleven questions comes between for people who join, move or leave. Printed per
size of unit: the share of unit-years in which every construct was answered by k people in one wave at least, the same
per cycle, and the largest number of questions and surveys that anybody was asked. Two kinds of people: everybody
answers seven times of ten, or some nearly always and some hardly ever (Beta with mean 0.7 and standard deviation 0.2).
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from privacy.policy import DEFAULT
from surveys.bank.loader import load_set
from surveys.campaigns.fatigue import MONTH, QUARTER, Asked, Cap, fits
from surveys.campaigns.rotation import Item, asked_keys, block_count

SIZES = (8, 10, 12, 20, 40)
RESPONSE, WAVES, EVERY, MOST = 0.7, 26, timedelta(days=14), 12
LIFE_CYCLE_ITEMS, LIFE_CYCLE_A_YEAR = 11, 0.3
START = date(2026, 1, 5)


def items() -> list[Item]:
    """Return the questions of the engagement set; what tells whether people stay is asked every time."""
    asked = [one for one in load_set("engagement")["questions"] if one["type"] != "text"]
    return [Item(one["key"], one["construct"], core=one["key"] in ("engagement_1", "enps")) for one in asked]


@dataclass
class UnitYear:
    """One unit in one year: construct -> waves in which k people answered it; the most that one person was asked."""

    reached: dict[str, set[int]] = field(default_factory=dict)
    most_items: int = 0
    most_surveys: int = 0
    skipped: int = 0


def _life_cycle(chance: np.random.Generator, people: int) -> list[list[Asked]]:
    """Return for every person the life-cycle surveys of the year."""
    numbers = chance.poisson(LIFE_CYCLE_A_YEAR, people)
    return [
        [
            Asked(START + timedelta(days=int(day)), LIFE_CYCLE_ITEMS)
            for day in sorted(chance.integers(0, 364, number))
        ]
        for number in numbers
    ]


def _most(history: Sequence[Asked]) -> tuple[int, int]:
    """Return the most questions in 28 days and the most surveys in 91 that end with any survey."""
    windows = [
        (
            sum(one.items for one in history if last.on - MONTH < one.on <= last.on),
            sum(last.on - QUARTER < one.on <= last.on for one in history),
        )
        for last in history
    ]
    return max((window[0] for window in windows), default=0), max(
        (window[1] for window in windows), default=0
    )


def simulate(  # what is varied
    chance: np.random.Generator, code: str, people: int, asked: Sequence[Item], cap: Cap, *, spread: bool
) -> UnitYear:
    """Return a year of one unit that is a cell of its own."""
    number = block_count(asked, MOST)
    constructs = {item.key: item.construct for item in asked}
    rates = chance.beta(2.975, 1.275, people) if spread else np.full(people, RESPONSE)
    coming = _life_cycle(chance, people)
    histories: list[list[Asked]] = [[] for _ in range(people)]
    year = UnitYear({construct: set() for construct in constructs.values()})
    for wave in range(WAVES):
        on = START + wave * EVERY
        keys = asked_keys(asked, cell=code, wave=wave, number=number)
        answered = 0
        for person in range(people):
            for one in [one for one in coming[person] if on - EVERY < one.on < on]:
                if fits(histories[person], on=one.on, items=one.items, cap=cap):
                    histories[person].append(one)
            if not fits(histories[person], on=on, items=len(keys), cap=cap):
                year.skipped += 1
                continue
            histories[person].append(Asked(on, len(keys)))
            answered += chance.random() < rates[person]
        if answered >= DEFAULT.k:
            for key in keys:
                year.reached[constructs[key]].add(wave)
    most = [_most(history) for history in histories]
    year.most_items, year.most_surveys = max(one[0] for one in most), max(one[1] for one in most)
    return year


def cycles(year: UnitYear, number: int) -> Iterator[bool]:
    """Yield for every full cycle whether every construct reached k in it."""
    for first in range(0, WAVES - number + 1, number):
        span = set(range(first, first + number))
        yield all(waves & span for waves in year.reached.values())


def main(seeds: int) -> int:
    """Print the table; return 1 if a construct was missed where everybody answers alike, or a cap was broken."""
    asked, cap = items(), Cap()
    number = block_count(asked, MOST)
    sys.stdout.write(
        f"{len(asked)} questions, {len({one.construct for one in asked})} constructs, {number} blocks, {seeds} seeds\n"
    )
    sys.stdout.write(
        "people  answers  unit-years with all  cycles with all  construct-waves  most items  most surveys  skipped\n"
    )
    failed = False
    for spread in (False, True):
        for people in SIZES:
            years = [
                simulate(np.random.default_rng(seed), f"U{seed}", people, asked, cap, spread=spread)
                for seed in range(seeds)
            ]
            whole = np.mean([all(year.reached.values()) for year in years])
            per_cycle = np.mean([done for year in years for done in cycles(year, number)])
            waves = np.mean([len(found) for year in years for found in year.reached.values()])
            items_, surveys = max(y.most_items for y in years), max(y.most_surveys for y in years)
            skipped = np.mean([year.skipped for year in years]) / (people * WAVES)
            failed |= bool(items_ > cap.items or surveys > cap.surveys or (not spread and whole < 1))
            sys.stdout.write(
                f"{people:6}  {'spread' if spread else 'alike':7}  {whole:19.4f}  {per_cycle:15.4f}  {waves:15.1f}  "
                f"{items_:10}  {surveys:12}  {skipped:7.4f}\n"
            )
    return int(failed)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=200)
    raise SystemExit(main(parser.parse_args().seeds))
