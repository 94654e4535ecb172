"""What can go wrong in surveys: one base, attributes instead of sentences to be parsed."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from surveys.models import Wave


class SurveyError(Exception):
    """Base of every error of surveys."""


@dataclass
class DefinitionError(SurveyError):
    """A questionnaire's definition is not usable; `where` names the place, `expected` what belongs there."""

    where: str
    expected: str

    def __str__(self) -> str:
        return f"{self.where}: expected {self.expected}"


@dataclass
class UnknownSetError(SurveyError):
    """No ready set or bank item has this key."""

    key: str
    known: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.key!r} is not in the bank: expected one of {', '.join(self.known)}"


@dataclass
class UnknownQuestionTypeError(SurveyError):
    """No question type is registered under this key."""

    key: str
    known: tuple[str, ...]

    def __str__(self) -> str:
        return f"question type {self.key!r} is unknown: expected one of {', '.join(self.known)}"


@dataclass
class LaunchError(SurveyError):
    """A wave cannot be launched as asked."""

    reason: str

    def __str__(self) -> str:
        return self.reason


@dataclass
class FrozenError(SurveyError):
    """Something that was frozen at launch was about to change."""

    subject: str
    fields: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.subject}: {', '.join(self.fields)} cannot change after launch"


class BallotError(SurveyError):
    """A ballot cannot be collected or handed in."""


class UnknownLinkError(BallotError):
    """No invitation has this link."""


@dataclass
class AlreadyCollectedError(BallotError):
    """The ballot of this link was collected before."""

    wave_id: object

    def __str__(self) -> str:
        return "the ballot was collected before"


@dataclass
class WaveNotOpenError(BallotError):
    """The wave takes no answers, any more or yet."""

    wave: "Wave"

    def __str__(self) -> str:
        return f"wave {self.wave.pk} takes no answers"


class InvalidBallotError(BallotError):
    """The ballot was not issued by this site."""


@dataclass
class WaveNotClosedError(SurveyError):
    """Results were asked for while answers may still come in."""

    wave_id: object

    def __str__(self) -> str:
        return f"wave {self.wave_id} is still open"


@dataclass
class AnswersRefusedError(BallotError):
    """Some answers are not among those the questions allow: question key -> what was expected (translatable)."""

    problems: Mapping[str, str]

    def __str__(self) -> str:
        return "; ".join(f"{key}: {expected}" for key, expected in self.problems.items())


class Refusal(StrEnum):
    """Why a change of a questionnaire is refused."""

    NO_QUESTION = "no_question"
    DEPENDS = "depends"
    LAST_QUESTION = "last_question"
    LAUNCHED = "launched"


@dataclass
class EditRefusedError(SurveyError):
    """A change that would leave no usable questionnaire, or that of one that was launched."""

    reason: Refusal
    key: str = ""

    def __str__(self) -> str:
        words = {
            Refusal.NO_QUESTION: _("There is no such question (any more)."),
            Refusal.DEPENDS: _(
                "“%(key)s” is shown depending on another question, which has to come before it."
            ),
            Refusal.LAST_QUESTION: _("A questionnaire keeps one question at least."),
            Refusal.LAUNCHED: _(
                "This version was launched and cannot change any more; make the next version."
            ),
        }
        return words[self.reason] % {"key": self.key}


@dataclass
class RotationError(SurveyError):
    """A questionnaire cannot be shared out as asked."""

    given: int
    expected: str

    def __str__(self) -> str:
        return f"rotation, {self.given}: expected {self.expected}"
