"""How far a released percentage may be from the truth, and which differences on a page to believe. Pure.

Of n only the lower end of its band is used, and of a percentage the range that the shown figure stands for: whatever
is said here could be said by anybody who reads the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np

from engagement.insights.noise import believable

# Two-sided 95 % of a normal distribution.
Z95 = 1.959964
# Share of marked differences on a page that may be chance (Benjamini & Hochberg 1995).
FALSE_SHARE = 0.05
# A coarse count is the nearest multiple of five: up to two and a half answers away, five at the ends of the scale.
COARSE_COUNT = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """A favourable percentage as released, 0..100: the ends of what it stands for, and the least n behind it."""

    low: float
    high: float
    n: int
    exact: bool = True

    @property
    def middle(self) -> float:
        """Return the middle of what the figure stands for."""
        return (self.low + self.high) / 2


def wilson(share: float, n: int, z: float = Z95) -> tuple[float, float]:
    """Return the Wilson (1927) score interval of a share of 0..1 among n >= 1 people, as shares.

    Examples
    --------
    >>> [round(end, 3) for end in wilson(0.5, 10)]
    [0.237, 0.763]
    """
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, centre - half), min(1.0, centre + half)


def interval(reading: Reading) -> tuple[float, float]:
    """Return the 95 % interval of a reading in percent, from the lower end of the lower to the upper of the upper."""
    low, _ = wilson(reading.low / 100, reading.n)
    _, high = wilson(reading.high / 100, reading.n)
    return 100 * low, 100 * high


def coarse_range(percent: float, n: int) -> tuple[float, float]:
    """Return the percentages that a coarse one stands for when n answers or more are behind it."""
    step = 100 * COARSE_COUNT / n
    low = 0.0 if percent < step else percent - step / 2
    high = 100.0 if percent > 100 - step else percent + step / 2
    return max(0.0, low), min(100.0, high)


def p_of_change(now: Reading, before: Reading) -> float | None:
    """Return the two-sided p-value of a change between two readings; None where their ranges overlap.

    Agresti & Caffo (2000, Am. Stat. 54, 280-288): one favourable and one other answer are added to each side. Of a range
    the end that is nearest to the other reading counts. The same people may stand behind both, which only makes the
    difference steadier than assumed.
    """
    if now.exact and before.exact:
        ends = now.middle, before.middle
    elif now.low > before.high:
        ends = now.low, before.high
    elif now.high < before.low:
        ends = now.high, before.low
    else:
        return None
    shares, variance = [], 0.0
    for percent, n in zip(ends, (now.n, before.n), strict=True):
        share = (percent / 100 * n + 1) / (n + 2)
        shares.append(share)
        variance += share * (1 - share) / (n + 2)
    return erfc(abs(shares[0] - shares[1]) / sqrt(2 * variance))


def p_of_gap(own: Reading, around: Reading) -> float | None:
    """Return the two-sided p-value that a group differs from the larger group it is part of.

    Counting the own answers on both sides makes the difference look noisier than it is, never steadier.
    """
    return p_of_change(own, around)


def marked(p_values: Sequence[float | None]) -> list[bool]:
    """Return which comparisons of a page to mark; those that cannot be tested never are."""
    tested = [place for place, p in enumerate(p_values) if p is not None]
    kept = believable(np.array([p_values[place] for place in tested], dtype=float), false_share=FALSE_SHARE)
    good = {place for place, keep in zip(tested, kept.tolist(), strict=True) if keep}
    return [place in good for place in range(len(p_values))]
