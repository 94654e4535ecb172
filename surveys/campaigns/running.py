"""Running campaigns: opening the wave that is due, inviting people in their working hours, reminding half-way."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from people.models import Person, RosterEntry, Unit
from people.roster import freeze_roster
from privacy import ledger
from surveys.campaigns.events import people_of
from surveys.campaigns.fatigue import QUARTER, Asked, Cap, fits
from surveys.campaigns.forms import rotating
from surveys.campaigns.reminding import remind
from surveys.campaigns.rotation import block_count, blocks
from surveys.campaigns.schedule import is_due, is_sending_day, may_send
from surveys.enums import WaveState
from surveys.exceptions import LaunchError
from surveys.invitations import invite, mail_invitations
from surveys.models import Campaign, CampaignWave, Invitation, Wave
from surveys.waves import launch_wave

CAP = Cap()
Members = list[tuple[Person, Unit]]


def _length(wave: Wave) -> int:
    """Return the most questions that somebody is asked in a wave."""
    questions = list(wave.questionnaire.questions.all())
    place = CampaignWave.objects.filter(wave=wave).first()
    return max(map(len, blocks(rotating(questions, place.core), place.blocks))) if place else len(questions)


def histories(on: date) -> dict[int, list[Asked]]:
    """Return person -> the surveys to which he or she was invited in the quarter that ends with a day."""
    recent = Wave.objects.filter(opens_on__gt=on - QUARTER, opens_on__lte=on).defer("tree", "policy")
    # One object a wave, not one an invitation: a wave carries the whole tree, and a large company has many invited.
    known = {wave.pk: Asked(wave.opens_on, _length(wave)) for wave in recent.select_related("questionnaire")}
    asked: dict[int, list[Asked]] = defaultdict(list)
    invited = Invitation.objects.filter(wave__in=known).values_list("person_id", "wave_id")
    for person, wave in invited.iterator(chunk_size=5000):
        asked[person].append(known[wave])
    return asked


def _is_due(campaign: Campaign, on: date) -> bool:
    if campaign.is_paused or on < campaign.starts_on or (campaign.ends_on and on > campaign.ends_on):
        return False
    last = campaign.waves.order_by("-number").select_related("wave").first()
    match campaign.trigger:
        case Campaign.Trigger.ONCE:
            return last is None
        case Campaign.Trigger.RECURRING:
            every = timedelta(days=campaign.every_days)
            return is_due(
                on, starts_on=campaign.starts_on, every=every, last=last.wave.opens_on if last else None
            )
    return True


@dataclass(frozen=True, slots=True)
class Waiting:
    """Whom a campaign would ask on a day, and how many it spares because they were asked enough already."""

    members: Members
    spared: int


def waiting(campaign: Campaign, on: date, items: int, cap: Cap = CAP) -> Waiting:
    """Return who may be asked so many questions: not asked about the same event before, and not too much already."""
    earlier = histories(on)
    members = people_of(campaign, on)
    if campaign.trigger not in (Campaign.Trigger.ONCE, Campaign.Trigger.RECURRING):
        rosters = [one.wave.roster_id for one in campaign.waves.select_related("wave")]
        known = set(RosterEntry.objects.filter(roster__in=rosters).values_list("person_id", flat=True))
        members = [(person, unit) for person, unit in members if person.pk not in known]
    free = [
        (person, unit)
        for person, unit in members
        if fits(earlier.get(person.pk, []), on=on, items=items, cap=cap)
    ]
    return Waiting(free, len(members) - len(free))


def open_wave(campaign: Campaign, *, on: date, cap: Cap = CAP) -> Wave | None:
    """Open the wave of a campaign that is due on a day; None if none is, or its people do not fill a ballot cell yet."""
    if not _is_due(campaign, on) or not is_sending_day(on, ""):
        return None
    questions = list(campaign.questionnaire.questions.all())
    items = rotating(questions, campaign.core)
    number = block_count(items, campaign.most_items) if campaign.most_items else 1
    members = waiting(campaign, on, max(map(len, blocks(items, number))), cap).members
    try:
        return _launch(campaign, members, on, number)
    except LaunchError:
        return None


@transaction.atomic
def _launch(campaign: Campaign, members: Sequence[tuple[Person, Unit]], on: date, number: int) -> Wave:
    wave = launch_wave(
        questionnaire=campaign.questionnaire,
        kind=campaign.questionnaire.purpose,
        title=campaign.title,
        opens_on=on,
        closes_on=on + timedelta(days=campaign.open_days - 1),
        roster=freeze_roster(members=members, on=on),
        actor=f"campaign {campaign.pk}",
    )
    CampaignWave.objects.create(
        wave=wave, campaign=campaign, number=campaign.waves.count(), blocks=number, core=campaign.core
    )
    return wave


def invite_now(wave: Wave, *, now: datetime) -> int:
    """Invite those of a wave who may be written to now and were not invited yet; return how many were mailed."""
    people = Person.objects.filter(pk__in=RosterEntry.objects.filter(roster=wave.roster).values("person"))
    awake = {one.pk for one in people if may_send(now, time_zone=one.time_zone, region=one.region)}
    return mail_invitations(wave=wave, invites=invite(wave=wave, only=awake)) if awake else 0


def run_campaigns(*, now: datetime) -> tuple[int, int]:
    """Open every wave that is due and invite whom it is time for; return how many waves and mails. Run it hourly."""
    on = now.date()
    opened = [wave for campaign in Campaign.objects.all() if (wave := open_wave(campaign, on=on)) is not None]
    running = CampaignWave.objects.filter(wave__state=WaveState.OPEN, wave__closes_on__gte=on)
    mailed = 0
    for place in running.select_related("wave__roster"):
        mailed += remind(place, now=now) + invite_now(place.wave, now=now)
    if opened:
        ledger.record(
            actor="system", action="run_campaigns", subject="campaigns", detail={"opened": len(opened)}
        )
    return len(opened), mailed
