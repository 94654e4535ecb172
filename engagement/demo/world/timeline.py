"""When everything happens: blocks of 28 days, pulses, quarters of leavers; all counted back from one day."""

from dataclasses import dataclass
from datetime import date, timedelta

EPOCH = date(2024, 1, 1)
BLOCK = timedelta(days=28)
BLOCKS = 13
QUARTER = timedelta(days=91)
# The pulse of a block opens on the Tuesday of its third week, so that it closes before the block does.
OPENS, CLOSES = timedelta(days=15), timedelta(days=24)


@dataclass(frozen=True, slots=True)
class Window:
    """A wave's first and last day of answering."""

    opens: date
    closes: date


@dataclass(frozen=True, slots=True)
class Quarter:
    """Leavers of `start <= day < end` are asked together in `window`, after the quarter."""

    start: date
    end: date
    window: Window


@dataclass(frozen=True, slots=True)
class Timeline:
    """A year before `today`: thirteen blocks, twelve closed pulses, four quarters and the open wave.

    Pulse `i` stands in block `i + 1`; the first block has none, so that signals start with a month alone.
    """

    today: date
    blocks: tuple[date, ...]
    pulses: tuple[Window, ...]
    quarters: tuple[Quarter, ...]
    open_pulse: Window

    @property
    def start(self) -> date:
        """First day of the history: the directory is imported for the first time."""
        return self.blocks[0] - BLOCK

    @property
    def end(self) -> date:
        """First day after the last complete block."""
        return self.blocks[-1] + BLOCK

    def block_of(self, day: date) -> int:
        """Return the index of the block that holds a day; -1 for the month before the first, 13 after the last."""
        return (day - self.blocks[0]) // BLOCK


def timeline(today: date) -> Timeline:
    """Return the year that ends with the last complete block before `today`."""
    end = EPOCH + ((today - EPOCH) // BLOCK) * BLOCK
    blocks = tuple(end - BLOCK * (BLOCKS - i) for i in range(BLOCKS))
    pulses = tuple(Window(first + OPENS, first + CLOSES) for first in blocks[1:])
    return Timeline(
        today=today,
        blocks=blocks,
        pulses=pulses,
        quarters=tuple(_quarter(blocks[0] - BLOCK + QUARTER * i, pulses) for i in range(4)),
        open_pulse=Window(max(end, today - timedelta(days=3)), today + timedelta(days=11)),
    )


def _quarter(start: date, pulses: tuple[Window, ...]) -> Quarter:
    """Return a quarter whose leavers are asked while the next pulse runs: one import of the directory serves both."""
    end = start + QUARTER
    return Quarter(start, end, next(window for window in pulses if window.opens > end))
