"""What Telescope said against what was true: alerts beside the written-down causes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from engagement.demo.world.build import World
from engagement.demo.world.causes import Cause, Kind
from engagement.demo.world.people import LAG
from engagement.insights.models import Alert, Theme
from people.selectors import ancestors, unit_tree

# Theme that names the cause itself; any other alert in the unit is a consequence of it.
THEME_OF = {
    Kind.MEETING_MARATHON: Theme.MEETING_MARATHON,
    Kind.BURNOUT: Theme.BURNOUT,
    Kind.MANAGER_SUPPORT: Theme.ENGAGEMENT_DROP,
}


@dataclass(frozen=True, slots=True)
class Told:
    """A cause, and when it was told: the day of the first alert with its theme, or with any theme; None: never."""

    cause: Cause
    named_on: date | None
    noticed_on: date | None
    left_on: date | None = None

    @property
    def lead_weeks(self) -> float | None:
        """Return the weeks from the first alert to the first excess leaver, below 0 when too late; None without both."""
        if self.noticed_on is None or self.left_on is None:
            return None
        return (self.left_on - self.noticed_on).days / 7


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Causes with what was told of them, and alerts with what explains them."""

    told: tuple[Told, ...]
    explained: tuple[tuple[str, str, str], ...]
    unexplained: tuple[tuple[str, str], ...]
    exit_themes: tuple[int, int] = (0, 0)

    @property
    def recall(self) -> float | None:
        """Return the share of real causes that any alert noticed; None without causes."""
        real = [one for one in self.told if one.cause.kind is not Kind.NONE]
        return sum(one.noticed_on is not None for one in real) / len(real) if real else None

    @property
    def precision(self) -> float | None:
        """Return the share of alerts with a cause behind them; None without alerts."""
        alerts = len(self.explained) + len(self.unexplained)
        return len(self.explained) / alerts if alerts else None

    @property
    def lead_weeks(self) -> float | None:
        """Return the median weeks from the first alert to the first excess leaver; None where no cause has both."""
        weeks = [one.lead_weeks for one in self.told if one.lead_weeks is not None]
        return median(weeks) if weeks else None

    def text(self) -> str:
        """Return the comparison as lines for a terminal."""
        real = [one for one in self.told if one.cause.kind is not Kind.NONE]
        noticed = [one for one in real if one.noticed_on]
        alerts = len(self.explained) + len(self.unexplained)
        lines = [
            f"{alerts} alerts, {len(self.explained)} with a cause behind them; "
            f"{len(noticed)} of {len(real)} causes noticed"
        ]
        lines.append(
            f"  recall {_number(self.recall)}, precision {_number(self.precision)}, "
            f"median lead {_number(self.lead_weeks, 1)} weeks before the first excess leaver"
        )
        lines.append(
            f"  exit themes: {self.exit_themes[0]} alerts, {self.exit_themes[1]} with a cause behind them"
        )
        lines += [f"  {one.cause.unit:<12} {one.cause.kind:<17} {_when(one)}" for one in real]
        lines += [f"  {unit:<12} {theme:<17} no cause" for unit, theme in self.unexplained]
        return "\n".join(lines)


def _number(value: float | None, digits: int = 2) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def first_excess_leavers(world: World) -> dict[str, date]:
    """Return unit -> day on which the first person left whom its cause can have driven out; units without are absent."""
    days: dict[str, date] = {}
    for cause in world.causes:
        blocks = world.line.blocks
        turn = blocks[min(cause.start + LAG, len(blocks) - 1)]
        left = [
            one.end
            for one in world.stays
            if one.left and one.unit == cause.unit and one.end and one.end >= turn
        ]
        if left and cause.kind is not Kind.NONE:
            days[cause.unit] = min(left)
    return days


def _when(told: Told) -> str:
    if told.named_on:
        return f"named on {told.named_on}"
    return f"noticed on {told.noticed_on}" if told.noticed_on else "not noticed"


def scorecard(causes: Sequence[Cause], left: Mapping[str, date] | None = None) -> Scorecard:
    """Compare all alerts, closed ones too, with the causes.

    An alert is explained by a cause of its own unit or of a unit below it; exit themes are counted apart: they quote
    what leavers said, and what leavers say is polite. `left` is what `first_excess_leavers` returns.
    """
    tree = unit_tree()
    alerts = list(Alert.objects.exclude(theme=Theme.EXIT_THEME).order_by("opened_on", "unit"))
    real = [cause for cause in causes if cause.kind is not Kind.NONE]
    below = {cause.unit: {cause.unit, *ancestors(cause.unit, tree)} for cause in real}
    explained, unexplained = [], []
    for alert in alerts:
        behind = [cause for cause in real if alert.unit in below[cause.unit]]
        if behind:
            explained.append((alert.unit, alert.theme, behind[0].unit))
        else:
            unexplained.append((alert.unit, alert.theme))
    told = tuple(
        _told(cause, [alert for alert in alerts if alert.unit == cause.unit], (left or {}).get(cause.unit))
        for cause in causes
    )
    exits = list(Alert.objects.filter(theme=Theme.EXIT_THEME).values_list("unit", flat=True))
    behind_exits = sum(any(unit in below[cause.unit] for cause in real) for unit in exits)
    return Scorecard(told, tuple(explained), tuple(unexplained), (len(exits), behind_exits))


def _told(cause: Cause, alerts: Iterable[Alert], left_on: date | None) -> Told:
    alerts = list(alerts)
    named = [alert.opened_on for alert in alerts if alert.theme == THEME_OF.get(cause.kind)]
    return Told(
        cause, min(named, default=None), min((alert.opened_on for alert in alerts), default=None), left_on
    )
