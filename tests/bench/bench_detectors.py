"""Planted conditions in generated companies: recall, precision and lead time of each detector, and what quiet companies say.

Run with `python -m tests.bench.bench_detectors [COMPANIES [DRAWS]]`; exits 1 where an aim is missed.

Every condition is planted at the same strength: in a rehearsal it takes its unit's means a quarter further than the mark of
its detector (`tests.factories.signal_strength`); a unit that cannot be taken so far has the condition entirely. What the
strength came to in the draw is printed. A finding is right where the same condition was planted in at least half of the unit's people (managers, for the one about
managers) and both blocks lie in it. Conditions bring others with them: by law a marathon is a load that changed and focus
that collapsed as well. Where such conditions hold a fifth of a unit's people or more, its mean did change, and a finding is
neither right nor wrong. Any other finding is wrong.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from signals.calendars.events import Tally
from signals.detectors.base import Finding
from signals.detectors.registry import EVERY
from signals.metrics import BLOCK_DAYS
from signals.reduce.job import Reduced, Terms, calendar_values, release
from signals.reduce.person import Numbers
from tests.bench.detector_draws import appearing, hinging, vanishing
from tests.factories.signal_strength import reach
from tests.factories.signal_worlds import PERIOD, Plant, World, world

BRINGS = {
    "meeting_marathon": {"load_change", "focus_collapse"},
    "load_change": {"focus_collapse", "meeting_marathon"},
    "focus_collapse": {"load_change"},
    "overloaded_managers": {"load_change", "focus_collapse"},
}
HARM_AFTER = (
    5 * BLOCK_DAYS
)  # days from a condition's onset to the harm that it is supposed to warn of, in this world
IN_TIME = 3  # blocks
AIM, MOST_QUIET = 0.9, 0.02


@dataclass(frozen=True, slots=True)
class Case:
    """One company, everybody's values, and what was released and found."""

    world: World
    values: Numbers
    terms: Terms
    reduced: Reduced


def case(seed: int, *, planted: bool) -> Case:
    """Reduce one company."""
    made = world(seed, planted=planted)
    terms, tally = Terms(made.company, PERIOD, b"key", detectors=EVERY), Tally()
    values = calendar_values(made, Path(), terms, tally)
    return Case(made, values, terms, release(values, terms, tally))


def place(finding: Finding) -> int:
    """Return the number of a finding's block."""
    found = PERIOD.place_of(finding.block_start)
    if found is None:
        raise AssertionError(finding)
    return found


def share(made: World, unit: str, plant: Plant) -> float:
    """Return which part of the people that a detector looks at in a unit has the condition."""
    people = made.below(unit)
    if plant.detector == "overloaded_managers":
        people = frozenset(one for one in people if made.company.members[one].is_manager)
    return len(people & plant.people) / max(1, len(people))


def strength(each: Case, plant: Plant) -> float:
    """Return how far a condition takes its unit in the draw: 1 is the mark."""
    return reach(each.values[:, :, sorted(plant.people)], plant.detector, plant.first)


def judged(each: Case, finding: Finding) -> str:
    """Return "right", "brought" or "wrong"."""
    held = [
        plant
        for plant in each.world.plants
        if place(finding) > plant.first and share(each.world, finding.unit, plant) >= 0.5
    ]
    if any(plant.detector == finding.detector for plant in held):
        return "right"
    bringing = [
        plant.people
        for plant in each.world.plants
        if place(finding) > plant.first
        and finding.detector in (plant.detector, *BRINGS.get(plant.detector, ()))
    ]
    reached = frozenset().union(*bringing) & each.world.below(finding.unit)
    return "brought" if len(reached) >= 0.2 * len(each.world.below(finding.unit)) else "wrong"


