"""What stands out in a wave's released results of one node: shares, eNPS, hot spots, drivers, norms, words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from engagement.dashboards import display
from engagement.dashboards.compared import (
    ABOVE,
    BEFORE,
    COMPANY,
    ITEM,
    Cells,
    Compared,
    Difference,
    item_measure,
)
from engagement.dashboards.labels import construct_label, pick
from engagement.results.chance import Reading
from engagement.results.driver_nodes import drivers_at
from engagement.results.drivers import Driver
from engagement.results.models import Norm
from engagement.results.readings import least, reading
from engagement.results.words import Facts, Moved, Sentence, summary
from privacy.gate.unfavourable import SUFFIX
from surveys.models import Question, Wave

WAYS = {
    (BEFORE, True): gettext_lazy("up since the last survey"),
    (BEFORE, False): gettext_lazy("down since the last survey"),
    (ABOVE, True): gettext_lazy("above the group around it"),
    (ABOVE, False): gettext_lazy("below the group around it"),
    (COMPANY, True): gettext_lazy("above the company"),
    (COMPANY, False): gettext_lazy("below the company"),
}
SIZES = {
    (BEFORE, True): gettext_lazy("up %(points)d points since the last survey"),
    (BEFORE, False): gettext_lazy("down %(points)d points since the last survey"),
    (ABOVE, True): gettext_lazy("%(points)d points above the group around it"),
    (ABOVE, False): gettext_lazy("%(points)d points below the group around it"),
    (COMPANY, True): gettext_lazy("%(points)d points above the company"),
    (COMPANY, False): gettext_lazy("%(points)d points below the company"),
}
STANDOUTS = 6
MOST_MOVED = 3


@dataclass(frozen=True, slots=True)
class Split:
    """Three shares in percent that add up to 100."""

    favourable: int
    neutral: int
    unfavourable: int

    @property
    def after_neutral(self) -> int:
        """Return where the unfavourable part of a bar begins."""
        return self.favourable + self.neutral


@dataclass(frozen=True, slots=True)
class Enps:
    """A recommendation score of -100..100 with the two shares it is the difference of."""

    label: str
    score: int
    promoters: int
    detractors: int

    @property
    def signed(self) -> str:
        """Return the score with its sign, as such scores are written."""
        return f"{self.score:+d}" if self.score else "0"


@dataclass(frozen=True, slots=True)
class Standout:
    """A construct of a node that differs from something by more than chance."""

    where: str
    construct: str
    against: str
    difference: Difference

    @property
    def words(self) -> str:
        """Return the difference in words: with its points where both figures are exact, else its direction."""
        points = self.difference.points
        if points is None:
            return str(WAYS[self.against, self.good])
        return SIZES[self.against, self.good] % {"points": abs(points)}

    @property
    def good(self) -> bool:
        """Whether the difference is upward."""
        return self.difference.direction == "up"


@dataclass(frozen=True, slots=True)
class Drivers:
    """The drivers of one outcome, for a chart and the table beside it; shares are percent of the variance."""

    id: str
    outcome: str
    rows: list[tuple[str, Driver]]
    chart: dict[str, object]

    @property
    def percents(self) -> list[tuple[str, dict[str, object]]]:
        """Return the rows of the table: shares as whole percentages."""
        return [
            (
                label,
                {
                    "share": round(100 * driver.share),
                    "low": round(100 * driver.low),
                    "high": round(100 * driver.high),
                    "clear": driver.clear,
                },
            )
            for label, driver in self.rows
        ]


@dataclass(frozen=True, slots=True)
class NormRow:
    """A construct beside what other organisations answered; no verdict, only both figures."""

    label: str
    own: display.Figure
    norm: Norm


def split(cells: Cells, node: str, item: str) -> Split | None:
    """Return the three shares of an item; None where the second one was not released."""
    good, bad = reading(cells.get((node, item))), reading(cells.get((node, item + SUFFIX)))
    if good is None or bad is None or not (good.exact and bad.exact):
        return None
    favourable, unfavourable = round(good.low), round(bad.low)
    # Each was rounded by itself: together they may pass 100 by one.
    return Split(favourable, max(0, 100 - favourable - unfavourable), unfavourable)


def construct_split(cells: Cells, node: str, items: Sequence[Question]) -> Split | None:
    """Return the mean of the items' shares; None unless every item has them."""
    found = [split(cells, node, question.key) for question in items]
    if not found or None in found:
        return None
    known = [one for one in found if one is not None]
    good = round(sum(one.favourable for one in known) / len(known))
    bad = round(sum(one.unfavourable for one in known) / len(known))
    return Split(good, max(0, 100 - good - bad), bad)


