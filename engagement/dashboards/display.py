"""How a released cell reads: numbers in words, width of bars, shade of a heat map. Pure: no database.

Percentages are 0..100, shares 0..1, polarity -1..1. A cell that was not released reads as a dash and never as zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from engagement.dashboards.compared import Difference
from engagement.insights.measures import Scale, say_range
from engagement.results.chance import Reading, coarse_range, interval
from engagement.results.readings import least, reading
from engagement.results.readings import together as of_construct

# Lower edges of the shades 2..5 of the heat map, in percent favourable.
SHADES = (45, 55, 65, 75)
RANGE = 6
# A range as wide as this says nothing.
ANYTHING = 90
# Polarity beyond which a topic counts as mentioned well or badly.
TONE_AT = 0.15


class CellLike(Protocol):
    """What is read of a released cell."""

    mean: float | None
    favourable_low: int | None
    favourable_high: int | None
    value: float | None
    band_low: float | None
    band_high: float | None
    precision: str
    trend: str
    n_band: str


@dataclass(frozen=True, slots=True)
class Trend:
    """Direction since the last comparable release, as icon name and in words."""

    direction: str
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One value as shown: text, what to add in small print, edges for a bar, group size, trend, 95 % interval.

    `exact` is False where the value is a range: a bar then shows the range alone.
    """

    text: str
    words: str = ""
    low: float | None = None
    span: float = 0.0
    shade: int = 0
    n_band: str = ""
    trend: Trend | None = None
    likely: str = ""
    exact: bool = True

    @property
    def middle(self) -> float | None:
        """Return the middle of the band, or the value."""
        return None if self.low is None else self.low + self.span / 2


NOTHING = Figure("–")


def number(value: float, digits: int = 1) -> str:
    """Write a number in the reader's language."""
    return str(number_format(value, decimal_pos=digits, use_l10n=True))


def percent_text(low: float, high: float) -> str:
    """Write a percentage or a band of percentages: "61%", "55-65%"."""
    if round(low) == round(high):
        return f"{round(low)}%"
    return f"{round(low)}–{round(high)}%"


def shade(low: float, high: float) -> int:
    """Return the shade 1..5 of a percentage; 6 for a range that lies in more than one of them."""
    ends = [1 + sum(end >= edge for edge in SHADES) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else RANGE


def trend(raw: str, *, percent: bool = False) -> Trend | None:
    """Read the trend of a cell: "up", "flat", "down", a number, or nothing to compare with ("")."""
    if raw in ("up", "flat", "down"):
        return Trend(raw, {"up": _("up"), "flat": _("unchanged"), "down": _("down")}[raw])
    try:
        change = float(raw)
    except ValueError:
        return None
    text = number(abs(change), 0 if percent else 1)
    if float(text.replace(",", ".")) == 0:
        return Trend("flat", _("unchanged"))
    if change > 0:
        return Trend("up", _("up %(by)s") % {"by": text})
    return Trend("down", _("down %(by)s") % {"by": text})


def moved(difference: Difference | None) -> Trend | None:
    """Show a change only where it survives chance; of vague figures only the direction."""
    if difference is None or not difference.marked:
        return None
    points = difference.points
    return trend(difference.direction) if points is None else trend(str(points), percent=True)


def _small_print(cell: CellLike) -> str:
    return _("a range, to protect people") if cell.precision == "coarse" else ""


def favourable(cell: CellLike | None) -> Figure:
    """Show the percentage of favourable answers of an item."""
    stands_for = reading(cell)
    if cell is None or stands_for is None:
        return mean(cell)
    return _figure(stands_for, cell, trend(cell.trend))


def _figure(stands_for: Reading, cell: CellLike, moved: Trend | None) -> Figure:
    """Show a reading: a number where it is exact, else the range it stands for, never a point inside it."""
    low, high = stands_for.low, stands_for.high
    if high - low >= ANYTHING:
        return Figure("–", _("too vague to show"), n_band=cell.n_band, trend=moved)
    least, most = interval(stands_for)
    return Figure(
        percent_text(low, high),
        _small_print(cell),
        low,
        high - low,
        shade(low, high),
        cell.n_band,
        moved,
        percent_text(least, most),
        stands_for.exact,
    )


def mean(cell: CellLike | None) -> Figure:
    """Show the mean of an item; a dash where only direction, or nothing, was released."""
    if cell is None:
        return NOTHING
    if cell.mean is None:
        return Figure("–", _("too alike to show"), n_band=cell.n_band, trend=trend(cell.trend))
    text = "–" if cell.precision == "coarse" else number(cell.mean)
    return Figure(text, _small_print(cell), n_band=cell.n_band, trend=trend(cell.trend))


def share(cell: CellLike | None) -> Figure:
    """Show the share of comments, or of people, that a 0..1 item counts."""
    if cell is None or cell.mean is None:
        return NOTHING
    value = 100 * cell.mean
    if cell.precision == "coarse":
        low, high = coarse_range(value, least(cell.n_band))
        return Figure(
            percent_text(low, high),
            _small_print(cell),
            low,
            high - low,
            0,
            cell.n_band,
            trend(cell.trend),
            exact=False,
        )
    return Figure(percent_text(value, value), "", value, 0, 0, cell.n_band, trend(cell.trend))


def composite(cells: Sequence[CellLike | None]) -> Figure:
    """Show a construct: the mean over its items' released percentages; a dash unless every item was released."""
    stands_for = of_construct(cells)
    if stands_for is None:
        return NOTHING
    known = [cell for cell in cells if cell is not None]
    coarse = next((cell for cell in known if cell.precision == "coarse"), known[0])
    return _figure(stands_for, coarse, together([cell.trend for cell in known]))


def together(trends: Sequence[str]) -> Trend | None:
    """Join the trends of several items: the mean of their changes, or the direction that all of them share."""
    if not trends or not all(trends):
        return None
    try:
        return trend(str(sum(float(raw) for raw in trends) / len(trends)))
    except ValueError:
        ways = {shown.direction for raw in trends if (shown := trend(raw))}
        return trend(ways.pop()) if len(ways) == 1 else Trend("flat", _("mixed"))


def metric(cell: CellLike | None, scale: Scale) -> Figure:
    """Show a signal in words: a value, or the band it lies in, with its unit."""
    if cell is None:
        return NOTHING
    low, high = (cell.value, cell.value) if cell.value is not None else (cell.band_low, cell.band_high)
    if low is None or high is None:
        return NOTHING
    return Figure(say_range(low, high, scale), "", low, high - low, 0, cell.n_band, trend(cell.trend))


def tone(polarity: float | None) -> str:
    """Return "positive", "negative" or "neutral" for a polarity of -1..1; unknown counts as neutral."""
    if polarity is None or abs(polarity) < TONE_AT:
        return "neutral"
    return "positive" if polarity > 0 else "negative"
