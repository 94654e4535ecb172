"""Runs of the reduction and findings. Events and values of persons are never stored anywhere.

Released blocks are `privacy.ReleasedTable` rows of kind "block"; a finding quotes such cells.
"""

import uuid

from django.db import models

from signals.enums import Outcome


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


class Tie(models.Model):
    """How two units met in a block, written once with it: contacts a week and person, as a value or a band."""

    unit = models.CharField(max_length=64)
    other = models.CharField(max_length=64)
    block_start = models.DateField()
    value = models.FloatField(null=True)
    band_low = models.FloatField(null=True)
    band_high = models.FloatField(null=True)
    n_band = models.CharField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["block_start", "unit", "other"], name="one_tie")]

    def __str__(self) -> str:
        return f"{self.unit} - {self.other}, {self.block_start}"


class Mark(models.Model):
    """A threshold that the company has made more careful; without a row the definition's counts."""

    key = models.CharField(max_length=24, primary_key=True)
    value = models.FloatField()

    def __str__(self) -> str:
        return f"{self.key} {self.value:g}"


class Connection(models.Model):
    """A server that calendars are fetched from, and the credential for it, encrypted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.CharField(max_length=16)
    name = models.CharField(max_length=80, unique=True)
    address = models.CharField(max_length=300)
    credential = models.BinaryField(help_text="Encrypted with a key of the site's secret")
    is_paused = models.BooleanField(default=False)
    outcome = models.CharField(max_length=8, default=Outcome.NEVER)
    why = models.CharField(max_length=24, blank=True, help_text="A reason of skipping, where the run stopped")
    next_run_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class ConnectionRun(models.Model):
    """What one run read of one connection: counts by reason, of nobody in particular."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="runs")
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="connections")
    outcome = models.CharField(max_length=8)
    report = models.JSONField(default=dict, help_text="calendars, events, skipped by reason")

    def __str__(self) -> str:
        return f"{self.connection_id} {self.outcome}"