def enps(cells: Cells, node: str, question: Question) -> Enps | None:
    """Return promoters minus detractors; None where only one of the two was released."""
    shares = split(cells, node, question.key)
    if shares is None:
        return None
    score = shares.favourable - shares.unfavourable
    return Enps(pick(question.text), score, shares.favourable, shares.unfavourable)


def standouts(compared: Compared, names: Mapping[str, str]) -> tuple[list[Standout], list[Standout]]:
    """Return hot spots and strengths: differences that survive chance, the largest first."""
    found: dict[bool, list[Standout]] = {True: [], False: []}
    for (kind, node, measure), difference in compared.marks([ABOVE, COMPANY, BEFORE]):
        if not measure.startswith(ITEM) and node in names:
            one = Standout(names[node], construct_label(measure), kind, difference)
            found[one.good].append(one)
    return found[False][:STANDOUTS], found[True][:STANDOUTS]


def sentences(
    compared: Compared,
    node: str,
    label: str,
    since: Wave | None,
    constructs: Mapping[str, Sequence[Question]],
) -> list[Sentence]:
    """Return the summary of a node in words."""
    readings = {
        key: one for key in constructs if (one := compared.now.reading(node, key)) is not None and one.exact
    }
    ranked = sorted(readings, key=lambda key: -readings[key].middle)
    cells = compared.now.cells
    bands = [cell.n_band for (unit, _), cell in cells.items() if unit == node]
    facts = Facts(
        unit=label,
        answers=max(bands, key=least, default=""),
        since=date_format(since.closes_on) if since else "",
        moved=[
            one for key in _marked_before(compared, node, constructs) for one in _moved(compared, node, key)
        ],
        best=_ranked(readings, ranked[:1]) if len(ranked) > 1 else None,
        worst=_ranked(readings, ranked[-1:]) if len(ranked) > 1 else None,
    )
    return summary(facts)


def _ranked(readings: Mapping[str, Reading], keys: Sequence[str]) -> tuple[str, int]:
    return construct_label(keys[0]), round(readings[keys[0]].middle)


def _marked_before(compared: Compared, node: str, constructs: Mapping[str, object]) -> list[str]:
    return [key[2] for key, _ in compared.marks([BEFORE]) if key[1] == node and key[2] in constructs][
        :MOST_MOVED
    ]


def _moved(compared: Compared, node: str, construct: str) -> list[Moved]:
    """Return a change of a construct and the item of it that went furthest the same way; nothing without both waves."""
    now = compared.now.reading(node, construct)
    before = compared.before.reading(node, construct) if compared.before else None
    if now is None or before is None:
        return []
    way = 1 if now.middle > before.middle else -1
    items = compared.now.measures[construct]
    each = [(compared.get(BEFORE, node, item_measure(question)), question) for question in items]
    moves = [(way * (one.points or 0), pick(question.text)) for one, question in each if one is not None]
    points, text = max(moves, default=(0, "")) if len(items) > 1 else (0, "")
    text = text if points > 0 else ""
    return [Moved(construct_label(construct), round(now.middle), round(before.middle), text, points)]


def norm_rows(
    cells: Mapping[tuple[str, str], display.CellLike], node: str, constructs: Mapping[str, Sequence[Question]]
) -> list[NormRow]:
    """Return the constructs of a wave for which a norm was loaded, newest norm of each."""
    newest = {norm.key: norm for norm in Norm.objects.filter(key__in=list(constructs)).order_by("year", "pk")}
    rows = []
    for key, items in constructs.items():
        own = display.composite([cells.get((node, question.key)) for question in items])
        if key in newest and own.low is not None:
            rows.append(NormRow(construct_label(key), own, newest[key]))
    return rows


def drivers_of(wave: Wave, node: str) -> list[Drivers]:
    """Return the drivers of each outcome at a node with released correlations."""
    return [_drawn(outcome, rows) for outcome, rows in drivers_at(str(wave.pk), node).items()]


def _drawn(outcome: str, rows: Sequence[Driver]) -> Drivers:
    labelled = [(construct_label(driver.name), driver) for driver in rows]
    chart: dict[str, object] = {
        "kind": "drivers",
        "labels": [label for label, _ in labelled],
        "values": [round(100 * driver.share, 1) for driver in rows],
        "ranges": [[round(100 * driver.low, 1), round(100 * driver.high, 1)] for driver in rows],
        "clear": [driver.clear for driver in rows],
    }
    return Drivers(f"drivers-{outcome}", construct_label(outcome), labelled, chart)
