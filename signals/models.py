"""Runs of the reduction and findings. Events and values of persons are never stored anywhere.

Released blocks are `privacy.ReleasedTable` rows of kind "block"; a finding quotes such cells.
"""

import uuid

from django.db import models


class Run(models.Model):
    """One run of the reduction: what was read, what was skipped and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.CharField(max_length=16)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    first_day = models.DateField()
    last_day = models.DateField(help_text="Exclusive")
    report = models.JSONField(default=dict, help_text="files, events, occurrences, skipped by reason")

    def __str__(self) -> str:
        return f"{self.source} {self.first_day}"


class Finding(models.Model):
    """A condition of a unit that held in two consecutive blocks, whichever two people are left out."""

    unit = models.CharField(max_length=64)
    block_start = models.DateField()
    detector = models.CharField(max_length=40)
    severity = models.CharField(max_length=8)
    evidence = models.JSONField(help_text="Released cells, quoted")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "block_start", "detector"], name="one_finding")
        ]

    def __str__(self) -> str:
        return f"{self.detector} in {self.unit}, {self.block_start}"
