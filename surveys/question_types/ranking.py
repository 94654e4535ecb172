"""Options put in order, the most important first."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from surveys.models.questionnaires import Question
from surveys.question_types.base import NotAllowedError, Value
from surveys.question_types.choices import Choice, each_once, option_keys, option_rows


class Ranking(Choice):
    """Every option once, in the order given. What goes to the door is who stands first.

    In a form each option has a place to choose: `2=pay` puts pay second.
    """

    template: ClassVar[str] = "surveys/questions/ranking.html"
    typed: ClassVar[bool] = True

    def validate(self, question: Question, value: object) -> Value:
        """Return the keys of all options, each once."""
        known = option_keys(question)
        if isinstance(value, list) and len(value) == len(known) and each_once(value, known):
            return [str(key) for key in value]
        raise NotAllowedError(self.wanted(question))

    def wanted(self, question: Question) -> str:
        """Return that every option needs a place of its own."""
        return _("Please give every option a place of its own.")

    def rules(self, question: Question) -> Mapping[str, Any]:
        """Return the options."""
        return {"kind": "order", "of": option_keys(question)}

    def from_form(self, raw: Sequence[str]) -> object:
        """Return the options by their place; nothing that could be an answer, if the places are not 1, 2, 3 ..."""
        places = dict(sorted((place, key) for place, _sep, key in (one.partition("=") for one in raw)))
        wanted = [str(place) for place in range(1, len(raw) + 1)]
        return [places[place] for place in wanted] if set(places) == set(wanted) else None

    def rows(self, question: Question, value: Value) -> list[tuple[str, float]]:
        """Return 1 for the option put first and 0 for every other one."""
        return option_rows(question, value[:1] if isinstance(value, list) else [])
