"""Released tables and their cells, refusals, and the ledger. Everything here is written once.

A released cell refers to units by code and to people not at all, so that no query can walk from a result to
anybody. Rows are protected twice: `save()` refuses a change, and a trigger in the database refuses what goes round it.
"""

import hashlib
import json
import uuid
from datetime import UTC
from typing import Any

from django.db import models
from django.utils import timezone


class WriteOnceError(Exception):
    """Something released or recorded was about to be changed or deleted."""


class WriteOnce(models.Model):
    """A row that can be added and never changed."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; raise `WriteOnceError` if it is there already."""
        if not self._state.adding:
            raise WriteOnceError(str(self))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse, always."""
        raise WriteOnceError(str(self))


class ReleasedTable(WriteOnce):
    """All that one call of the door released: a wave's items, its topics, or a block of signals.

    `kind` and `source` name the input once for all: "wave" + wave id, "topics" or "emergent" + wave id, "block" + first day.
    """

    class Kind(models.TextChoices):
        """What went into the door."""

        WAVE = "wave"
        TOPICS = "topics"
        EMERGENT = "emergent"
        BLOCK = "block"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    source = models.CharField(max_length=64)
    released_on = models.DateField(default=timezone.localdate)
    policy = models.JSONField(help_text="The policy in force, as frozen at launch")
    policy_version = models.CharField(max_length=32)
    input_digest = models.CharField(max_length=64, help_text="Keyed hash over all inputs of the call")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "source"], name="released_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.source}"


class ReleasedCell(WriteOnce):
    """One released value of one item (or topic, or metric) for one group of people.

    Exactly one of `mean`, `value` and `band_low`/`band_high` carries the number; percentages are whole.
    """

    table = models.ForeignKey(ReleasedTable, on_delete=models.PROTECT, related_name="cells")
    item = models.CharField(
        max_length=120, help_text="Item key, topic:KEY, topic:KEY:polarity, or metric name"
    )
    unit = models.CharField(
        max_length=64, help_text="Code of the node, or of the node whose remainder this is"
    )
    is_remainder = models.BooleanField(
        default=False, help_text="The merged rest of `unit`, shown as 'other teams'"
    )
    covers = models.JSONField(help_text="Codes of every leaf unit covered")
    slice_attribute = models.CharField(max_length=64, blank=True)
    slice_values = models.JSONField(default=list)
    n_band = models.CharField(max_length=16)
    mean = models.FloatField(null=True)
    favourable_low = models.SmallIntegerField(null=True)
    favourable_high = models.SmallIntegerField(null=True)
    value = models.FloatField(null=True)
    band_low = models.FloatField(null=True)
    band_high = models.FloatField(null=True)
    precision = models.CharField(max_length=8, default="full")
    trend = models.CharField(max_length=16, blank=True, help_text="up, flat, down, a number, or empty")
    certificate = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["table", "unit", "item"]), models.Index(fields=["item", "unit"])]

    def __str__(self) -> str:
        return f"{self.item} of {self.unit}"


class Refusal(WriteOnce):
    """What the door did not release, and why; the reason never depends on what people answered."""

    table = models.ForeignKey(ReleasedTable, on_delete=models.PROTECT, related_name="refusals")
    item = models.CharField(max_length=120)
    unit = models.CharField(max_length=64)
    reason = models.CharField(max_length=32)
    carried_by = models.CharField(max_length=64, help_text="The larger group that includes it")

    def __str__(self) -> str:
        return f"{self.item} of {self.unit}: {self.reason}"


class LedgerEntry(WriteOnce):
    """One line of the ledger: who released, changed or looked at what. Each line hashes the one before."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=120, help_text="Role and name as shown to employees, or 'system'")
    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=160)
    units = models.JSONField(default=list, help_text="Codes of the units concerned; empty: the company")
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.subject}"

    def fitting_digest(self) -> str:
        """Return SHA-256 over everything in the entry, the previous digest included."""
        content = [
            self.number,
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            self.actor,
            self.action,
            self.subject,
            self.units,
            self.detail,
            self.previous,
        ]
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
