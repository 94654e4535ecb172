"""At most three alerts at a time for one manager; the others wait in line. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

AT_MOST = 3
# An alert that nothing has confirmed for this long is old news; it goes behind the fresh ones and says so.
OLD = timedelta(days=84)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An alert in line.

    Attributes
    ----------
    key
        Its id.
    unit
        Where it is.
    avoided
        Leavers that could be avoided, 0 where the forecast abstains.
    people
        How many people stand behind it, at least.
    last_seen_on, snoozed_until
        When it was last confirmed, and until when it was put aside.
    """

    key: str
    unit: str
    avoided: float
    people: int
    last_seen_on: date
    snoozed_until: date | None = None


def is_old(last_seen_on: date, *, on: date) -> bool:
    """Say whether nothing has confirmed an alert for twelve weeks."""
    return on - last_seen_on > OLD


def in_line(alerts: Sequence[Waiting], *, on: date) -> list[Waiting]:
    """Return the alerts that are not put aside: fresh before old, then most leavers avoided, most people, newest."""
    awake = [one for one in alerts if one.snoozed_until is None or one.snoozed_until <= on]
    return sorted(
        awake,
        key=lambda one: (
            is_old(one.last_seen_on, on=on), -one.avoided, -one.people, -one.last_seen_on.toordinal(), one.key,
        ),
    )  # fmt: skip


def whose_turn(alerts: Sequence[Waiting], managers: Mapping[str, str], *, on: date) -> list[Waiting]:
    """Return the alerts to be heard now, three at most for each manager; `managers` is unit -> who is told."""
    told: dict[str, int] = {}
    heard = []
    for one in in_line(alerts, on=on):
        who = managers.get(one.unit, one.unit)
        if told.get(who, 0) < AT_MOST:
            told[who] = told.get(who, 0) + 1
            heard.append(one)
    return heard
