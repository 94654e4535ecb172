"""Plans: a template adopted for an alert, its steps, and what came of it each time it was measured."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
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

    class Direction(models.TextChoices):
        """Which way the outcome should go."""

        UP = "up", _("Up")
        DOWN = "down", _("Down")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="plans")
    template = models.SlugField(max_length=64, help_text="Key in engagement/actions/catalogue")
    unit = models.CharField(max_length=64)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField()
    review_on = models.DateField(help_text="When what should move is measured again")
    outcome = models.CharField(
        max_length=120, help_text="What should move: a metric, an item, or construct:KEY"
    )
    direction = models.CharField(max_length=4, choices=Direction.choices)
    at_least = models.FloatField(help_text="The smallest change that would be worth the effort")
    baseline = models.JSONField(help_text="Released cells of the outcome before the start, quoted")
    verdict = models.CharField(max_length=16, choices=Verdict.choices, default=Verdict.PENDING)
    effect = models.JSONField(
        default=dict, help_text="The newest measurement: estimate, interval95, method, why"
    )
    shared_on = models.DateField(null=True, help_text="When the team could first read it as you said, we did")
    dropped_on = models.DateField(null=True)
    dropped_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-started_on", "template"]
        constraints = [
            models.UniqueConstraint(
                fields=["alert", "template"],
                condition=Q(dropped_on__isnull=True),
                name="one_running_plan_per_alert_and_template",
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} in {self.unit}"


class TemplateVersion(models.Model):
    """A template as HR wrote it; the newest version of a key stands before the shipped one."""

    key = models.SlugField(max_length=64)
    version = models.PositiveIntegerField()
    content = models.JSONField(help_text="As a file of the catalogue")
    is_retired = models.BooleanField(default=False)
    because = models.CharField(max_length=200)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    edited_on = models.DateField()

    class Meta:
        ordering = ["key", "version"]
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="template_version")]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


class PlanNote(models.Model):
    """What the owner of a plan wrote down on the way; about the work, and read by whoever may read the plan."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="notes")
    text = models.CharField(max_length=500)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    written_on = models.DateField()

    class Meta:
        ordering = ["written_on", "pk"]

    def __str__(self) -> str:
        return f"note on {self.plan}"


class PlanStep(models.Model):
    """One step of a plan."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveIntegerField()
    text = models.JSONField(help_text="Language code -> text, as it stood in the template at adoption")
    due_on = models.DateField()
    reminded_on = models.DateField(null=True)
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="step_position")]

    def __str__(self) -> str:
        return f"step {self.position} of {self.plan_id}"


class Measurement(models.Model):
    """One re-measuring of a plan; the plan itself carries the newest."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="measurements")
    source = models.CharField(max_length=80, help_text="Newest released table it rests on: kind and source")
    measured_on = models.DateField()
    verdict = models.CharField(max_length=16, choices=Plan.Verdict.choices)
    effect = models.JSONField(help_text="estimate, interval95, method, comparable units, why")

    class Meta:
        ordering = ["measured_on", "id"]
        constraints = [models.UniqueConstraint(fields=["plan", "source"], name="measured_once_per_table")]

    def __str__(self) -> str:
        return f"{self.verdict} on {self.measured_on}"
