"""Changes of a questionnaire that is being written: a definition in, the changed definition out; pure.

Nothing here checks the outcome as a whole: `surveys.questionnaires.edit` does, before it stores anything.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from surveys.exceptions import EditRefusedError, Refusal

Definition = dict[str, Any]
Change = Callable[[Definition], Definition]
LONGEST_KEY = 64


def _place(definition: Definition, key: str) -> int:
    for place, question in enumerate(definition["questions"]):
        if question["key"] == key:
            return place
    raise EditRefusedError(Refusal.NO_QUESTION, key)


def _check_order(questions: list[Definition]) -> None:
    """Refuse an order in which a question depends on one that comes later, or on none."""
    seen: set[str] = set()
    for question in questions:
        rule = question.get("show_if")
        if rule and rule["question"] not in seen:
            raise EditRefusedError(Refusal.DEPENDS, question["key"])
        seen.add(question["key"])


def _with(definition: Definition, questions: list[Definition]) -> Definition:
    if not questions:
        raise EditRefusedError(Refusal.LAST_QUESTION)
    _check_order(questions)
    return {**definition, "questions": questions}


def moved(key: str, by: int) -> Change:
    """Return the change that moves a question one place up (-1) or down (1).

    At the border of a section the question crosses it first and keeps its place; at either end it stays.
    """

    def change(definition: Definition) -> Definition:
        questions, place = list(definition["questions"]), _place(definition, key)
        target = place + by
        if not 0 <= target < len(questions):
            return definition
        question, beside = questions[place], questions[target]
        if question.get("section", {}) != beside.get("section", {}):
            questions[place] = {**question, "section": beside.get("section", {})}
        else:
            questions[place], questions[target] = beside, question
        return _with(definition, questions)

    return change


def without(key: str) -> Change:
    """Return the change that takes a question out; the last one, or one that others depend on, stays."""

    def change(definition: Definition) -> Definition:
        place = _place(definition, key)
        questions = definition["questions"]
        return _with(definition, [*questions[:place], *questions[place + 1 :]])

    return change


def free_key(wanted: str, taken: Iterable[str]) -> str:
    """Return a key of 64 characters at most that nobody has: the wanted one, or it with a number."""
    taken, wanted = set(taken), wanted[: LONGEST_KEY - 4]
    numbered = (f"{wanted}_{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (wanted, *numbered) if key not in taken)


def with_questions(added: Iterable[Mapping[str, Any]]) -> Change:
    """Return the change that adds questions at the end, under keys that are free; a bank item comes in once."""

    def change(definition: Definition) -> Definition:
        questions = list(definition["questions"])
        for question in added:
            item = question.get("bank_item")
            if not item or all(item != one.get("bank_item") for one in questions):
                key = free_key(question["key"], (one["key"] for one in questions))
                questions.append({**question, "key": key})
        return _with(definition, questions)

    return change


def named(title: Mapping[str, str], intro: Mapping[str, str]) -> Change:
    """Return the change of title and introduction."""
    return lambda definition: {**definition, "title": dict(title), "intro": dict(intro)}


def _means_something_else(before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Say whether a text that was there is another one now; a translation that was missing changes nothing."""
    return any(after.get(language) != text for language, text in before.items())


def rewritten(key: str, fields: Mapping[str, Any]) -> Change:
    """Return the change of some fields of a question. Another text is another wording, and its trend starts afresh."""

    def change(definition: Definition) -> Definition:
        questions, place = list(definition["questions"]), _place(definition, key)
        before = questions[place]
        after = {**before, **fields}
        if _means_something_else(before["text"], after["text"]):
            after["wording"] = before.get("wording", 1) + 1
        questions[place] = after
        return _with(definition, questions)

    return change
