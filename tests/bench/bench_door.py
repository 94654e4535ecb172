"""The door over 10,000 random organisations against brute force, and its speed; prints a table.

.venv/bin/python -m tests.bench.bench_door agree --organisations 10000
.venv/bin/python -m tests.bench.bench_door visible
.venv/bin/python -m tests.bench.bench_door speed --people 100000 --units 5000 --items 40 --waves 3 [--slices]
"""

import argparse
import sys
import time

import numpy as np
import pandas as pd

from privacy.gate import Item, Plan, Published, WaveInput, release_wave
from tests.factories.door import KEY, a_plan, an_organisation, random_answers
from tests.properties.brute_force import rows_over, smallest_support
from tests.properties.organisations import company
from tests.properties.test_door import over_rosters


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def agree(organisations: int) -> None:
    """Count organisations in which brute force finds a combination of fewer than k people."""
    thin = cells = 0
    for seed in range(organisations):
        single = company(seed, waves=1)
        (release,) = single.released("standard")
        cells += len(release.cells)
        for item in single.plan("standard").items:
            mine = single.answers[0][single.answers[0]["item"] == item]
            thin += smallest_support(rows_over([c for c in release.cells if c.item == item], mine), 5) < 5
        built = company(seed, waves=2 + seed % 2, slices=False)
        thin += over_rosters(built, built.released("strict")) < 5
        if sys.stderr.isatty() and not seed % 100:
            sys.stderr.write(f"\r{seed} organisations, {thin} thin")
    say(
        f"organisations {organisations}, cells of single waves {cells}, disagreements with brute force {thin}"
    )


def visible() -> None:
    """Print the share of nodes that are shown, beside the bare threshold."""
    say("teams per department   bare threshold   shown   with a mean")
    for width in (3, 4, 6, 8, 10, 12):
        say(_visible(width))


def _visible(width: int) -> str:
    nodes = bare = shown = mean = 0
    for seed in range(40):
        tree, roster = an_organisation(seed, teams=width * 12, departments=12)
        answers = random_answers(roster, seed)
        counts = dict.fromkeys(tree, 0)
        for unit, n in answers["unit"].value_counts().items():
            above: str | None = str(unit)
            while above is not None:
                counts[above] += int(n)
                above = tree[above]
        release = release_wave(WaveInput("w", tree, roster, answers), plan=a_plan(), key=KEY)
        nodes += len(tree)
        bare += sum(n >= 5 for n in counts.values())
        shown += sum(not cell.is_remainder for cell in release.cells)
        mean += sum(not cell.is_remainder and cell.mean is not None for cell in release.cells)
    return f"{width:>20}   {bare / nodes:14.1%}   {shown / nodes:5.1%}   {mean / nodes:11.1%}"


def speed(people: int, units: int, items: int, waves: int, slices: bool) -> None:
    """Print seconds for each wave beside a bare group-by with a threshold on the same frame."""
    rng = np.random.default_rng(1)
    tree, teams = _large_tree(units)
    roster = pd.DataFrame({"person": np.arange(people).astype(str), "unit": rng.choice(teams, people)})
    keys = [f"q{number}" for number in range(items)]
    plan = Plan(5, "standard", {key: Item(key, 1, 5, 4) for key in keys}, ("tenure",) if slices else ())
    earlier: list[Published] = []
    for number in range(waves):
        answers = _large_answers(rng, roster, keys, slices)
        start = time.perf_counter()
        grouped = answers.groupby(["unit", "item"])["value"].agg(["size", "sum"])
        bare = len(grouped[grouped["size"] >= 5]), time.perf_counter() - start
        start = time.perf_counter()
        wave = WaveInput(f"w{number}", tree, roster, answers)
        release = release_wave(wave, earlier=earlier, plan=plan, key=KEY)
        took = time.perf_counter() - start
        say(f"wave {number + 1}: {len(answers):,} answers, {len(release.cells):,} cells, {took:.1f} s; "
            f"bare group-by {bare[1]:.1f} s")  # fmt: skip
        earlier.append(release.published)
        moved = rng.random(people) < 0.01
        roster = roster.assign(unit=np.where(moved, rng.choice(teams, people), roster["unit"]))


def _large_tree(units: int) -> tuple[dict[str, str | None], list[str]]:
    tree: dict[str, str | None] = {"company": None}
    tree.update({f"d{d}": "company" for d in range(20)})
    tree.update({f"e{e}": f"d{e % 20}" for e in range(400)})
    teams = [f"t{t}" for t in range(units - len(tree))]
    tree.update({team: f"e{place % 400}" for place, team in enumerate(teams)})
    return tree, teams


def _large_answers(
    rng: np.random.Generator, roster: pd.DataFrame, keys: list[str], slices: bool
) -> pd.DataFrame:
    came = roster[rng.random(len(roster)) < 0.75]
    size = len(came)
    frame = pd.DataFrame(
        {
            "response": np.repeat(came["person"].to_numpy(), len(keys)),
            "unit": np.repeat(came["unit"].to_numpy(), len(keys)),
            "item": np.tile(keys, size),
            "value": np.clip(np.round(rng.normal(3.6, 1, size * len(keys))), 1, 5),
        }
    )
    if slices:
        frame["tenure"] = np.repeat(rng.choice(list("abcd"), size, p=[0.1, 0.2, 0.3, 0.4]), len(keys))
    return frame[rng.random(len(frame)) >= 0.03]


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["agree", "visible", "speed"])
    parser.add_argument("--organisations", type=int, default=10_000)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--units", type=int, default=5_000)
    parser.add_argument("--items", type=int, default=40)
    parser.add_argument("--waves", type=int, default=3)
    parser.add_argument("--slices", action="store_true")
    given = parser.parse_args()
    if given.what == "agree":
        agree(given.organisations)
    elif given.what == "visible":
        visible()
    else:
        speed(given.people, given.units, given.items, given.waves, given.slices)


if __name__ == "__main__":
    main()
