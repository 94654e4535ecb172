"""What can be wrong with a file to import or a questionnaire to export."""

from dataclasses import dataclass
from pathlib import Path

from surveys.exceptions import SurveyError


@dataclass
class ExchangeFileError(SurveyError):
    """A file is no questionnaire: `where` in it, and what was `expected` there."""

    path: Path
    where: str
    expected: str

    def __str__(self) -> str:
        return f"{self.path}{', ' if self.where else ''}{self.where}: expected {self.expected}"


@dataclass
class NoQuestionnaireError(SurveyError):
    """No questionnaire has this number."""

    number: int

    def __str__(self) -> str:
        return f"questionnaire {self.number}: expected the id of a questionnaire that exists"


@dataclass
class ShapeError(ValueError):
    """Something in a file is not what its format says: where, and what was expected."""

    where: str
    expected: str
