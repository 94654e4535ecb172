"""To whom something happened that a campaign asks about, by the directory."""

from datetime import date, timedelta
from typing import Final

from people.models import Membership, Person, Unit
from people.roster import members_on
from people.selectors import leavers
from surveys.models import Campaign

# An event is asked about for four weeks: until then enough people may have come together to fill a ballot cell.
WAIT: Final = timedelta(days=28)
Trigger = Campaign.Trigger
AFTER_JOINING: Final = {Trigger.JOINED: 0, Trigger.JOINED_30: 30, Trigger.JOINED_90: 90}


def _joined(on: date, after: int) -> set[int]:
    """Return the people whose first day was so many days ago, or up to four weeks more."""
    latest = on - timedelta(days=after)
    started = Membership.objects.filter(start__gt=latest - WAIT, start__lte=latest)
    earlier = Membership.objects.filter(start__lte=latest - WAIT).values("person")
    return set(started.exclude(person__in=earlier).values_list("person_id", flat=True))


def _moved(on: date) -> set[int]:
    """Return the people who changed their unit in the last four weeks."""
    arrived = Membership.objects.filter(start__gt=on - WAIT, start__lte=on).values_list(
        "person_id", "start", "unit"
    )
    before = Membership.objects.filter(end__gt=on - WAIT, end__lte=on).values_list("person_id", "end", "unit")
    left = {(person, day): unit for person, day, unit in before}
    return {person for person, day, unit in arrived if left.get((person, day), unit) != unit}


def quarter_start(on: date) -> date:
    """Return the first day of the quarter of a day."""
    return date(on.year, 3 * ((on.month - 1) // 3) + 1, 1)


def _left(on: date) -> list[tuple[Person, Unit]]:
    """Return the pool of leavers: who left in the last whole quarter, with the unit that was left.

    Leavers come one by one, and an answer from one of them alone would be his or hers by name. So they are asked
    together, once, when the quarter is over, and the ballot cells gather them upwards until each is full. Those of
    the quarter before, when too few left to fill any cell, come with them; who was asked already is not asked again.
    """
    end = quarter_start(on)
    before = quarter_start(quarter_start(end - timedelta(days=1)) - timedelta(days=1))
    return [(one.person, one.unit) for one in leavers(before, end)]


def people_of(campaign: Campaign, on: date) -> list[tuple[Person, Unit]]:
    """Return whom a campaign would ask on a day, with their units: everybody, or those to whom its event happened."""
    if campaign.trigger == Trigger.LEAVING:
        return _left(on)
    members = members_on(on)
    if campaign.trigger in (Trigger.ONCE, Trigger.RECURRING):
        return members
    after = AFTER_JOINING.get(Trigger(campaign.trigger))
    wanted = _moved(on) if after is None else _joined(on, after)
    return [(person, unit) for person, unit in members if person.pk in wanted]
