"""What choosing one and choosing several share: options by key, each an item of 0 or 1 at the door."""

from collections.abc import Collection

from surveys.languages import pick
from surveys.models.questionnaires import Question
from surveys.question_types.base import DoorItem


def option_keys(question: Question) -> list[str]:
    """Return the keys of the options, in the order in which they are shown."""
    return [str(option["key"]) for option in question.options]


def option_choices(question: Question) -> list[tuple[str, str]]:
    """Return key and text of every option, in the active language."""
    return [(str(option["key"]), pick(option["text"])) for option in question.options]


def option_item(question: Question, option: str) -> str:
    """Return the item key of an option."""
    return f"{question.key}={option}"


def option_items(question: Question) -> list[DoorItem]:
    """Return one item per option: the share of those who chose it."""
    return [DoorItem(option_item(question, key), 0, 1, 1) for key in option_keys(question)]


def option_rows(question: Question, chosen: Collection[str]) -> list[tuple[str, float]]:
    """Return 1 for every chosen option and 0 for every other one."""
    return [(option_item(question, key), float(key in chosen)) for key in option_keys(question)]
