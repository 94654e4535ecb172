"""The causes: what really happened, to which unit, from when and how strongly. Everything else follows from here.

Nothing that is played through the services reads this list; it is written beside the company (`causes.json`) so that
what Telescope says can be compared with what was true.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What can be wrong with a unit; `NONE` is a unit that is watched although nothing is wrong."""

    MEETING_MARATHON = "meeting_marathon"
    BURNOUT = "burnout"
    MANAGER_SUPPORT = "manager_support"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Remedy:
    """A plan that the unit adopts: in which block, from which template, and what it changes.

    `relief` is the share it takes away; below 0 things get worse all the same.
    """

    adopted: int
    template: str
    relief: float


@dataclass(frozen=True, slots=True)
class Cause:
    """One condition of one unit.

    `start` is a block index, `end` the first block without it again (None: it goes on); `strength` runs from 0 to 1.
    `in_calendars` of a `NONE` cause is a busy time that nobody suffers from: a trade fair, say.
    """

    unit: str
    kind: Kind
    start: int
    strength: float
    why: str
    end: int | None = None
    remedy: Remedy | None = None
    in_calendars: Kind | None = None

    def level(self, block: int) -> float:
        """Return how strongly it is felt in a block, 0 to `strength`: it builds up, and a good plan takes it away."""
        if block < self.start or (self.end is not None and block >= self.end):
            return 0.0
        level = self.strength * (0.85 if block == self.start else 1.0)
        if self.remedy is None or block <= self.remedy.adopted:
            return level
        # The first block after the adoption is half old, half new.
        share = 0.6 if block == self.remedy.adopted + 1 else 1.0
        return level * (1 - self.remedy.relief * share)


CAUSES: tuple[Cause, ...] = (
    Cause(
        "SW-CLD-COR",
        Kind.MEETING_MARATHON,
        start=2,
        strength=1.0,
        why="The move to the new platform is steered in daily rounds that everybody has to attend.",
        remedy=Remedy(adopted=5, template="no_meeting_friday", relief=0.92),
    ),
    Cause(
        "HW-ELE-FIR",
        Kind.MEETING_MARATHON,
        start=4,
        strength=0.72,
        why="Three projects share the firmware team and meet it every day; after the plan a fourth one joins them.",
        remedy=Remedy(adopted=7, template="shorter_meetings", relief=-0.35),
    ),
    Cause(
        "SW-HOS-MOB",
        Kind.BURNOUT,
        start=5,
        strength=1.0,
        why="A hospital group was promised a release every week; calls with it fill evenings and Sundays.",
        remedy=Remedy(adopted=12, template="after_hours_agreement", relief=0.7),
    ),
    Cause(
        "SV-EUR-REM",
        Kind.BURNOUT,
        start=11,
        strength=0.95,
        why="Two colleagues left the support rota and were not replaced: the others take their evenings.",
    ),
    Cause(
        "SW-IMG-VIE",
        Kind.MANAGER_SUPPORT,
        start=6,
        strength=1.0,
        why="The lead runs two teams since the summer: one-to-ones were dropped and decisions come late.",
    ),
    Cause(
        "OS-ASM-LAL",
        Kind.MANAGER_SUPPORT,
        start=3,
        strength=0.9,
        why="The late shift has had no shift leader of its own for months and learns of changes last.",
    ),
    Cause(
        "SW-QAR-REL",
        Kind.MEETING_MARATHON,
        start=8,
        strength=0.95,
        why="Every release needs four sign-off rounds since an audit.",
    ),
    Cause(
        "SM-CHN-EAS",
        Kind.BURNOUT,
        start=7,
        strength=0.4,
        why="Dinners and calls with customers two evenings a week: hard, but under the threshold of the detectors.",
    ),
    Cause(
        "CO-FIN-CON",
        Kind.BURNOUT,
        start=6,
        strength=0.95,
        why="The new ledger is closed at night. Seven people: too few to be shown, so nothing may be said.",
    ),
    Cause(
        "SM-MKT-EVE",
        Kind.NONE,
        start=9,
        end=11,
        strength=0.95,
        why="Two months of preparing the trade fair, which everybody knew of and liked.",
        in_calendars=Kind.MEETING_MARATHON,
    ),
    Cause("SW-IMG-REC", Kind.NONE, start=4, strength=1.0, why="Nothing: a calm team to compare with."),
    Cause("HW-MEC-GAN", Kind.NONE, start=4, strength=1.0, why="Nothing: a calm team to compare with."),
    Cause("OB-ASM-LN2", Kind.NONE, start=4, strength=1.0, why="Nothing: a calm shift to compare with."),
)


def causes_of(units: frozenset[str]) -> tuple[Cause, ...]:
    """Return the causes of those units; a small company has fewer."""
    return tuple(cause for cause in CAUSES if cause.unit in units)


def felt(causes: tuple[Cause, ...], unit: str, kind: Kind, block: int) -> float:
    """Return how strongly people of a unit feel a kind of cause in a block, 0 to 1."""
    return max((c.level(block) for c in causes if c.unit == unit and c.kind is kind), default=0.0)


def booked(causes: tuple[Cause, ...], unit: str, kind: Kind, block: int) -> float:
    """Return how strongly the calendars of a unit show a kind of cause in a block, 0 to 1."""
    shown = (c for c in causes if c.unit == unit and (c.in_calendars or c.kind) is kind)
    return max((c.level(block) for c in shown), default=0.0)
