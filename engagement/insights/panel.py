"""The company's panel: unit by 4-week block, released values beside headcount and leavers where the policy allows.

Headcount and leavers come from the directory, where HR and managers know them by name. They enter the forecast for
units with as many people as a block of signals needs, and leave it as an interval for the whole unit only.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pandas as pd

from engagement.insights.measures import CONSTRUCT, METRICS, TOPIC
from engagement.insights.periods import block_of
from engagement.insights.selectors import panel
from people.models import Membership
from people.selectors import headcount, leavers
from privacy.policy import DEFAULT, Policy
from signals.metrics import BLOCK_DAYS

BLOCK = timedelta(days=BLOCK_DAYS)
KEYS = ["unit", "block", "headcount", "leavers"]


def company_panel(*, until: date, policy: Policy = DEFAULT) -> pd.DataFrame:
    """Return the panel of all complete blocks before a day, as `forecast` takes it; empty without a directory.

    Columns unit, block, headcount, leavers, and one for each construct, topic and metric that was ever released;
    missing stays NaN. A unit is left out as a whole as soon as one of its blocks is below the policy's size: a gap
    would say when it was small.
    """
    counts = pd.DataFrame(list(_counts(until)), columns=KEYS)
    if counts.empty:
        return counts
    small = counts.loc[counts["headcount"] < policy.signals_people, "unit"]
    counts = counts[~counts["unit"].isin(small)]
    values = panel(until=until).reset_index()
    kept = [name for name in values.columns if name in METRICS or str(name).startswith((CONSTRUCT, TOPIC))]
    joined = counts.merge(values[["unit", "block", *kept]], on=["unit", "block"], how="left")
    return joined.sort_values(["unit", "block"], ignore_index=True)


def _counts(until: date) -> Iterator[tuple[str, pd.Timestamp, int, int]]:
    """Yield unit, block, headcount on its first day and leavers in it, for units that had people in every block."""
    start = _first_block()
    if start is None:
        return
    days = [start + number * BLOCK for number in range(max(0, (until - start) // BLOCK))]
    sizes = [headcount(day) for day in days]
    whole = set.intersection(*(set(size) for size in sizes)) if sizes else set()
    for day, size in zip(days, sizes, strict=True):
        left = Counter(one.unit.code for one in leavers(day, day + BLOCK))
        for unit in sorted(whole):
            yield unit, pd.Timestamp(day), size[unit], min(left[unit], size[unit])


def _first_block() -> date | None:
    """Return the block in which the first leaver is recorded, else the one after the first membership.

    A directory brings along when those who are here came, not who had left by then: before the first leaver nobody
    seems to have left, and units seem to have been as small as their oldest members are few.
    """
    left = Membership.objects.filter(left_company=True, end__isnull=False).order_by("end")
    if (first := left.values_list("end", flat=True).first()) is not None:
        return block_of(first)
    came = Membership.objects.order_by("start").values_list("start", flat=True).first()
    return None if came is None else block_of(came) + BLOCK
