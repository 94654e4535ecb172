"""Campaigns: a questionnaire that is sent once, again and again in shares, or when something happens to people."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from surveys.models.questionnaires import Questionnaire
from surveys.models.waves import Wave


class Campaign(models.Model):
    """When a questionnaire is sent, to whom, and how much of it at a time.

    `most_items` of 0 asks everything in every wave; otherwise the questions but those of `core` rotate by ballot
    cell. A life-cycle campaign waits until its people fill a ballot cell.
    """

    class Trigger(models.TextChoices):
        ONCE = "once", _("Once")
        RECURRING = "recurring", _("Again and again")
        JOINED = "joined", _("Somebody joined")
        JOINED_30 = "joined_30", _("Thirty days after joining")
        JOINED_90 = "joined_90", _("Ninety days after joining")
        MOVED = "moved", _("Somebody moved to another unit")
        LEAVING = "leaving", _("Somebody leaves")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="+")
    title = models.JSONField()
    trigger = models.CharField(max_length=16, choices=Trigger.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    every_days = models.PositiveSmallIntegerField(default=14)
    open_days = models.PositiveSmallIntegerField(default=7)
    most_items = models.PositiveSmallIntegerField(default=0)
    core = models.JSONField(default=list, help_text="Keys of the questions that are asked every time")
    is_paused = models.BooleanField(default=False)

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="campaign_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(every_days__gte=1) & Q(open_days__gte=1), name="campaign_days_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire_id} {self.trigger}"


class CampaignWave(models.Model):
    """A wave of a campaign: its number from 0, and in how many blocks its questions were shared out (1: not at all)."""

    wave = models.OneToOneField(Wave, primary_key=True, on_delete=models.CASCADE, related_name="+")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="waves")
    number = models.PositiveIntegerField()
    blocks = models.PositiveSmallIntegerField(default=1)
    core = models.JSONField(default=list)
    reminded = models.JSONField(default=list, help_text="Time zones with regions whose people were reminded")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="campaign_wave_number")]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.number}"
