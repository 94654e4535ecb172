"""What Telescope said against what was true: alerts beside the written-down causes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from engagement.demo.world.causes import Cause, Kind
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


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Causes with what was told of them, and alerts with what explains them."""

    told: tuple[Told, ...]
    explained: tuple[tuple[str, str, str], ...]
    unexplained: tuple[tuple[str, str], ...]

    def text(self) -> str:
        """Return the comparison as lines for a terminal."""
        real = [one for one in self.told if one.cause.kind is not Kind.NONE]
        noticed = [one for one in real if one.noticed_on]
        alerts = len(self.explained) + len(self.unexplained)
        lines = [
            f"{alerts} alerts, {len(self.explained)} with a cause behind them; "
            f"{len(noticed)} of {len(real)} causes noticed"
        ]
        lines += [f"  {one.cause.unit:<12} {one.cause.kind:<17} {_when(one)}" for one in real]
        lines += [f"  {unit:<12} {theme:<17} no cause" for unit, theme in self.unexplained]
        return "\n".join(lines)


def _when(told: Told) -> str:
    if told.named_on:
        return f"named on {told.named_on}"
    return f"noticed on {told.noticed_on}" if told.noticed_on else "not noticed"


def scorecard(causes: Sequence[Cause]) -> Scorecard:
    """Compare all alerts, closed ones too, with the causes.

    An alert is explained by a cause of its own unit or of a unit below it; exit themes are left out: they quote what
    leavers said, and what leavers say is polite.
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
    told = tuple(_told(cause, [alert for alert in alerts if alert.unit == cause.unit]) for cause in causes)
    return Scorecard(told, tuple(explained), tuple(unexplained))


def _told(cause: Cause, alerts: Iterable[Alert]) -> Told:
    alerts = list(alerts)
    named = [alert.opened_on for alert in alerts if alert.theme == THEME_OF.get(cause.kind)]
    return Told(cause, min(named, default=None), min((alert.opened_on for alert in alerts), default=None))
