"""What the two scales share: whole numbers between two ends."""

from collections.abc import Sequence
from typing import ClassVar

from django.utils.translation import gettext as _

from surveys.models.questionnaires import Question
from surveys.question_types.base import DoorItem, NotAllowedError, Value


class Scale:
    """Whole numbers from `minimum` to `maximum`, both included."""

    minimum: ClassVar[int]
    maximum: ClassVar[int]
    favourable_from: ClassVar[int]
    template: ClassVar[str]
    takes_options: ClassVar[bool] = False
    decides: ClassVar[bool] = True

    def validate(self, question: Question, value: object) -> Value:
        """Return a whole number on the scale; True and 3.0 are none."""
        if type(value) is int and self.minimum <= value <= self.maximum:
            return value
        wanted = _("Please choose a number from %(minimum)d to %(maximum)d.")
        raise NotAllowedError(wanted % {"minimum": self.minimum, "maximum": self.maximum})

    def choices(self, question: Question) -> list[tuple[str, str]]:
        """Return every step with its number for a label."""
        return [(str(step), str(step)) for step in range(self.minimum, self.maximum + 1)]

    def from_form(self, raw: Sequence[str]) -> object:
        """Return the one number that was sent, or what was sent if it is no such thing."""
        if len(raw) == 1 and raw[0].isascii() and raw[0].isdigit() and len(raw[0]) <= 2:
            return int(raw[0])
        return list(raw)

    def items(self, question: Question) -> list[DoorItem]:
        """Return the question itself as its only item."""
        return [DoorItem(question.key, self.minimum, self.maximum, self.favourable_from)]

    def rows(self, question: Question, value: Value) -> list[tuple[str, float]]:
        """Return the answer, turned round if agreement is unfavourable."""
        number = int(value)  # type: ignore[arg-type]  # validated: a scale stores whole numbers
        turned = self.minimum + self.maximum - number if question.reversed else number
        return [(question.key, float(turned))]
