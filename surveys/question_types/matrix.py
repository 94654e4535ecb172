"""Several questions on one scale: each row is a question of its own in everything but how it is shown."""

from collections.abc import Mapping
from typing import Any, ClassVar, NoReturn

from django.utils.translation import gettext as _

from surveys.enums import QuestionType
from surveys.models.questionnaires import Question
from surveys.question_types.base import NotAllowedError, Plain, Value, require_setting
from surveys.question_types.texts import is_texts

SCALES = (QuestionType.AGREEMENT5, QuestionType.AGREEMENT7, QuestionType.FREQUENCY, QuestionType.SMILEY)


class Matrix(Plain):
    """`settings.rows` on `settings.scale`, or on the options of the question where it has no such scale.

    Answers are given to rows (`surveys.parts`), so nothing is an answer to the matrix itself.
    """

    template: ClassVar[str] = "surveys/questions/matrix.html"
    settings: ClassVar[frozenset[str]] = frozenset({"rows", "scale"})

    def check(self, question: Question) -> None:
        """Find rows without key or text, an unknown scale, and a scale beside options."""
        rows = question.settings.get("rows")
        good = isinstance(rows, list) and bool(rows) and all(map(_is_row, rows))
        require_setting(good, "settings.rows, each with a key and a text")
        require_setting(len({row["key"] for row in rows or []}) == len(rows or []), "every row key once")
        scale = question.settings.get("scale")
        require_setting(scale is None or scale in SCALES, f"settings.scale to be one of {', '.join(SCALES)}")
        require_setting(
            (scale is None) == bool(question.options), "either settings.scale or two options at least"
        )

    def validate(self, question: Question, value: object) -> NoReturn:
        """Refuse: rows are answered, not the matrix."""
        raise NotAllowedError(self.wanted(question))

    def wanted(self, question: Question) -> str:
        """Return that rows are to be answered."""
        return _("Please choose one answer in each row.")

    def rules(self, question: Question) -> Mapping[str, Any]:
        """Return nothing to check: each row has rules of its own."""
        return {"kind": "nothing"}

    def rows(self, question: Question, value: Value) -> list[tuple[str, float]]:
        """Return nothing: rows are items."""
        return []


def _is_row(row: object) -> bool:
    return isinstance(row, dict) and set(row) == {"key", "text"} and is_texts(row["text"])
