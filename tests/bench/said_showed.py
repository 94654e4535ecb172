"""Does said-against-showed find what leavers keep quiet about? `python -m tests.bench.said_showed [SEEDS]`.

Worlds of the demo generator, at the level of what the door would release: means of five answers or more in units of
ten people or more, rounded to 0.1; reasons of pools of ten leavers or more, in whole percent. Null worlds have the same people and no cause.
"""

import sys
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from engagement.demo.world.build import World, build_world
from engagement.demo.world.causes import Kind
from engagement.demo.world.chance import chance
from engagement.demo.world.organisation import organisation
from engagement.demo.world.people import populate
from engagement.demo.world.voices import Voice, exit_voices, pulse_voices
from engagement.insights.said_showed import Pattern, patterns
from surveys.bank.loader import load_set

TODAY = date(2026, 11, 20)
QUARTER = 3
FAMILY = {
    Kind.MEETING_MARATHON: {"construct:meetings", "construct:workload", "construct:recovery"},
    Kind.BURNOUT: {"construct:recovery", "construct:workload"},
    Kind.MANAGER_SUPPORT: {"construct:manager_support", "construct:voice", "construct:recognition"},
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """Patterns of one world, those that are right and those that are hidden."""

    found: tuple[Pattern, ...]
    right: int
    hidden_right: int
    wrong: int


def null_world(seed: int) -> World:
    """Return the company of a seed in which nothing is wrong anywhere."""
    world = build_world(seed=seed, today=TODAY)
    units = organisation(1200, chance(seed, "units"))
    people, stays = populate(units, (), world.line, chance(seed, "people"))
    return replace(world, people=people, stays=stays, causes=())


def showed(world: World) -> pd.DataFrame:
    """Return released-level means of the pulses in the 25 weeks before the leavers of the quarter were asked."""
    definition = load_set("pulse")
    asked = {str(q["key"]): str(q["construct"]) for q in definition["questions"] if q.get("construct")}
    last = world.line.quarters[QUARTER].window.opens
    numbers = [i for i, window in enumerate(world.line.pulses) if 0 < (last - window.closes).days <= 175]
    rows = [
        (voice.unit, number, f"construct:{asked[key]}", value)
        for number in numbers
        for voice in pulse_voices(world, number, definition)
        for key, value in voice.answers.items()
        if key in asked and isinstance(value, (int, float))
    ]
    frame = pd.DataFrame(rows, columns=["unit", "wave", "measure", "value"])
    grouped = frame.groupby(["unit", "wave", "measure"])["value"]
    cells = pd.DataFrame({"mid": grouped.mean(), "n_low": grouped.size()}).reset_index()
    shown = {unit.code for unit in world.units if unit.size >= 10}
    cells = cells[(cells["n_low"] >= 5) & cells["unit"].isin(shown)]
    cells["mid"] = cells["mid"].round(1)
    return cells


def said(world: World) -> tuple[pd.DataFrame, dict[str, list[str]]]:
    """Return reasons per pool (the smallest ancestor with ten leavers who answered) and the units in each pool."""
    voices = exit_voices(world, QUARTER, load_set("exit"))
    pools = _pools(world, voices)
    home = {unit: pool for pool, units in pools.items() for unit in units}
    asked = Counter(home[voice.unit] for voice in voices if voice.unit in home)
    named = Counter(
        (home[voice.unit], str(reason))
        for voice in voices
        if voice.unit in home
        for reason in _reasons(voice)
    )
    rows = [(pool, reason, round(count / asked[pool], 2)) for (pool, reason), count in named.items()]
    return pd.DataFrame(rows, columns=["pool", "reason", "share"]), pools


def _reasons(voice: Voice) -> list[str]:
    reasons = voice.answers.get("reasons", [])
    return list(reasons) if isinstance(reasons, list) else []


def _pools(world: World, voices: list[Voice]) -> dict[str, list[str]]:
    parent = {unit.code: unit.parent for unit in world.units}

    def line(code: str) -> list[str]:
        return [code, *(line(above) if (above := parent[code]) else [])]

    answered = Counter(above for voice in voices for above in line(voice.unit))
    pools: dict[str, list[str]] = {}
    for code in parent:
        if pool := next((above for above in line(code) if answered[above] >= 10), None):
            pools.setdefault(pool, []).append(code)
    return pools


def judged(world: World) -> Outcome:
    """Return the patterns of a world against its causes."""
    reasons, pools = said(world)
    found = patterns(reasons, showed(world), pools=pools)
    kinds = {cause.unit: cause.kind for cause in world.causes if cause.kind is not Kind.NONE}
    right = [one for one in found if one.measure in FAMILY.get(kinds.get(one.unit, Kind.NONE), set())]
    explained = [one for one in found if one.unit in kinds]
    return Outcome(tuple(found), len(right), sum(one.is_hidden for one in right), len(found) - len(explained))


def main(seeds: int) -> None:
    """Print a line per seed and the totals."""
    hits = nulls = 0
    for seed in range(1, seeds + 1):
        real, null = judged(build_world(seed=seed, today=TODAY)), judged(null_world(seed))
        hits += real.hidden_right > 0
        nulls += len(null.found) > 0
        units = sorted({one.unit for one in real.found if one.is_hidden})
        sys.stdout.write(
            f"seed {seed}: {real.right} right, {real.hidden_right} of them hidden, {real.wrong} wrong; "
            f"null {len(null.found)}; {', '.join(units)}\n"
        )
    sys.stdout.write(
        f"hidden cause found in {hits} of {seeds} seeds; patterns in {nulls} of {seeds} null seeds\n"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
