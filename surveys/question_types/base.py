"""What every type of question can do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from surveys.models.questionnaires import Question

Value = int | float | str | list[str]


class NotAllowedError(ValueError):
    """A value is not among those the question allows; the argument says, translatably, what is."""


class SettingsError(ValueError):
    """The options or settings of a question do not fit its type; the argument says what belongs there."""


def require_setting(fact: bool, expected: str) -> None:
    """Raise `SettingsError` with what was expected, unless it is so."""
    if not fact:
        raise SettingsError(expected)


@dataclass(frozen=True, slots=True)
class DoorItem:
    """An item as the door sees it: its key and scale, after recoding so that higher is better."""

    key: str
    minimum: float
    maximum: float
    favourable_from: float | None


class QuestionTypeSpec(Protocol):
    """One way to ask, and what an answer to it is."""

    template: ClassVar[str]
    settings: ClassVar[frozenset[str]]
    """Which settings a question of the type may have."""
    takes_options: ClassVar[bool]
    decides: ClassVar[bool]
    """Whether a later question may depend on the answer."""
    compares: ClassVar[bool]
    """Whether answers are numbers, so that a later question may ask for more or less."""
    scored: ClassVar[bool]
    """Whether the answer is a step on a scale, with a mean and a favourable share."""
    written: ClassVar[bool]
    """Whether the answer is in the person's own words: kept apart from scores, never an item at the door."""

    typed: ClassVar[bool]
    """Whether a form sends the field even when nothing was filled in, so that blank is no decision."""

    def check(self, question: Question) -> None:
        """Raise `SettingsError` if the options or settings of the question do not fit the type."""

    def validate(self, question: Question, value: object) -> Value:
        """Return the value as it is stored; raise `NotAllowedError` if it is not an answer to the question."""

    def wanted(self, question: Question) -> str:
        """Return, in the active language, what an answer has to be; shown beside one that is not."""

    def rules(self, question: Question) -> Mapping[str, Any]:
        """Return what `validate` checks, for `_rules.js` to check the same before anything is sent."""

    def choices(self, question: Question) -> list[tuple[str, str]]:
        """Return what can be chosen, as (value in a form, label in the active language); nothing for text."""

    def from_form(self, raw: Sequence[str]) -> object:
        """Return what a form sent for the question as a value for `validate`."""

    def items(self, question: Question) -> list[DoorItem]:
        """Return the items as which the question goes through the door; none for text, numbers and dates."""

    def rows(self, question: Question, value: Value) -> list[tuple[str, float]]:
        """Return one answer as (item, value) rows for the door, recoded so that higher is better."""


class Plain:
    """What most types leave out: no options, no settings, nothing released."""

    settings: ClassVar[frozenset[str]] = frozenset()
    takes_options: ClassVar[bool] = False
    decides: ClassVar[bool] = False
    compares: ClassVar[bool] = False
    scored: ClassVar[bool] = False
    written: ClassVar[bool] = False
    typed: ClassVar[bool] = False

    def check(self, question: Question) -> None:
        """Find nothing wrong."""

    def choices(self, question: Question) -> list[tuple[str, str]]:
        """Return nothing."""
        return []

    def from_form(self, raw: Sequence[str]) -> object:
        """Return the one value that was sent."""
        return raw[0] if len(raw) == 1 else list(raw)

    def items(self, question: Question) -> list[DoorItem]:
        """Return nothing: the answer does not leave."""
        return []

    def rows(self, question: Question, value: Value) -> list[tuple[str, float]]:
        """Return nothing."""
        return []
