"""Every number of the signals: blocks, metrics with bounds, band and step, thresholds of the detectors. Pure.

This is the only place in `signals/` where such a number is written; thresholds of privacy stand in `privacy.policy`.
Source marks: [V] public documentation of Viva Insights / Workplace Analytics, [KS] Krackhardt & Stern 1988, [own].
"""

from dataclasses import asdict, dataclass
from datetime import date

from signals.exceptions import UnknownMetricError

# Blocks: 28 local days from a fixed Monday on, so that no operator can shift them.
BLOCK_ORIGIN = date(2024, 1, 1)
BLOCK_DAYS = 28
WEEKS = BLOCK_DAYS // 7

# Events: what is refused, and what counts as a meeting.
MOST_OCCURRENCES = 5000
FIRST_START_YEAR, LAST_START_YEAR = 1970, 2100
LONGEST_SECONDS = 24 * 3600  # [V] a day and more is no meeting
LONGEST_LINE = 1 << 20
MOST_UNPACKED = 200
LARGEST_DOCUMENT = 64 << 20  # bytes; a document must be whole in memory, and no tool writes larger ones

# Work tools: an act is an instant, and stands for the quarter of an hour it falls in.
ACTIVITY_SECONDS = 15 * 60

# Metrics.
LARGE_MEETING = 8  # [V] larger than
LONG_MEETING_SECONDS = 60 * 60  # [V] longer than
CHAIN_GAP_SECONDS = 5 * 60
CHAIN_MEETINGS = 3
CHAIN_FEWER_MEETINGS, CHAIN_SECONDS = 2, 3 * 3600
FOCUS_SECONDS = 2 * 3600  # [V] names only
TIE_MEETING = 8  # up to and including

# Ties between units: contacts a week and person [own].
TIE_MOST, TIE_BAND, TIE_STEP = 20.0, 0.5, 0.1

