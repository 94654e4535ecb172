"""Questions that HR wrote and keeps, beside the bank that ships with the site."""

from django.db import models

from surveys.enums import QuestionType


class OwnItem(models.Model):
    """A question kept for later. `text` maps language code to wording; `options` is as in `surveys.models.Question`."""

    text = models.JSONField()
    type = models.CharField(max_length=16, choices=QuestionType.choices)
    options = models.JSONField(default=list, blank=True)
    construct = models.CharField(max_length=64, blank=True)
    kept_on = models.DateField()

    class Meta:
        ordering = ["-kept_on", "pk"]

    def __str__(self) -> str:
        return next(iter(self.text.values()), "")
