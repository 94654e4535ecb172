"""Blocks of 28 local days, always counted from the same Monday."""

from dataclasses import dataclass
from datetime import date, timedelta

from signals.exceptions import PeriodError
from signals.metrics import BLOCK_DAYS, BLOCK_ORIGIN


@dataclass(frozen=True, slots=True)
class Period:
    """The whole blocks inside [first_day, end_day).

    Attributes
    ----------
    first_block
        Number of the first block since the origin.
    count
        How many whole blocks there are, 0 and up.
    """

    first_day: date
    end_day: date

    def __post_init__(self) -> None:
        if self.end_day <= self.first_day:
            raise PeriodError(
                expected=f"--to {self.end_day} must be after --from {self.first_day} (it is exclusive)"
            )

    @property
    def first_block(self) -> int:
        """Return the number of the first whole block."""
        return -((BLOCK_ORIGIN - self.first_day).days // BLOCK_DAYS)

    @property
    def count(self) -> int:
        """Return the number of whole blocks."""
        return max(0, (self.end_day - BLOCK_ORIGIN).days // BLOCK_DAYS - self.first_block)

    @property
    def days(self) -> list[date]:
        """Return every day of the whole blocks."""
        first = self.block_start(0)
        return [first + timedelta(days=day) for day in range(self.count * BLOCK_DAYS)]

    def block_start(self, index: int) -> date:
        """Return the first day of the block at a place, 0 being the first whole one."""
        return BLOCK_ORIGIN + timedelta(days=BLOCK_DAYS * (self.first_block + index))

    def place_of(self, day: date) -> int | None:
        """Return the place of the block that holds a day, or None outside the whole blocks."""
        place = (day - BLOCK_ORIGIN).days // BLOCK_DAYS - self.first_block
        return place if 0 <= place < self.count else None
