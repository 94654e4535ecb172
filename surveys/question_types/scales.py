"""What the scales share: whole numbers between two ends, some of them with words for every step."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from surveys.models.questionnaires import Question
from surveys.question_types.base import DoorItem, NotAllowedError, Plain, Value


class Scale(Plain):
    """Whole numbers from `minimum` to `maximum`, both included."""

    minimum: ClassVar[int]
    maximum: ClassVar[int]
    favourable_from: ClassVar[int]
    template: ClassVar[str] = "surveys/questions/choices.html"
    decides: ClassVar[bool] = True
    compares: ClassVar[bool] = True
    scored: ClassVar[bool] = True

    def bounds(self, question: Question) -> tuple[int, int]:
        """Return the lowest and the highest step."""
        return self.minimum, self.maximum

    def favourable(self, question: Question) -> int:
        """Return the step from which on an answer is favourable."""
        return self.favourable_from

    def validate(self, question: Question, value: object) -> Value:
        """Return a whole number on the scale; True and 3.0 are none."""
        low, high = self.bounds(question)
        if type(value) is int and low <= value <= high:
            return value
        raise NotAllowedError(self.wanted(question))

    def wanted(self, question: Question) -> str:
        """Return that a number on the scale is wanted."""
        low, high = self.bounds(question)
        return _("Please choose a number from %(minimum)d to %(maximum)d.") % {
            "minimum": low,
            "maximum": high,
        }

    def rules(self, question: Question) -> Mapping[str, Any]:
        """Return the two ends."""
        low, high = self.bounds(question)
        return {"kind": "step", "min": low, "max": high}

    def choices(self, question: Question) -> list[tuple[str, str]]:
        """Return every step with its number for a label."""
        low, high = self.bounds(question)
        return [(str(step), str(step)) for step in range(low, high + 1)]

    def from_form(self, raw: Sequence[str]) -> object:
        """Return the one number that was sent, or what was sent if it is no such thing."""
        if len(raw) == 1 and raw[0].isascii() and raw[0].isdigit() and len(raw[0]) <= 2:
            return int(raw[0])
        return list(raw)

    def items(self, question: Question) -> list[DoorItem]:
        """Return the question itself as its only item."""
        low, high = self.bounds(question)
        return [DoorItem(question.key, low, high, self.favourable(question))]

    def rows(self, question: Question, value: Value) -> list[tuple[str, float]]:
        """Return the answer, turned round if agreement is unfavourable."""
        low, high = self.bounds(question)
        number = int(value)  # type: ignore[arg-type]  # validated: a scale stores whole numbers
        return [(question.key, float(low + high - number if question.reversed else number))]


class Worded(Scale):
    """A scale from 1 with words for every step, the lowest first."""

    minimum = 1
    words: ClassVar[tuple[str | Promise, ...]]

    def choices(self, question: Question) -> list[tuple[str, str]]:
        """Return the steps in words."""
        return [(str(step), str(label)) for step, label in enumerate(self.words, start=1)]
