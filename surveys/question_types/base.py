"""What every type of question can do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from surveys.models.questionnaires import Question

Value = int | str | list[str]


class NotAllowedError(ValueError):
    """A value is not among those the question allows; the argument says, translatably, what is."""


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
    takes_options: ClassVar[bool]
    decides: ClassVar[bool]
    """Whether a later question may depend on the answer."""

    def validate(self, question: Question, value: object) -> Value:
        """Return the value as it is stored; raise `NotAllowedError` if it is not an answer to the question."""

    def choices(self, question: Question) -> list[tuple[str, str]]:
        """Return what can be chosen, as (value in a form, label in the active language); nothing for text."""

    def from_form(self, raw: Sequence[str]) -> object:
        """Return what a form sent for the question as a value for `validate`."""

    def items(self, question: Question) -> list[DoorItem]:
        """Return the items as which the question goes through the door; none for text."""

    def rows(self, question: Question, value: Value) -> list[tuple[str, float]]:
        """Return one answer as (item, value) rows for the door, recoded so that higher is better."""
