"""Whether two questionnaires ask the same thing, so that a change of the answers is a change of the people; pure."""

from collections.abc import Iterable

from surveys.models.questionnaires import Question
from surveys.parts import parts


def scale_of(question: Question) -> tuple[object, ...]:
    """Return what has to be the same of a scale: type, direction, options in order, and ends and labels of its own."""
    options = tuple(str(option["key"]) for option in question.options)
    return question.type, question.reversed, options, str(sorted(question.settings.items()))


def comparable(one: Question, other: Question) -> bool:
    """Return whether two questions are one item: same bank item (or key and text), wording version and scale."""
    if one.wording != other.wording or scale_of(one) != scale_of(other):
        return False
    if one.bank_item or other.bank_item:
        return one.bank_item == other.bank_item
    return one.key == other.key and one.text == other.text


def comparable_keys(one: Iterable[Question], other: Iterable[Question]) -> dict[str, str]:
    """Return key here -> key there of the questions that two questionnaires have in common; rows of a matrix too."""
    there = parts(other)
    return {
        question.key: same.key
        for question in parts(one)
        if (same := next((candidate for candidate in there if comparable(question, candidate)), None))
        is not None
    }
