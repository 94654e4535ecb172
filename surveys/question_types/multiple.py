"""Several of several options."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from surveys.models.questionnaires import Question
from surveys.question_types.base import NotAllowedError, Value
from surveys.question_types.choices import Choice, each_once, option_keys, option_rows


class Multiple(Choice):
    """The keys of the chosen options, stored in the order in which they are shown."""

    settings: ClassVar[frozenset[str]] = frozenset({"other"})
    decides: ClassVar[bool] = True

    def validate(self, question: Question, value: object) -> Value:
        """Return the chosen keys, each once; an empty choice is no answer and is refused."""
        known = option_keys(question)
        if isinstance(value, list) and each_once(value, known):
            return [key for key in known if key in value]
        raise NotAllowedError(self.wanted(question))

    def wanted(self, question: Question) -> str:
        """Return that known options are wanted, each once."""
        return _("Please choose from the options, each at most once.")

    def rules(self, question: Question) -> Mapping[str, Any]:
        """Return the options."""
        return {"kind": "several", "of": option_keys(question)}

    def from_form(self, raw: Sequence[str]) -> object:
        """Return every key that was sent."""
        return list(raw)

    def rows(self, question: Question, value: Value) -> list[tuple[str, float]]:
        """Return 1 for every chosen option and 0 for every other one."""
        return option_rows(question, value if isinstance(value, list) else [])
