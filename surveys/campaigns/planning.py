"""Making, pausing and ending a campaign. Every verb writes its line of the ledger in the same transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from privacy import ledger
from surveys.campaigns.exceptions import CampaignRefusedError, Refusal
from surveys.campaigns.forms import rotating
from surveys.campaigns.rotation import block_count
from surveys.enums import WaveKind
from surveys.models import Campaign, Questionnaire


@dataclass(frozen=True, slots=True)
class Plan:
    """What a campaign is to be: see the fields of `Campaign`; `most_items` of 0 asks everything every time."""

    questionnaire: Questionnaire
    title: Mapping[str, str]
    trigger: str
    starts_on: date
    ends_on: date | None = None
    every_days: int = 14
    open_days: int = 7
    most_items: int = 0
    core: Sequence[str] = ()


def is_ended(campaign: Campaign, on: date) -> bool:
    """Say whether a campaign opens nothing any more: its last day is over, or it was ended on it."""
    last = campaign.ends_on
    return last is not None and (on > last or (campaign.is_paused and on == last))


def _check(plan: Plan) -> None:
    """Refuse what could never be sent; `RotationError` where the questions do not fit in `most_items`."""
    leaving = plan.trigger == Campaign.Trigger.LEAVING
    if leaving != (plan.questionnaire.purpose == WaveKind.EXIT):
        raise CampaignRefusedError(Refusal.PURPOSE)
    if plan.ends_on is not None and plan.ends_on < plan.starts_on:
        raise CampaignRefusedError(Refusal.ENDS_BEFORE)
    questions = list(plan.questionnaire.questions.all())
    if not questions or set(plan.core) - {one.key for one in questions}:
        raise CampaignRefusedError(Refusal.QUESTIONS)
    if plan.most_items:
        block_count(rotating(questions, plan.core), plan.most_items)
    if plan.trigger == Campaign.Trigger.RECURRING and plan.open_days > plan.every_days:
        raise CampaignRefusedError(Refusal.OVERLAP)


def _note(campaign: Campaign, action: str, actor: str) -> None:
    ledger.record(actor=actor, action=action, subject=f"campaign {campaign.pk}")


@transaction.atomic
def plan_campaign(plan: Plan, *, actor: str) -> Campaign:
    """Store a campaign; its first wave opens at the next run that finds it due."""
    _check(plan)
    campaign = Campaign.objects.create(
        questionnaire=plan.questionnaire,
        title=dict(plan.title),
        trigger=plan.trigger,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        every_days=plan.every_days,
        open_days=plan.open_days,
        most_items=plan.most_items,
        core=list(plan.core),
    )
    _note(campaign, "campaign_planned", actor)
    return campaign


@transaction.atomic
def pause_campaign(campaign: Campaign, *, actor: str) -> None:
    """Open no further wave until the campaign goes on; a wave that is open stays open. Safe to repeat."""
    _set_paused(campaign, paused=True, actor=actor)


@transaction.atomic
def resume_campaign(campaign: Campaign, *, on: date, actor: str) -> None:
    """Let a paused campaign go on; what was missed is not made up for. One that ended stays ended."""
    if is_ended(campaign, on):
        raise CampaignRefusedError(Refusal.ENDED)
    _set_paused(campaign, paused=False, actor=actor)


def _set_paused(campaign: Campaign, *, paused: bool, actor: str) -> None:
    if campaign.is_paused == paused:
        return
    campaign.is_paused = paused
    campaign.save(update_fields=["is_paused"])
    _note(campaign, "campaign_paused" if paused else "campaign_resumed", actor)


@transaction.atomic
def end_campaign(campaign: Campaign, *, on: date, actor: str) -> None:
    """End a campaign for good; one that never sent anything is removed. A wave that is open stays open."""
    if is_ended(campaign, on):
        return
    _note(campaign, "campaign_ended", actor)
    if not campaign.waves.exists():
        campaign.delete()
        return
    campaign.ends_on, campaign.is_paused = max(on, campaign.starts_on), True
    campaign.save(update_fields=["ends_on", "is_paused"])
