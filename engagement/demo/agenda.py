"""What happens on which day, in order: a list of moments made from the world alone."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from engagement.demo.world import World
from engagement.demo.world.timeline import BLOCK

LEAST_POOL = 12


class Stage(StrEnum):
    """What can be played apart: `FILES` is written before, the others happen on days."""

    FILES = "files"
    PEOPLE = "people"
    SURVEYS = "surveys"
    SIGNALS = "signals"
    ALL = "all"


class Act(StrEnum):
    """What is done in a moment."""

    DIRECTORY = "directory"
    ACCOUNTS = "accounts"
    PULSE = "pulse"
    CLOSE_PULSE = "close pulse"
    EXIT = "exit"
    CLOSE_EXIT = "close exit"
    BLOCK = "block"
    MANAGERS = "managers"


# What a stage plays; every stage needs people first.
PLAYED: dict[Stage, frozenset[Act]] = {
    Stage.FILES: frozenset(),
    Stage.PEOPLE: frozenset({Act.DIRECTORY, Act.ACCOUNTS}),
    Stage.SURVEYS: frozenset(Act) - {Act.BLOCK, Act.MANAGERS},
    Stage.SIGNALS: frozenset({Act.DIRECTORY, Act.ACCOUNTS, Act.BLOCK}),
    Stage.ALL: frozenset(Act),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing on one day; `number` says which pulse, pool or block. `order` breaks ties on a day."""

    on: date
    act: Act
    number: int = 0
    last: int = 0

    @property
    def key(self) -> str:
        """Name the moment, so that a run that broke off knows what is done."""
        return f"{self.on.isoformat()} {self.act} {self.number}"


@dataclass(frozen=True, slots=True)
class Pool:
    """Quarters whose leavers are asked together, because each alone would be too few; indices, inclusive."""

    first: int
    last: int


def exit_pools(world: World) -> list[Pool]:
    """Return the pools of leavers, each of `LEAST_POOL` people or more; too few at the end are asked by nobody."""
    pools: list[Pool] = []
    first, waiting = 0, 0
    for number, quarter in enumerate(world.line.quarters):
        waiting += len(world.leavers(quarter))
        if waiting >= LEAST_POOL:
            pools.append(Pool(first, number))
            first, waiting = number + 1, 0
    return pools


def directory_days(world: World) -> list[date]:
    """Return the days on which the directory is imported: at the start, and before every wave."""
    line = world.line
    windows = [*line.pulses, line.open_pulse, *(quarter.window for quarter in line.quarters)]
    return sorted({line.start, *(window.opens for window in windows)})


def agenda(world: World, stage: Stage) -> list[Moment]:
    """Return the moments of a stage in order of the day; within a day in the order of `Act`."""
    line, next_day = world.line, timedelta(days=1)
    moments = [Moment(day, Act.DIRECTORY) for day in directory_days(world)]
    moments.append(Moment(line.start, Act.ACCOUNTS))
    for number, window in enumerate([*line.pulses, line.open_pulse]):
        moments.append(Moment(window.opens, Act.PULSE, number))
        if number < len(line.pulses):
            moments.append(Moment(window.closes + next_day, Act.CLOSE_PULSE, number))
    for pool in exit_pools(world):
        window = line.quarters[pool.last].window
        moments += [
            Moment(window.opens, Act.EXIT, pool.first, pool.last),
            Moment(window.closes + next_day, Act.CLOSE_EXIT, pool.first, pool.last),
        ]
    for number, first in enumerate(line.blocks):
        moments.append(Moment(first + BLOCK, Act.BLOCK, number))
        moments.append(Moment(min(first + BLOCK + 3 * next_day, line.today), Act.MANAGERS, number))
    acts = list(Act)
    played = [moment for moment in moments if moment.act in PLAYED[stage]]
    return sorted(played, key=lambda moment: (moment.on, acts.index(moment.act), moment.number))
