"""Which question types there are."""

from surveys.enums import QuestionType
from surveys.exceptions import UnknownQuestionTypeError
from surveys.question_types.agreement5 import Agreement5
from surveys.question_types.base import QuestionTypeSpec
from surveys.question_types.multiple import Multiple
from surveys.question_types.scale10 import Scale10
from surveys.question_types.single import Single
from surveys.question_types.text import Text

QUESTION_TYPES: dict[str, QuestionTypeSpec] = {
    QuestionType.AGREEMENT5: Agreement5(),
    QuestionType.SCALE10: Scale10(),
    QuestionType.SINGLE: Single(),
    QuestionType.MULTIPLE: Multiple(),
    QuestionType.TEXT: Text(),
}


def question_type(key: str) -> QuestionTypeSpec:
    """Return a question type; an unknown key raises `UnknownQuestionTypeError`."""
    try:
        return QUESTION_TYPES[key]
    except KeyError:
        raise UnknownQuestionTypeError(key, tuple(QUESTION_TYPES)) from None