def seen(each: Case, plant: Plant) -> int | None:
    """Return the block whose finding came first for a planted unit, or None where none came in time."""
    places = [
        place(one)
        for one in each.reduced.findings
        if (one.unit, one.detector) == (plant.unit, plant.detector)
    ]
    return min((at for at in places if plant.first < at <= plant.first + IN_TIME), default=None)


def unit_blocks(each: Case) -> int:
    """Return how many units and blocks could have had a finding: released in the block and the one before."""
    shown = {(cell.unit, cell.block_start) for cell in each.reduced.cells}
    days = [PERIOD.block_start(block) for block in range(PERIOD.count)]
    return sum(
        (unit, days[at]) in shown and (unit, days[at - 1]) in shown
        for unit, day in shown
        if (at := days.index(day))
    )


def table(cases: Iterable[Case]) -> bool:
    """Print recall, precision and lead time by detector; return whether all reach the aim."""
    verdicts, delays = Counter[tuple[str, str]](), dict[str, list[int]]()
    planted: dict[str, list[float]] = {}
    for each in cases:
        verdicts.update((one.detector, judged(each, one)) for one in each.reduced.findings)
        for plant in each.world.plants:
            planted.setdefault(plant.detector, []).append(strength(each, plant))
            at = seen(each, plant)
            if at is not None:
                delays.setdefault(plant.detector, []).append((at + 1 - plant.first) * BLOCK_DAYS)
    fine = True
    for key in EVERY:
        late, right, wrong = delays.get(key, []), verdicts[key, "right"], verdicts[key, "wrong"]
        strengths = planted.get(key, [])
        recall, precision = len(late) / max(1, len(strengths)), right / max(1, right + wrong)
        fine &= recall >= AIM and precision >= AIM
        lead = median(HARM_AFTER - days for days in late) / 7 if late else 0
        say(
            f"{key:20} planted {len(strengths):3} at {median(strengths or [0]):.2f} (lowest {min(strengths, default=0):.2f})  "
            f"recall {recall:.2f}  findings right {right:3} brought "
            f"{verdicts[key, 'brought']:3} wrong {wrong:3}  precision {precision:.2f}  seen after "
            f"{median(late) / 7 if late else 0:.0f} weeks, lead {lead:.0f} weeks before harm {HARM_AFTER // 7} weeks on"
        )
    return fine


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main(companies: int = 20, draws: int = 200_000) -> int:
    """Print all figures."""
    cases = [case(seed, planted=True) for seed in range(companies)]
    people = sum(len(each.world.company.members) for each in cases)
    say(
        f"{companies} companies with conditions, {people} people, {sum(each.reduced.tally.occurrences for each in cases)} attendances"
    )
    fine = table(cases)
    left = hinging(cases, draws)
    say(
        f"one or two people left out, {left.draws} draws over {left.findings} findings: {left.changed} vanish"
    )
    usual = vanishing(cases, draws)
    say(
        f"one or two people replaced by the company's median, {usual.draws} draws: {usual.changed} vanish "
        f"({usual.clear_changed} of {usual.clear_draws} where the unit is clear of its marks by what two people move)"
    )
    calm = [case(1000 + seed, planted=False) for seed in range(companies)]
    units = sum(unit_blocks(each) for each in calm)
    noisy = {
        (number, one.unit, one.block_start)
        for number, each in enumerate(calm)
        for one in each.reduced.findings
    }
    say(
        f"quiet companies: {len(noisy)} of {units} unit-blocks with a finding ({len(noisy) / max(1, units):.2%})"
    )
    say(f"  by detector: {dict(Counter(one.detector for each in calm for one in each.reduced.findings))}")
    shown = appearing(calm, draws)
    say(
        f"one person replaced by extremes, {shown.draws} draws: {shown.clear_changed} findings appear in units clear of the "
        f"threshold by the bound ({shown.clear_draws} draws), {shown.changed} anywhere"
    )
    ok = fine and not left.changed and not usual.clear_changed and not shown.clear_changed
    return 0 if ok and len(noisy) <= MOST_QUIET * units else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
