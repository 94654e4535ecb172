"""What is asked."""

from typing import Any

from django.db import models

from surveys.enums import QuestionType, WaveKind
from surveys.exceptions import FrozenError


class Questionnaire(models.Model):
    """A version of a list of questions; a launched version never changes.

    Texts are mappings from language code (`en`, `zh`) to text.
    """

    key = models.SlugField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    title = models.JSONField()
    intro = models.JSONField(default=dict)
    purpose = models.CharField(max_length=16, choices=WaveKind.choices, default=WaveKind.PULSE)
    frozen = models.BooleanField(default=False, help_text="Launched once: no question may change any more")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="questionnaire_version")]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"


class Question(models.Model):
    """One question.

    `options` is a list of `{"key": str, "text": {"en": .., "zh": ..}}` for choices, rankings and a matrix of its own
    scale. `settings` holds what only some types have (`surveys.question_types`): whether there is an `other`, the
    `rows` and the `scale` of a matrix, `min` and `max` of a number, a date or a rating, its `labels` by step.
    `wording` counts up when the text changes its meaning; a trend goes no further than the wording does.
    `show_if` is empty or `{"question": KEY, "op": "eq"|"ne"|"in"|"le"|"ge", "value": ..}` over an earlier question.
    """

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveIntegerField()
    key = models.SlugField(max_length=64)
    type = models.CharField(max_length=16, choices=QuestionType.choices)
    text = models.JSONField()
    help_text = models.JSONField(default=dict)
    section = models.JSONField(default=dict)
    options = models.JSONField(default=list)
    settings = models.JSONField(default=dict, blank=True)
    required = models.BooleanField(default=False)
    show_if = models.JSONField(default=dict, blank=True)
    construct = models.CharField(max_length=64, blank=True, help_text="What the item measures, e.g. workload")
    reversed = models.BooleanField(default=False, help_text="Agreement is unfavourable")
    bank_item = models.CharField(max_length=64, blank=True)
    wording = models.PositiveSmallIntegerField(default=1, help_text="Version of the wording")

    class Meta:
        ordering = ["questionnaire", "position"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "key"], name="question_key"),
            models.UniqueConstraint(fields=["questionnaire", "position"], name="question_position"),
        ]

    def __str__(self) -> str:
        return self.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the question, unless its questionnaire was launched."""
        self._refuse_if_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the question, unless its questionnaire was launched."""
        self._refuse_if_frozen()
        return super().delete(*args, **kwargs)

    def _refuse_if_frozen(self) -> None:
        if self.questionnaire.frozen:
            subject = f"question {self.key} of {self.questionnaire}"
            raise FrozenError(subject, ("question",))
