"""One of several options."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from surveys.models.questionnaires import Question
from surveys.question_types.base import NotAllowedError, Value
from surveys.question_types.choices import Choice, option_keys, option_rows


class Single(Choice):
    """The key of the chosen option."""

    settings: ClassVar[frozenset[str]] = frozenset({"other"})
    decides: ClassVar[bool] = True

    def validate(self, question: Question, value: object) -> Value:
        """Return the key of an option."""
        if isinstance(value, str) and value in option_keys(question):
            return value
        raise NotAllowedError(self.wanted(question))

    def wanted(self, question: Question) -> str:
        """Return that one option is wanted."""
        return _("Please choose one of the options.")

    def rules(self, question: Question) -> Mapping[str, Any]:
        """Return the options."""
        return {"kind": "one", "of": option_keys(question)}

    def rows(self, question: Question, value: Value) -> list[tuple[str, float]]:
        """Return 1 for the chosen option and 0 for every other one."""
        return option_rows(question, [str(value)])
