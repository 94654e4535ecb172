"""Words between questions, to be read and not answered."""

from collections.abc import Mapping
from typing import Any, ClassVar, NoReturn

from django.utils.translation import gettext as _

from surveys.models.questionnaires import Question
from surveys.question_types.base import NotAllowedError, Plain


class Note(Plain):
    """Nothing is an answer to a note."""

    template: ClassVar[str] = "surveys/questions/note.html"

    def validate(self, question: Question, value: object) -> NoReturn:
        """Refuse whatever comes."""
        raise NotAllowedError(self.wanted(question))

    def wanted(self, question: Question) -> str:
        """Return that there is nothing to answer."""
        return _("There is nothing to answer here.")

    def rules(self, question: Question) -> Mapping[str, Any]:
        """Return that nothing is an answer."""
        return {"kind": "nothing"}
