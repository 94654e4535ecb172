"""What choices share: options by key, each an item of 0 or 1 at the door; an `other` option asks for words as well."""

from collections.abc import Collection
from typing import ClassVar

from surveys.languages import pick
from surveys.models.questionnaires import Question
from surveys.question_types.base import DoorItem, Plain, require_setting

OTHER = "other"
OTHER_TEXTS = {"en": "Something else", "zh": "其他"}


def has_other(question: Question) -> bool:
    """Return whether the options end with "something else", with words of one's own."""
    return bool(question.settings.get(OTHER))


def option_keys(question: Question) -> list[str]:
    """Return the keys of the options, in the order in which they are shown; `other` is the last."""
    return [str(option["key"]) for option in question.options] + ([OTHER] if has_other(question) else [])


def option_choices(question: Question) -> list[tuple[str, str]]:
    """Return key and text of every option, in the active language."""
    listed = [(str(option["key"]), pick(option["text"])) for option in question.options]
    return [*listed, (OTHER, pick(OTHER_TEXTS))] if has_other(question) else listed


def option_item(question: Question, option: str) -> str:
    """Return the item key of an option."""
    return f"{question.key}={option}"


def option_items(question: Question) -> list[DoorItem]:
    """Return one item per option: the share of those who chose it."""
    return [DoorItem(option_item(question, key), 0, 1, 1) for key in option_keys(question)]


def option_rows(question: Question, chosen: Collection[str]) -> list[tuple[str, float]]:
    """Return 1 for every chosen option and 0 for every other one."""
    return [(option_item(question, key), float(key in chosen)) for key in option_keys(question)]


def each_once(chosen: list[object], known: list[str]) -> bool:
    """Return whether there is a choice at all, of known options, none of them twice."""
    return bool(chosen) and all(key in known for key in chosen) and len(chosen) == len(set(map(str, chosen)))


class Choice(Plain):
    """Options to choose from."""

    template: ClassVar[str] = "surveys/questions/choices.html"
    takes_options: ClassVar[bool] = True

    def check(self, question: Question) -> None:
        """Find an `other` that is no flag, or that is among the options already."""
        require_setting(
            isinstance(question.settings.get(OTHER, False), bool), "settings.other to be true or false"
        )
        twice = has_other(question) and any(option["key"] == OTHER for option in question.options)
        require_setting(not twice, "no option with the key other beside settings.other")

    def choices(self, question: Question) -> list[tuple[str, str]]:
        """Return the options."""
        return option_choices(question)

    def items(self, question: Question) -> list[DoorItem]:
        """Return one item per option."""
        return option_items(question)
