"""Groups of one item and what is shown of them: mean, favourable percent, precision."""

from dataclasses import dataclass, field
from typing import Final

from privacy.gate.bands import band_start
from privacy.gate.scale import Scale

COUNT_STEP: Final = 5
# Fixed percent bands, finer first: which one holds a count says nothing else about the count.
GRIDS: Final = (10, 20, 25, 50)


@dataclass(slots=True, eq=False)
class Group:
    """A released node, a rest, or a block of a slice, for one item.

    `total` and `liked` are the true sum and favourable number; `share` is a percent band in place of the exact percent
    (`share_gone`: nothing at all), `mean_gone` hides the mean. `up` is the group around it, `down` the groups inside
    it; `peers` share its whole with it (the other children and the rest of `up`, or the other blocks of its slice).
    """

    node: int
    n: int
    total: float
    liked: int
    scale: Scale
    is_rest: bool = False
    coarse: bool = False
    up: "Group | None" = None
    down: list["Group"] = field(default_factory=list)
    peers: list["Group"] = field(default_factory=list)
    share: tuple[int, int] | None = None
    share_gone: bool = False
    mean_gone: bool = False

    @property
    def small(self) -> bool:
        """Whether nothing inside it is released."""
        return not self.down

    def mean(self, total: float) -> float | None:
        """Return the mean as shown if the sum were `total`: to 0.1, or from the coarse sum; None when hidden."""
        if self.mean_gone:
            return None
        if self.coarse:
            low, high = self.n * self.scale.bottom, self.n * self.scale.top
            total = nearest_multiple(total, self.scale.step, low, high)
        return round(total / self.n, 1) + 0.0

    def percent(self, liked: int) -> tuple[int, int] | None:
        """Return the favourable percent as shown if the number were `liked`; None when hidden."""
        if self.share_gone or not self.scale.shown:
            return None
        if self.coarse and not self.share:
            liked = int(nearest_multiple(liked, COUNT_STEP, 0, self.n))
        elif self.share:
            low, high = self.share
            inside = low * self.n <= 100 * liked <= high * self.n
            return self.share if inside else (-1, -1)
        whole = round(100 * liked / self.n)
        return (whole, whole)

    def absorbs(self, more_total: float, more_liked: int) -> bool:
        """Say whether everything shown stays the same if sum and number changed, and the answers could be so."""
        total, liked = self.total + more_total, self.liked + more_liked
        if self.mean(total) != self.mean(self.total) or self.percent(liked) != self.percent(self.liked):
            return False
        return bool(self.down) or self.scale.allows(self.n, liked, total)

    def widen(self, more_liked: int) -> None:
        """Show a fixed percent band that holds both the number and the changed one; nothing if there is none."""
        low, high = sorted((self.liked, self.liked + more_liked))
        if low < 0 or high > self.n:
            return
        bounds = [100 * low / self.n, 100 * high / self.n, *(self.share or ())]
        for grid in GRIDS:
            start = min(int(min(bounds) // grid) * grid, 100 - grid)
            if max(bounds) <= start + grid:
                self.share = (start, start + grid)
                return
        self.share_gone = True


def nearest_multiple(value: float, step: float, low: float, high: float) -> float:
    """Return the multiple of `step` nearest to `value` inside [low, high]; `low` when there is none inside.

    Examples
    --------
    >>> nearest_multiple(35, 8, 7, 35)
    32
    """
    nearest = round(value / step) * step
    if nearest > high:
        nearest = high // step * step
    if nearest < low:
        nearest = -(-low // step) * step
    return nearest if low <= nearest <= high else low


def one_sided(group: Group) -> int:
    """Return -1 when 0 or 1 answers are favourable, 1 when all or all but one are, else 0."""
    if group.liked <= 1:
        return -1
    return 1 if group.liked >= group.n - 1 else 0


def edge_band(group: Group) -> tuple[int, int]:
    """Return the percent band of a one-sided group; it follows from the band of n alone, so it does not tell n."""
    width = -(-100 // band_start(group.n))
    return (0, width) if one_sided(group) < 0 else (100 - width, 100)
