"""What HR sees on arrival: waves, exit pools, alerts, what is coming. Total counts of collection only."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.utils.translation import gettext as _

from engagement.actions.models import Plan
from engagement.dashboards.collected import collected
from engagement.dashboards.labels import pick
from engagement.insights.models import Alert
from people.permissions import Reader, check_design_surveys
from people.selectors import unit_labels
from surveys.enums import WaveKind, WaveState
from surveys.models import Wave

SHOWN = 14
FIRST_BLOCK = date(2024, 1, 1)
BLOCK = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class WaveCard:
    """A wave with its total counts."""

    wave: Wave
    title: str
    invited: int
    collected: int

    @property
    def percent(self) -> int:
        """Return the percentage of the invited who collected a ballot; 0 when nobody was invited."""
        return round(100 * self.collected / self.invited) if self.invited else 0


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that will happen on a day."""

    on: date
    text: str


@dataclass(frozen=True, slots=True)
class HrHome:
    """Everything on the page."""

    open: list[WaveCard]
    earlier: list[WaveCard]
    exits: list[WaveCard]
    alerts: list[tuple[Alert, str]]
    coming: list[Coming]


def wave_cards() -> list[WaveCard]:
    """Return the newest waves with total counts, newest first."""
    waves = Wave.objects.exclude(state=WaveState.DRAFT).defer("tree", "policy")
    newest = list(waves.order_by("-opens_on", "-pk")[: 4 * SHOWN])
    counts = collected(newest)
    return [
        WaveCard(wave, pick(wave.title), counts[str(wave.pk)].invited, counts[str(wave.pk)].collected)
        for wave in newest
    ]


def hr_home(reader: Reader, on: date) -> HrHome:
    """Return the page of HR; raise `PermissionDenied` for anybody else."""
    check_design_surveys(reader)
    cards = wave_cards()
    running = [card for card in cards if card.wave.state == WaveState.OPEN]
    done = [card for card in cards if card.wave.state != WaveState.OPEN]
    return HrHome(
        open=[card for card in running if card.wave.kind != WaveKind.EXIT],
        earlier=[card for card in done if card.wave.kind != WaveKind.EXIT][:SHOWN],
        exits=[card for card in cards if card.wave.kind == WaveKind.EXIT][:SHOWN],
        alerts=_alerts(),
        coming=_coming(running, on),
    )


def _alerts() -> list[tuple[Alert, str]]:
    """Return the alerts that are not closed with the names of their units, the most pressing first."""
    living = Alert.objects.exclude(state=Alert.State.CLOSED).order_by("severity", "-last_seen_on", "unit")[
        :SHOWN
    ]
    names = unit_labels({alert.unit for alert in living})
    return [(alert, names.get(alert.unit, alert.unit)) for alert in living]


def _coming(running: list[WaveCard], on: date) -> list[Coming]:
    """Return the next dates: waves that close, the four-week block that ends, plans to be measured again."""
    closing = [Coming(card.wave.closes_on, _("“%(wave)s” closes") % {"wave": card.title}) for card in running]
    blocks = (on - FIRST_BLOCK) // BLOCK + 1
    block = Coming(FIRST_BLOCK + blocks * BLOCK, _("The running four-week block of signals ends"))
    reviews = Plan.objects.filter(review_on__gte=on, dropped_on__isnull=True).values("review_on")
    plans = [
        Coming(row["review_on"], _("Plans to be measured again: %(count)d") % {"count": row["plans"]})
        for row in reviews.annotate(plans=Count("pk")).order_by("review_on")[:3]
    ]
    return sorted([*closing, block, *plans], key=lambda coming: coming.on)
