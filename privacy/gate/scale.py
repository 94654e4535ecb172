"""What a number of favourable answers and a sum allow, given the scale of an item."""

from dataclasses import dataclass
from math import ceil, floor

from privacy.gate.types import Item


@dataclass(frozen=True, slots=True)
class Scale:
    """Bounds of answers on either side of favourable.

    A favourable answer lies in `edge`..`top`, any other in `bottom`..`below`; an unfavourable one in `bottom`..`bad`,
    a neutral one above `bad` and up to `below`. `whole` says that answers are whole numbers. Where an item shows no
    share, `shown` is False and the middle of the scale stands in, so that a mean cannot say "everybody".
    """

    bottom: float
    top: float
    edge: float
    below: float
    bad: float
    whole: bool
    shown: bool

    @classmethod
    def of(cls, item: Item, *, whole: bool) -> "Scale":
        """Return the scale of an item; `whole` says that every answer given is a whole number."""
        low, high = item.minimum, item.maximum
        grid = whole and float(low).is_integer() and float(high).is_integer()
        middle = (low + high) / 2
        edge = item.favourable_from
        if edge is None:
            edge = floor(middle) + 1 if grid else middle
        below = ceil(edge) - 1 if grid else edge
        return cls(
            low, high, edge, below, min(low + high - edge, below), grid, item.favourable_from is not None
        )

    @property
    def step(self) -> float:
        """Width of the coarse steps of a sum."""
        return 2 * (self.top - self.bottom)

    def least(self, n: int, liked: int) -> float:
        """Return the smallest sum of n answers of which `liked` are favourable."""
        return liked * (ceil(self.edge) if self.whole else self.edge) + (n - liked) * self.bottom

    def most(self, n: int, liked: int) -> float:
        """Return the largest sum of n answers of which `liked` are favourable."""
        return liked * self.top + (n - liked) * self.below

    def allows(self, n: int, liked: int, total: float) -> bool:
        """Say whether n answers can have `liked` favourable ones and this sum; never for liked outside 0..n."""
        return 0 <= liked <= n and self.least(n, liked) <= total <= self.most(n, liked)

    def hides_other_counts(self, n: int, liked: int, total: float) -> bool:
        """Say whether 0 unfavourable, or 0 neutral, answers are not a certainty given sum and favourable count.

        True when everybody is favourable (another band covers that) or the scale has no whole numbers or no neutral.
        """
        others = n - liked
        if not others or not self.whole or self.bad >= self.below:
            return True
        some_bad = total <= liked * self.top + self.bad + (others - 1) * self.below
        some_neutral = total >= liked * self.edge + self.bad + 1 + (others - 1) * self.bottom
        return some_bad and some_neutral
