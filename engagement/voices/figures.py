"""How a released topic reads: which tone, and whether its share moved by more than chance. Pure: no database."""

from dataclasses import dataclass, field
from math import sqrt
from typing import Literal, TypeAlias

from django.utils.translation import gettext as _

from engagement.dashboards.display import CellLike, Figure, Trend
from engagement.results.readings import least

Tone: TypeAlias = Literal[0, 1, 2, 3, 4, 5]
# Lower edges of the tones 2..5 on a polarity of -1..1; 0 is a tone that was not released.
TONES = (-0.5, -0.15, 0.15, 0.5)
# Two-sided 5 % point of the normal distribution.
CRITICAL = 1.96


@dataclass(frozen=True, slots=True)
class Statement:
    """What a model made of the comments: a sentence, and the band of comments that support it."""

    text: str
    n_band: str


@dataclass(frozen=True, slots=True)
class Line:
    """One topic of one node; `listed` says that the taxonomy has it, `name` how it is called in a sentence."""

    item: str
    label: str
    listed: bool
    is_new: bool
    figure: Figure
    authors: str
    tone: Tone
    polarity: float | None
    moved: Trend | None = None
    sentences: list[str] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    model: str = ""


def tone_of(polarity: float | None) -> Tone:
    """Return 1 (critical) to 5 (good); 0 where no tone was released."""
    if polarity is None:
        return 0
    tones: tuple[Tone, ...] = (1, 2, 3, 4, 5)
    return tones[sum(polarity >= edge for edge in TONES)]


def tone_words() -> list[str]:
    """Return the names of the tones 1 to 5."""
    return [_("critical"), _("rather critical"), _("mixed or neutral"), _("rather good"), _("good")]


def moved(now: CellLike, before: CellLike | None) -> Trend | None:
    """Return how a share moved since the wave before, where it did by more than chance; None where nobody can say.

    Both shares exact; two-proportion z-test with the smallest numbers that the bands allow, so that it errs towards "no
    more than chance".
    """
    if before is None or now.mean is None or before.mean is None:
        return None
    if "coarse" in (now.precision, before.precision):
        return None
    here, there = least(now.n_band), least(before.n_band)
    pooled = (now.mean * here + before.mean * there) / (here + there)
    spread = sqrt(pooled * (1 - pooled) * (1 / here + 1 / there))
    if spread == 0 or abs(now.mean - before.mean) / spread < CRITICAL:
        return Trend("flat", _("no more than chance"))
    points = round(100 * abs(now.mean - before.mean))
    if now.mean > before.mean:
        return Trend("up", _("up %(by)s") % {"by": points})
    return Trend("down", _("down %(by)s") % {"by": points})