# From people to a unit.
TRIM_DIVISOR = 20
P_RULE = 0.10
BANDED_BELOW = 30


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric of a person and a block, and how its mean over a unit is shown.

    Attributes
    ----------
    clip
        Fixed bounds of a person's value; None where the value comes from released cells alone.
    band
        Width of the bands under 30 people; None where bands follow from others.
    step
        What the figure is rounded to from 30 people on.
    shift
        Added to the values before the p% rule, which asks for values from 0 on.
    """

    name: str
    unit: str
    definition: str
    formula: str
    clip: tuple[float, float] | None
    band: float | None
    step: float
    source: str
    shift: float = 0.0

    def as_json(self) -> dict[str, object]:
        """Return what `list_metrics --json` prints."""
        facts = asdict(self)
        facts.pop("shift")
        facts["clip"] = None if self.clip is None else list(self.clip)
        return facts


_U = "U = union of attended meetings, W = working intervals; hours in the block / 4"
_TOOLS = "in work tools [own] U = quarters of an hour in which the person did something"
_CONTACTS = "in work tools [own] counterpart x quarter of an hour of what the person did"
METRICS: dict[str, Metric] = {
    metric.name: metric
    for metric in (
        Metric("meeting_hours", "h/w", "Time in meetings", "len(U)", (0, 50), 2, 0.1, f"own; {_U}"),
        Metric(
            "meeting_share",
            "share",
            "Part of the working time spent in meetings",
            "len(U in W) / len(W)",
            (0, 1),
            0.05,
            0.01,
            "own",
        ),
        Metric(
            "back_to_back_chains",
            "per week",
            "Runs of meetings without a break between them",
            "runs in which the next start is < 5 min after the latest end so far; a run counts with >= 3 meetings, "
            "or >= 2 meetings and >= 3 h",
            (0, 15),
            0.5,
            0.1,
            "own",
        ),
        Metric(
            "large_meeting_hours",
            "h/w",
            "Time in meetings of more than eight people",
            "union of meetings with size > 8",
            (0, 30),
            1,
            0.1,
            "Viva Insights",
        ),
        Metric(
            "long_meeting_hours",
            "h/w",
            "Time in meetings of more than an hour",
            "union of meetings longer than 60 min",
            (0, 40),
            1,
            0.1,
            "Viva Insights",
        ),
        Metric(
            "conflict_hours",
            "h/w",
            "Time booked twice",
            "time covered by >= 2 attended meetings",
            (0, 20),
            0.5,
            0.1,
            "name: Viva Insights; rule: own",
        ),
        Metric(
            "focus_hours",
            "h/w",
            "Working time in free stretches of two hours or more",
            "free gaps of >= 2 h inside each working interval, full length",
            (0, 50),
            2,
            0.1,
            "names: Viva Insights (Total_focus_hours, Open_2_hour_blocks); rule: own",
        ),
        Metric(
            "fragmentation",
            "share",
            "Part of the free working time that is too cut up for focus",
            "1 - focus / free, free = len(W minus U); 1 when free = 0",
            (0, 1),
            0.1,
            0.01,
            "own",
        ),
        Metric(
            "after_hours_hours",
            "h/w",
            "Meetings outside working hours on working days",
            f"U outside W on working days; {_TOOLS}",
            (0, 20),
            0.5,
            0.1,
            "Viva Insights",
        ),
        Metric(
            "weekend_hours",
            "h/w",
            "Meetings on days off",
            f"U outside W on weekend days; {_TOOLS}",
            (0, 16),
            0.5,
            0.1,
            "own",
        ),
        Metric(
            "holiday_hours",
            "h/w",
            "Meetings on public holidays",
            f"U outside W on holidays; {_TOOLS}",
            (0, 16),
            0.5,
            0.1,
            "own",
        ),
        Metric(
            "quiet_days",
            "share",
            "Days without any meeting outside working hours",
            f"of the 28 days, those without any U outside W; {_TOOLS}",
            (0, 1),
            0.05,
            0.01,
            "own; the idea is in Viva Insights",
        ),
        Metric(
            "one_to_one_hours",
            "h/w",
            "One-to-one time with the own manager",
            "union of meetings of size 2 with the own manager",
            (0, 5),
            0.25,
            0.1,
            "Viva Insights",
        ),
        Metric(
            "outside_hours",
            "h/w",
            "Meetings with somebody from outside the company",
            "union of meetings with an address not in people.csv",
            (0, 30),
            1,
            0.1,
            "Viva Insights",
        ),
        Metric(
            "cross_unit_share",
            "share",
            "Part of the meeting time spent with other units",
            f"union of meetings with somebody of another unit / len(U); {_TOOLS}",
            (0, 1),
            0.1,
            0.01,
            "own",
        ),
        Metric(
            "external_ties",
            "units",
            "Other units met in small meetings",
            f"distinct other units met in meetings of size <= 8; {_CONTACTS}",
            (0, 20),
            1,
            0.1,
            "own",
        ),
        Metric(
            "ei_index",
            "-1..1",
            "Contacts across units against contacts within the own one",
            f"(E - I) / (E + I), contacts (attendee x occurrence, size <= 8) in other units / the own one; {_CONTACTS}",
            (-1, 1),
            0.2,
            0.01,
            "Krackhardt & Stern 1988",
            shift=1.0,
        ),
        Metric(
            "manager_span",
            "people",
            "People per manager",
            "managers only: reports / number of managers of that unit",
            (0, 60),
            2,
            0.1,
            "own",
        ),
        Metric(
            "manager_one_to_one_hours",
            "h/w",
            "Managers' one-to-one time with their reports",
            "managers only: union of size-2 meetings with a report",
            (0, 20),
            1,
            0.1,
            "own",
        ),
        Metric(
            "manager_meeting_share",
            "share",
            "Part of the managers' working time spent in meetings",
            "managers only: meeting_share",
            (0, 1),
            0.05,
            0.01,
            "own",
        ),
        Metric(
            "manager_after_hours_hours",
            "h/w",
            "Managers' meetings outside working hours on working days",
            "managers only: after_hours_hours",
            (0, 20),
            0.5,
            0.1,
            "Viva Insights",
        ),
        Metric(
            "load_change",
            "h/w",
            "Change of meeting time against the block before",
            "from released cells only: meeting_hours(b) - meeting_hours(b-1); two bands give [lo - hi', hi - lo']",
            None,
            None,
            0.1,
            "own",
        ),
    )
}

# Values that only detectors look at; never shown.
OUT_OF_HOURS = "out_of_hours_hours"
TIES = "ties"
HIDDEN_CLIPS: dict[str, tuple[float, float]] = {OUT_OF_HOURS: (0, 30), TIES: (0, 5)}

# Detectors.
MARATHON_CHAINS, MARATHON_SHARE, MARATHON_FOCUS = 3.0, 0.45, 10.0  # [own], [own], [V]
BURNOUT_HOURS, BURNOUT_QUIET = 3.0, 0.85  # [V] title of "resiliency", [own]
MANAGERS_SHARE = 0.5  # [V] majority
MANAGERS_SPAN, MANAGERS_ONE_TO_ONE, MANAGERS_AFTER_HOURS = 12.0, 8.0, 3.0
BLOCKED_EI, BLOCKED_TIES, BLOCKED_DROP = -0.6, 1.0, 0.6  # [KS], numbers [own]
BASELINE_BLOCKS = 3
# Against a unit's own released past [own]. A quarter end recurs within four blocks, and a year holds every season.
LOAD_RISE, FOCUS_DROP = 0.075, 0.7  # three hours of a week of forty; three tenths of the usual are lost
LEAST_PAST_BLOCKS, MOST_PAST_BLOCKS = 4, 13
# A change seldom begins with a block: the newest blocks of the past may hold the start of it, and are spared where the rest suffices.
SPARED_BLOCKS = 2
LEFT_OUT = 2  # the mean without the two largest or smallest, whichever two people are left out


def get_metric(name: str) -> Metric:
    """Return a metric by its name, or raise `UnknownMetricError`."""
    try:
        return METRICS[name]
    except KeyError:
        raise UnknownMetricError(name) from None
