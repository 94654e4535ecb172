"""What the pages of campaigns show. Totals of who took part only: no answer is read here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.functional import Promise

from engagement.campaigns.words import WAITS, WHY
from engagement.studio.selectors import Listed, newest_versions
from people.permissions import Reader, check_design_surveys
from surveys.campaigns.forms import rotating
from surveys.campaigns.outlook import NextWave, Place, next_wave, places
from surveys.campaigns.planning import is_ended
from surveys.campaigns.rotation import block_count, blocks, coverage
from surveys.campaigns.running import CAP, waiting
from surveys.enums import WaveState
from surveys.languages import pick
from surveys.models import Campaign, CampaignWave, Wave
from surveys.selectors import Collection, collection

STATES = ("running", "paused", "ended")


@dataclass(frozen=True, slots=True)
class SentWave:
    """A wave of a campaign with the totals of its ballots."""

    wave: Wave
    number: int
    collection: Collection
    percent: int


@dataclass(frozen=True, slots=True)
class Row:
    """A campaign in the list. `state` is running, paused or ended."""

    campaign: Campaign
    title: str
    state: str
    next: NextWave
    last: SentWave | None


@dataclass(frozen=True, slots=True)
class Share:
    """How the questions of a campaign are shared out: in so many waves everybody was asked everything."""

    questions: int
    waves: int
    most: int
    days: int
    constructs: int


@dataclass(frozen=True, slots=True)
class There:
    """People of a time zone and region, and why they are not written to at once."""

    place: Place
    waits: list[str | Promise]


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """A campaign: what comes next and why, whom it would ask, how its questions rotate, and its waves, newest first."""

    row: Row
    why: list[str]
    to_ask: int
    spared: int
    share: Share
    there: list[There]
    waves: list[SentWave]
    cap_items: int
    cap_surveys: int

    @property
    def open_wave(self) -> Wave | None:
        """Return the newest wave that takes answers, if any."""
        return next((sent.wave for sent in self.waves if sent.wave.state == WaveState.OPEN), None)


def _sent(place: CampaignWave) -> SentWave:
    counted = collection(place.wave)
    percent = round(100 * counted.collected / counted.invited) if counted.invited else 0
    return SentWave(place.wave, place.number + 1, counted, percent)


def _row(campaign: Campaign, now: datetime) -> Row:
    on = now.date()
    last = campaign.waves.order_by("-number").select_related("wave").first()
    state = "ended" if is_ended(campaign, on) else "paused" if campaign.is_paused else "running"
    return Row(campaign, pick(campaign.title), state, next_wave(campaign, on), _sent(last) if last else None)


def campaigns(reader: Reader, now: datetime) -> list[Row]:
    """Return every campaign, running ones first, each with its next day and the totals of its last wave."""
    check_design_surveys(reader)
    rows = [_row(one, now) for one in Campaign.objects.select_related("questionnaire")]
    return sorted(rows, key=lambda row: (STATES.index(row.state), row.next.on is None, str(row.next.on)))


def to_plan(reader: Reader) -> list[Listed]:
    """Return the questionnaires that a campaign may send: the newest version of each."""
    check_design_surveys(reader)
    return newest_versions()


def _share(campaign: Campaign) -> Share:
    items = rotating(campaign.questionnaire.questions.all(), campaign.core)
    number = block_count(items, campaign.most_items) if campaign.most_items else 1
    return Share(
        questions=len(items),
        waves=number,
        most=max(map(len, blocks(items, number)), default=0),
        days=number * campaign.every_days,
        constructs=len(coverage(items, number)),
    )


def _there(found: Iterable[Place]) -> list[There]:
    return [There(place, [WAITS[why] for why in place.sending.waits]) for place in found]


def get_campaign(reader: Reader, campaign_id: UUID) -> Campaign:
    """Return a campaign; raise `PermissionDenied` unless the reader designs surveys."""
    check_design_surveys(reader)
    return get_object_or_404(Campaign.objects.select_related("questionnaire"), pk=campaign_id)


def campaign_page(reader: Reader, campaign_id: UUID, now: datetime) -> CampaignPage:
    """Return the page of a campaign, seen at a moment (aware)."""
    campaign = get_campaign(reader, campaign_id)
    row, share = _row(campaign, now), _share(campaign)
    asked = waiting(campaign, now.date(), share.most)
    return CampaignPage(
        row=row,
        why=[str(WHY[one]) % {"days": campaign.every_days} for one in row.next.why],
        to_ask=len(asked.members),
        spared=asked.spared,
        share=share,
        there=_there(places(now, [person.pk for person, _unit in asked.members])) if row.next.on else [],
        waves=[_sent(one) for one in campaign.waves.select_related("wave").order_by("-number")],
        cap_items=CAP.items,
        cap_surveys=CAP.surveys,
    )
