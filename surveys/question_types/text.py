"""An answer in the person's own words."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from surveys.models.questionnaires import Question
from surveys.question_types.base import NotAllowedError, Plain, Value


class Text(Plain):
    """Up to 4,000 characters; stored apart from every other answer, and never an item at the door."""

    template: ClassVar[str] = "surveys/questions/text.html"
    written: ClassVar[bool] = True
    longest: ClassVar[int] = 4000

    def validate(self, question: Question, value: object) -> Value:
        """Return the text without space around it and without characters that no database stores."""
        if isinstance(value, str):
            text = value.replace("\x00", "").replace("\r\n", "\n").strip()
            if 0 < len(text) <= self.longest:
                return text
        raise NotAllowedError(self.wanted(question))

    def wanted(self, question: Question) -> str:
        """Return how long a text may be."""
        return _("Please keep your comment to %(limit)d characters.") % {"limit": self.longest}

    def rules(self, question: Question) -> Mapping[str, Any]:
        """Return the longest text."""
        return {"kind": "text", "max": self.longest}
