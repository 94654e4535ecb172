"""Which question types there are."""

from surveys.enums import QuestionType
from surveys.exceptions import UnknownQuestionTypeError
from surveys.question_types.agreement5 import Agreement5
from surveys.question_types.agreement7 import Agreement7
from surveys.question_types.base import QuestionTypeSpec
from surveys.question_types.date import Date
from surveys.question_types.frequency import Frequency
from surveys.question_types.matrix import Matrix
from surveys.question_types.multiple import Multiple
from surveys.question_types.note import Note
from surveys.question_types.number import Number
from surveys.question_types.ranking import Ranking
from surveys.question_types.rating import Rating
from surveys.question_types.scale10 import Scale10
from surveys.question_types.short import Short
from surveys.question_types.single import Single
from surveys.question_types.smiley import Smiley
from surveys.question_types.text import Text

QUESTION_TYPES: dict[str, QuestionTypeSpec] = {
    QuestionType.AGREEMENT5: Agreement5(),
    QuestionType.AGREEMENT7: Agreement7(),
    QuestionType.FREQUENCY: Frequency(),
    QuestionType.SCALE10: Scale10(),
    QuestionType.RATING: Rating(),
    QuestionType.SMILEY: Smiley(),
    QuestionType.SINGLE: Single(),
    QuestionType.MULTIPLE: Multiple(),
    QuestionType.RANKING: Ranking(),
    QuestionType.MATRIX: Matrix(),
    QuestionType.NUMBER: Number(),
    QuestionType.DATE: Date(),
    QuestionType.SHORT: Short(),
    QuestionType.TEXT: Text(),
    QuestionType.NOTE: Note(),
}


def question_type(key: str) -> QuestionTypeSpec:
    """Return a question type; an unknown key raises `UnknownQuestionTypeError`."""
    try:
        return QUESTION_TYPES[key]
    except KeyError:
        raise UnknownQuestionTypeError(key, tuple(QUESTION_TYPES)) from None
