"""Several of several options."""

from collections.abc import Sequence
from typing import ClassVar

from django.utils.translation import gettext as _

from surveys.models.questionnaires import Question
from surveys.question_types.base import DoorItem, NotAllowedError, Value
from surveys.question_types.choices import option_choices, option_items, option_keys, option_rows


def _each_once(chosen: list[object], known: list[str]) -> bool:
    """Return whether there is a choice at all, of known options, none of them twice."""
    return bool(chosen) and all(key in known for key in chosen) and len(chosen) == len(set(map(str, chosen)))


class Multiple:
    """The keys of the chosen options, stored in the order in which they are shown."""

    template: ClassVar[str] = "surveys/questions/choices.html"
    takes_options: ClassVar[bool] = True
    decides: ClassVar[bool] = True

    def validate(self, question: Question, value: object) -> Value:
        """Return the chosen keys, each once; an empty choice is no answer and is refused."""
        known = option_keys(question)
        if isinstance(value, list) and _each_once(value, known):
            return [key for key in known if key in value]
        raise NotAllowedError(_("Please choose from the options, each at most once."))

    def choices(self, question: Question) -> list[tuple[str, str]]:
        """Return the options."""
        return option_choices(question)

    def from_form(self, raw: Sequence[str]) -> object:
        """Return every key that was sent."""
        return list(raw)

    def items(self, question: Question) -> list[DoorItem]:
        """Return one item per option."""
        return option_items(question)

    def rows(self, question: Question, value: Value) -> list[tuple[str, float]]:
        """Return 1 for every chosen option and 0 for every other one."""
        return option_rows(question, value if isinstance(value, list) else [])
