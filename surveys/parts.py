"""The questions to which answers are given.

A matrix is answered row by row, an "other" option with words of its own, a note not at all. Here each of these
becomes a plain question under the key `QUESTION.PART`, so that checking, storing and the door know plain questions
only.
"""

from collections.abc import Iterable, Iterator

from surveys.enums import QuestionType
from surveys.models.questionnaires import Question
from surveys.question_types.choices import OTHER, has_other


def parts(questions: Iterable[Question]) -> list[Question]:
    """Return the answerable questions, in order; those that were made up here are not stored anywhere."""
    return [part for question in questions for part in _parts_of(question)]


def part_key(question: Question, part: str) -> str:
    """Return the key of a row or of the words beside an option; no stored key has a point in it."""
    return f"{question.key}.{part}"


def _parts_of(question: Question) -> Iterator[Question]:
    if question.type == QuestionType.MATRIX:
        yield from rows_of(question)
    elif question.type != QuestionType.NOTE:
        yield question
        if has_other(question):
            yield _words_of(question)


def rows_of(matrix: Question) -> list[Question]:
    """Return one question per row, on the scale of the matrix or over its options."""
    return [
        Question(
            questionnaire_id=matrix.questionnaire_id,
            key=part_key(matrix, row["key"]),
            type=matrix.settings.get("scale") or QuestionType.SINGLE,
            text=row["text"],
            options=matrix.options,
            required=matrix.required,
            show_if=matrix.show_if,
            construct=matrix.construct,
            reversed=matrix.reversed,
        )
        for row in matrix.settings["rows"]
    ]


def _words_of(choice: Question) -> Question:
    """Return the question what "other" means, asked of those who chose it."""
    return Question(
        questionnaire_id=choice.questionnaire_id,
        key=part_key(choice, OTHER),
        type=QuestionType.SHORT,
        text=choice.text,
        show_if={"question": choice.key, "op": "eq", "value": OTHER},
    )
