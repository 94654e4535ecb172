"""How far the demo has been played. The company itself lives in the tables of the other apps."""

from django.db import models


class Playthrough(models.Model):
    """The one demo of a database: its settings, and the moments that are done."""

    seed = models.PositiveBigIntegerField()
    people = models.PositiveIntegerField()
    today = models.DateField(help_text="The day the year of the demo ends before")
    done = models.JSONField(default=list, help_text="Keys of the moments played, in order")
    finished = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"seed {self.seed}, {self.people} people, {self.today}"
