"""A number that is typed in. It is never released: too many different answers stand behind it."""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from surveys.models.questionnaires import Question
from surveys.question_types.base import NotAllowedError, Plain, Value, require_setting

FORM = re.compile(r"-?(0|[1-9][0-9]{0,8})([.][0-9]{1,4})?")
LEAST, MOST = -999_999_999, 999_999_999


class Number(Plain):
    """Up to nine digits and four decimals, between `min` and `max` where they are given; whole without a point."""

    template: ClassVar[str] = "surveys/questions/number.html"
    typed: ClassVar[bool] = True
    settings: ClassVar[frozenset[str]] = frozenset({"min", "max"})
    decides: ClassVar[bool] = True
    compares: ClassVar[bool] = True

    def check(self, question: Question) -> None:
        """Find bounds that are no numbers or stand the wrong way round."""
        low, high = _bounds(question)
        good = _is_number(low) and _is_number(high) and LEAST <= low < high <= MOST
        require_setting(good, "settings.min less than settings.max, both numbers of nine digits at most")

    def validate(self, question: Question, value: object) -> Value:
        """Return a number within the bounds."""
        low, high = _bounds(question)
        if isinstance(value, int | float) and _is_number(value) and low <= value <= high:
            return value
        raise NotAllowedError(self.wanted(question))

    def wanted(self, question: Question) -> str:
        """Return the bounds, or that any number will do."""
        low, high = _bounds(question)
        if (low, high) == (LEAST, MOST):
            return _("Please enter a number, such as 7 or 7.5.")
        return _("Please enter a number from %(minimum)s to %(maximum)s.") % {"minimum": low, "maximum": high}

    def rules(self, question: Question) -> Mapping[str, Any]:
        """Return the bounds."""
        low, high = _bounds(question)
        return {"kind": "number", "min": low, "max": high}

    def from_form(self, raw: Sequence[str]) -> object:
        """Return the number that was typed, in plain digits with a point; what was typed, if it is none."""
        text = raw[0].strip() if len(raw) == 1 else ""
        if FORM.fullmatch(text) is None:
            return list(raw)
        return float(text) if "." in text else int(text)


def _bounds(question: Question) -> tuple[Any, Any]:
    return question.settings.get("min", LEAST), question.settings.get("max", MOST)


def _is_number(value: object) -> bool:
    return type(value) is int or (type(value) is float and math.isfinite(value))
