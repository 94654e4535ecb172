"""When a campaign asks next, and why not sooner."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Count

from people.models import Person
from people.selectors import memberships_on
from surveys.campaigns.planning import is_ended
from surveys.campaigns.schedule import Sending, is_sending_day, next_sending
from surveys.models import Campaign

Trigger = Campaign.Trigger


class Why(StrEnum):
    """What decides on which day the next wave opens, or that none does."""

    DUE = "due"
    STARTS = "starts"
    INTERVAL = "interval"
    WEEKEND = "weekend"
    GATHERS = "gathers"
    SENT_ONCE = "sent_once"
    PAUSED = "paused"
    ENDED = "ended"
    ENDS_FIRST = "ends_first"


@dataclass(frozen=True, slots=True)
class NextWave:
    """The day on which the next wave may open, None if none will, and the reasons in the order in which they count."""

    on: date | None
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """People who are written to at the same time: how many, where, and from when on."""

    time_zone: str
    region: str
    people: int
    sending: Sending


def _earliest(campaign: Campaign, on: date, last: date | None) -> tuple[date, Why]:
    """Return the first day that the schedule allows."""
    if campaign.starts_on > on:
        return campaign.starts_on, Why.STARTS
    if campaign.trigger == Trigger.RECURRING and last is not None:
        due = last + timedelta(days=campaign.every_days)
        if due > on:
            return due, Why.INTERVAL
    gathers = campaign.trigger not in (Trigger.ONCE, Trigger.RECURRING)
    return on, Why.GATHERS if gathers else Why.DUE


def next_wave(campaign: Campaign, on: date) -> NextWave:
    """Return when a campaign opens its next wave, seen from a day.

    A life-cycle campaign opens one as soon as its people fill a ballot cell, which no schedule knows: its day is the
    first on which that may be.
    """
    last = campaign.waves.order_by("-number").values_list("wave__opens_on", flat=True).first()
    if is_ended(campaign, on):
        return NextWave(None, (Why.ENDED,))
    if campaign.trigger == Trigger.ONCE and last is not None:
        return NextWave(None, (Why.SENT_ONCE,))
    if campaign.is_paused:
        return NextWave(None, (Why.PAUSED,))
    day, why = _earliest(campaign, on, last)
    reasons = [why]
    while not is_sending_day(day, ""):
        day += timedelta(days=1)
        reasons = [why, Why.WEEKEND]
    if campaign.ends_on is not None and day > campaign.ends_on:
        return NextWave(None, (Why.ENDS_FIRST,))
    return NextWave(day, tuple(reasons))


def places(now: datetime, among: Iterable[int] | None = None) -> list[Place]:
    """Return who works today by time zone and region, the most people first, and from when they may be written to.

    `among` names people by primary key; without it everybody counts.
    """
    here = Person.objects.filter(pk__in=memberships_on(now.date()).values("person"))
    if among is not None:
        here = here.filter(pk__in=list(among))
    groups = here.order_by().values("time_zone", "region").annotate(people=Count("pk"))
    found = [
        Place(
            one["time_zone"],
            one["region"],
            one["people"],
            next_sending(now, time_zone=one["time_zone"], region=one["region"]),
        )
        for one in groups
    ]
    return sorted(found, key=lambda one: (-one.people, one.time_zone, one.region))
