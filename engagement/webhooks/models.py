"""Other programs that are told when there is something new to fetch, and what became of each message."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """What other programs can be told of."""

    WAVE_RELEASED = "wave.released", _("Results of a survey are out")
    ALERT_OPENED = "alert.opened", _("A new alert stands in the application")
    TEST = "test", _("A trial message")


class Webhook(models.Model):
    """An address that messages are posted to; the secret they are signed with is kept encrypted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80, unique=True)
    address = models.CharField(max_length=300)
    secret = models.BinaryField()
    is_paused = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One message to one address; `subject` makes the same news one message, however often it is announced."""

    class State(models.TextChoices):
        """Waiting for its turn, taken by the other side, or given up after the last attempt."""

        WAITING = "waiting", _("Waiting")
        TAKEN = "taken", _("Taken")
        GIVEN_UP = "given_up", _("Given up")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=20, choices=Event.choices)
    subject = models.CharField(max_length=80)
    announced_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    last_answer = models.CharField(max_length=40, blank=True, help_text="HTTP status, or why there was none")

    class Meta:
        ordering = ["-announced_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "event", "subject"], name="one_delivery_per_webhook_and_news"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.subject}"
