"""A scale with ends of its own, as other tools have them: `min`, `max` and, where there are any, `labels` by step."""

from math import ceil
from typing import ClassVar

from surveys.languages import pick
from surveys.models.questionnaires import Question
from surveys.question_types.base import require_setting
from surveys.question_types.scales import Scale
from surveys.question_types.texts import is_texts

MOST_STEPS = 11


class Rating(Scale):
    """Two to eleven whole steps from 0 on; the upper quarter is favourable, as 4 and 5 are of five."""

    settings: ClassVar[frozenset[str]] = frozenset({"min", "max", "labels"})

    def check(self, question: Question) -> None:
        """Find ends that are no scale, and labels that belong to no step."""
        low, high = question.settings.get("min"), question.settings.get("max")
        whole = (
            type(low) is int and type(high) is int and 0 <= low < high <= low + MOST_STEPS - 1 and high <= 99
        )
        require_setting(whole, "settings.min and settings.max, whole numbers from 0 on with 2 to 11 steps")
        labels = question.settings.get("labels", {})
        steps = {value for value, _label in super().choices(question)}
        good = isinstance(labels, dict) and set(labels) <= steps and all(map(is_texts, labels.values()))
        require_setting(good, "settings.labels, texts by step")

    def bounds(self, question: Question) -> tuple[int, int]:
        """Return the ends of this question."""
        return int(question.settings["min"]), int(question.settings["max"])

    def favourable(self, question: Question) -> int:
        """Return where the upper quarter of the scale begins."""
        low, high = self.bounds(question)
        return ceil(low + 0.75 * (high - low))

    def choices(self, question: Question) -> list[tuple[str, str]]:
        """Return every step, with its words where it has any."""
        labels = question.settings.get("labels", {})
        return [
            (value, f"{value} · {pick(labels[value])}" if value in labels else value)
            for value, _label in super().choices(question)
        ]
