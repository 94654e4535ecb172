"""An answer in the person's own words."""

from collections.abc import Sequence
from typing import ClassVar

from django.utils.translation import gettext as _

from surveys.models.questionnaires import Question
from surveys.question_types.base import DoorItem, NotAllowedError, Value

MAX_LENGTH = 4000


class Text:
    """Up to 4,000 characters; stored apart from every other answer, and never an item at the door."""

    template: ClassVar[str] = "surveys/questions/text.html"
    takes_options: ClassVar[bool] = False
    decides: ClassVar[bool] = False

    def validate(self, question: Question, value: object) -> Value:
        """Return the text without space around it and without characters that no database stores."""
        if isinstance(value, str):
            text = value.replace("\x00", "").replace("\r\n", "\n").strip()
            if 0 < len(text) <= MAX_LENGTH:
                return text
        wanted = _("Please keep your comment to %(limit)d characters.")
        raise NotAllowedError(wanted % {"limit": MAX_LENGTH})

    def choices(self, question: Question) -> list[tuple[str, str]]:
        """Return nothing."""
        return []

    def from_form(self, raw: Sequence[str]) -> object:
        """Return the one text that was sent."""
        return raw[0] if len(raw) == 1 else list(raw)

    def items(self, question: Question) -> list[DoorItem]:
        """Return nothing: text goes no further than the analysis of its topics."""
        return []

    def rows(self, question: Question, value: Value) -> list[tuple[str, float]]:
        """Return nothing."""
        return []
