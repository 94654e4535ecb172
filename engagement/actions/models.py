"""Plans: a template adopted for an alert, its steps, and what came of it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from engagement.insights.models import Alert


class Plan(models.Model):
    """A template adopted by a unit; the baseline is kept so that the effect can be measured."""

    class Verdict(models.TextChoices):
        """What re-measuring said."""

        PENDING = "pending", _("Not measured yet")
        MOVED = "moved", _("Moved")
        NOT_MOVED = "not_moved", _("Not moved")
        CANNOT_SAY = "cannot_say", _("Cannot say")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="plans")
    template = models.SlugField(max_length=64, help_text="Key in engagement/actions/catalogue")
    unit = models.CharField(max_length=64)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField()
    review_on = models.DateField(help_text="When what should move is measured again")
    outcome = models.CharField(max_length=120, help_text="Item or metric that should move")
    baseline = models.JSONField(help_text="Released cells of the outcome before the start, quoted")
    verdict = models.CharField(max_length=16, choices=Verdict.choices, default=Verdict.PENDING)
    effect = models.JSONField(default=dict, help_text="estimate, interval95, method, measured on")

    class Meta:
        ordering = ["-started_on"]

    def __str__(self) -> str:
        return f"{self.template} in {self.unit}"


class PlanStep(models.Model):
    """One step of a plan."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveIntegerField()
    text = models.JSONField()
    due_on = models.DateField()
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="step_position")]

    def __str__(self) -> str:
        return f"step {self.position} of {self.plan_id}"
