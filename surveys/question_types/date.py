"""A day. It is never released: a date names people as surely as a name does."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from surveys.models.questionnaires import Question
from surveys.question_types.base import NotAllowedError, Plain, Value, require_setting

FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
EARLIEST, LATEST = "1900-01-01", "2199-12-31"


class Date(Plain):
    """A day as `2026-03-02`, between `min` and `max` where they are given."""

    template: ClassVar[str] = "surveys/questions/date.html"
    typed: ClassVar[bool] = True
    settings: ClassVar[frozenset[str]] = frozenset({"min", "max"})

    def check(self, question: Question) -> None:
        """Find bounds that are no days or stand the wrong way round."""
        low, high = _bounds(question)
        good = _is_day(low) and _is_day(high) and low < high
        require_setting(good, "settings.min before settings.max, both days such as 2026-03-02")

    def validate(self, question: Question, value: object) -> Value:
        """Return the day as it was written; written so, earlier days come first."""
        low, high = _bounds(question)
        if isinstance(value, str) and _is_day(value) and low <= value <= high:
            return value
        raise NotAllowedError(self.wanted(question))

    def wanted(self, question: Question) -> str:
        """Return between which days."""
        low, high = _bounds(question)
        return _("Please enter a date from %(minimum)s to %(maximum)s, such as 2026-03-02.") % {
            "minimum": low,
            "maximum": high,
        }

    def rules(self, question: Question) -> Mapping[str, Any]:
        """Return the bounds."""
        low, high = _bounds(question)
        return {"kind": "date", "min": low, "max": high}


def _bounds(question: Question) -> tuple[str, str]:
    return question.settings.get("min", EARLIEST), question.settings.get("max", LATEST)


def _is_day(value: object) -> bool:
    if not isinstance(value, str) or FORM.fullmatch(value) is None:
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
