"""Norms that were loaded, waves that were shared back, and what was worked out from released cells once, to be read often."""

from django.db import models


class Norm(models.Model):
    """What other organisations answered: a favourable percentage for a construct or an item, with its source."""

    source = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=120, help_text="Construct, or key of an item of the bank")
    favourable = models.FloatField(help_text="Percent, 0 to 100")
    n = models.PositiveIntegerField(
        null=True, help_text="People behind it; empty where the source does not say"
    )
    measures = models.JSONField(default=list, help_text="What it is the mean of, as the source names it")

    class Meta:
        ordering = ["source", "year", "key"]
        constraints = [models.UniqueConstraint(fields=["source", "year", "key"], name="norm_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.year} {self.key}"


class SharedWave(models.Model):
    """A wave whose released results employees may read, and what HR says about it in both languages."""

    source = models.CharField(max_length=64, unique=True, help_text="Id of the wave")
    shared_on = models.DateField()
    shared_by = models.CharField(max_length=120, help_text="Role and name, as employees read it")
    heard = models.JSONField(default=dict, help_text="You said: text by language")
    doing = models.JSONField(default=dict, help_text="We did: text by language")

    def __str__(self) -> str:
        return self.source


class Kept(models.Model):
    """Something worked out of a wave's released cells at close; it can be worked out again at any time."""

    source = models.CharField(max_length=64, help_text="Id of the wave")
    unit = models.CharField(max_length=64, blank=True, help_text="Code of the node; empty: the whole wave")
    what = models.CharField(max_length=32)
    content = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "what", "unit"], name="kept_once")]

    def __str__(self) -> str:
        return f"{self.what} of {self.source} {self.unit}".strip()
