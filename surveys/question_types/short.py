"""A few words."""

from collections.abc import Mapping
from typing import Any, ClassVar

from surveys.models.questionnaires import Question
from surveys.question_types.base import NotAllowedError, Value
from surveys.question_types.text import Text


class Short(Text):
    """One line of up to 200 characters, kept like every other text."""

    template: ClassVar[str] = "surveys/questions/short.html"
    longest: ClassVar[int] = 200

    def validate(self, question: Question, value: object) -> Value:
        """Return the line; a break in it is none."""
        line = str(super().validate(question, value))
        if "\n" in line or "\r" in line:
            raise NotAllowedError(self.wanted(question))
        return line

    def rules(self, question: Question) -> Mapping[str, Any]:
        """Return the longest line."""
        return {**super().rules(question), "line": True}
