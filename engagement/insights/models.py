"""Alerts: what a manager should hear about, once."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagement.insights.enums import Severity


class Theme(models.TextChoices):
    """What an alert is about."""

    MEETING_MARATHON = "meeting_marathon", _("Meeting marathon")
    BURNOUT = "burnout", _("Work spilling into evenings and weekends")
    OVERLOADED_MANAGERS = "overloaded_managers", _("Overloaded managers")
    BLOCKED_INNOVATION = "blocked_innovation", _("Blocked innovation")
    ENGAGEMENT_DROP = "engagement_drop", _("Engagement is falling")
    LOAD_CHANGE = "load_change", _("The load has risen suddenly")
    FOCUS_COLLAPSE = "focus_collapse", _("Quiet time has collapsed")
    EXIT_THEME = "exit_theme", _("An exit theme returns")


class Alert(models.Model):
    """At most one open alert per unit and theme; later findings of the same kind join it."""

    class State(models.TextChoices):
        """An alert is acknowledged by a named human before a plan starts."""

        OPEN = "open", _("Open")
        ACKNOWLEDGED = "acknowledged", _("Acknowledged")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.CharField(max_length=64)
    theme = models.CharField(max_length=40, choices=Theme.choices)
    severity = models.CharField(max_length=8, choices=Severity.choices)
    avoided = models.FloatField(
        null=True, help_text="Expected leavers that could be avoided; empty where the forecast abstains"
    )
    state = models.CharField(max_length=16, choices=State.choices, default=State.OPEN)
    opened_on = models.DateField(help_text="First day after the block or wave that gave rise to it")
    last_seen_on = models.DateField()
    snoozed_until = models.DateField(null=True, help_text="First day on which it is shown again")
    closed_on = models.DateField(null=True)
    closed_because = models.CharField(max_length=200, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    acknowledged_on = models.DateField(null=True)
    evidence = models.JSONField(help_text="Released cells, quoted, oldest first")

    class Meta:
        ordering = ["-last_seen_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "theme"],
                condition=~Q(state="closed"),
                name="one_open_alert_per_unit_and_theme",
            )
        ]

    def __str__(self) -> str:
        return f"{self.theme} in {self.unit}"

    @property
    def aside_until(self) -> date | None:
        """Return the day on which an alert that is put aside comes back; None where it is not put aside now."""
        until = self.snoozed_until
        return until if until and until > timezone.localdate() else None


class Outlook(models.Model):
    """What the forecast said about a unit on a day; never changed afterwards, so that it can be held to its word."""

    unit = models.CharField(max_length=64)
    block = models.DateField(help_text="First day of the first of the three blocks spoken of")
    made_at = models.DateField()
    probability = models.FloatField(help_text="Of more leavers than is normal for the unit")
    base = models.FloatField(help_text="The same without the model: how often it happens by chance")
    expected = models.FloatField()
    low = models.FloatField(help_text="Lower end of the 90 % interval of leavers")
    high = models.FloatField()
    abstained = models.BooleanField()
    why = models.CharField(max_length=200, blank=True, help_text="Why the model abstained")
    contributions = models.JSONField(default=dict)

    class Meta:
        ordering = ["unit", "block"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "block"], name="one_outlook_per_unit_and_block")
        ]

    def __str__(self) -> str:
        return f"{self.unit} from {self.block}"


class AlertRecord(models.Model):
    """How alerts of a theme did so far, reckoned once a day; the empty theme stands for alerts of any kind."""

    theme = models.CharField(max_length=40, blank=True, unique=True)
    made_on = models.DateField()
    judged = models.PositiveIntegerField()
    preceded = models.PositiveIntegerField()
    weeks = models.IntegerField(null=True)
    usual = models.FloatField(null=True, help_text="Share of units without an alert that saw a rise")

    class Meta:
        ordering = ["theme"]

    def __str__(self) -> str:
        return f"record of {self.theme or 'every theme'}"
