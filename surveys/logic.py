"""Which questions are asked, given the answers so far. `ballot.js` holds the same rules; one table of cases tests both.

A condition holds only over an answer that was given to a question that was itself asked: a question that depends
on a skipped or hidden one is not asked. Over several chosen options, `eq` means "is among them", `ne` "is not
among them", and `in` "one of the listed is among them"; `le` and `ge` compare numbers.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from surveys.models.questionnaires import Question

OPERATORS = ("eq", "ne", "in", "le", "ge")


def holds(condition: Mapping[str, Any], answer: object) -> bool:
    """Return whether a condition holds over an answer; None is an answer not given."""
    if answer is None:
        return False
    given = answer if isinstance(answer, list) else [answer]
    value = condition["value"]
    match condition["op"]:
        case "eq":
            return value in given
        case "ne":
            return value not in given
        case "in":
            return any(one in given for one in value)
        case "le":
            return all(is_number(one) and one <= value for one in given)
        case _:
            return all(is_number(one) and one >= value for one in given)


def is_number(value: object) -> bool:
    """Return whether more and less mean anything; what a form sent instead of a number is neither."""
    return type(value) in (int, float)


def asked(questions: Iterable[Question], answers: Mapping[str, object]) -> list[Question]:
    """Return the questions that are asked, in order, given the answers by question key."""
    shown: dict[str, Question] = {}
    for question in questions:
        condition = question.show_if
        if condition:
            source = condition["question"]
            if source not in shown or not holds(condition, answers.get(source)):
                continue
        shown[question.key] = question
    return list(shown.values())
