"""One of several options."""

from collections.abc import Sequence
from typing import ClassVar

from django.utils.translation import gettext as _

from surveys.models.questionnaires import Question
from surveys.question_types.base import DoorItem, NotAllowedError, Value
from surveys.question_types.choices import option_choices, option_items, option_keys, option_rows


class Single:
    """The key of the chosen option."""

    template: ClassVar[str] = "surveys/questions/choices.html"
    takes_options: ClassVar[bool] = True
    decides: ClassVar[bool] = True

    def validate(self, question: Question, value: object) -> Value:
        """Return the key of an option."""
        if isinstance(value, str) and value in option_keys(question):
            return value
        raise NotAllowedError(_("Please choose one of the options."))

    def choices(self, question: Question) -> list[tuple[str, str]]:
        """Return the options."""
        return option_choices(question)

    def from_form(self, raw: Sequence[str]) -> object:
        """Return the one key that was sent."""
        return raw[0] if len(raw) == 1 else list(raw)

    def items(self, question: Question) -> list[DoorItem]:
        """Return one item per option."""
        return option_items(question)

    def rows(self, question: Question, value: Value) -> list[tuple[str, float]]:
        """Return 1 for the chosen option and 0 for every other one."""
        return option_rows(question, [str(value)])
