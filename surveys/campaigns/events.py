"""To whom something happened that a campaign asks about, by the directory."""

from datetime import date, timedelta
from typing import Final

from people.models import Membership, Person, Unit
from people.roster import members_on
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


def _leaving(on: date) -> list[tuple[Person, Unit]]:
    """Return who leaves in the next four weeks or left in the last four, with the unit that is left."""
    ending = Membership.objects.filter(
        left_company=True, end__gt=on - WAIT, end__lte=on + WAIT, start__lte=on
    )
    return [
        (one.person, one.unit) for one in ending.select_related("person", "unit").order_by("person__code")
    ]


def people_of(campaign: Campaign, on: date) -> list[tuple[Person, Unit]]:
    """Return whom a campaign would ask on a day, with their units: everybody, or those to whom its event happened."""
    if campaign.trigger == Trigger.LEAVING:
        return _leaving(on)
    members = members_on(on)
    if campaign.trigger in (Trigger.ONCE, Trigger.RECURRING):
        return members
    after = AFTER_JOINING.get(Trigger(campaign.trigger))
    wanted = _moved(on) if after is None else _joined(on, after)
    return [(person, unit) for person, unit in members if person.pk in wanted]
