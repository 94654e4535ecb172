"""Bands of group sizes: what is said of n instead of n itself."""

from bisect import bisect_right
from typing import Final

STARTS: Final = (5, 10, 15, 20, 30, 50, 100, 200)
NAMES: Final = ("5-9", "10-14", "15-19", "20-29", "30-49", "50-99", "100-199", "200+")


def n_band(n: int) -> str:
    """Return the band that holds `n` (at least 5), e.g. 12 -> "10-14".

    Raises
    ------
    ValueError
        `n` is under 5: such a group has no band because nothing is released of it.
    """
    return NAMES[_place(n)]


def band_start(n: int) -> int:
    """Return the smallest n of the band that holds `n`: what may be used of n in anything shown."""
    return STARTS[_place(n)]


def _place(n: int) -> int:
    place = bisect_right(STARTS, n) - 1
    if place < 0:
        message = f"no band for a group of {n}"
        raise ValueError(message)
    return place
