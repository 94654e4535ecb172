"""What can be wrong with a file of results, its mapping or the moment; one sentence each, nothing written."""

from dataclasses import dataclass
from pathlib import Path

from surveys.exceptions import SurveyError


class ImportResultsError(SurveyError):
    """Base of every reason not to import."""


@dataclass
class MappingError(ImportResultsError):
    """The mapping is not usable: `where` is the dotted key, `expected` what belongs there."""

    path: Path
    where: str
    expected: str

    def __str__(self) -> str:
        return f"{self.path}, {self.where}: expected {self.expected}"


@dataclass
class ResultsFileError(ImportResultsError):
    """The file of results is not what the mapping says; `line` counts from 1, the header included."""

    path: Path
    expected: str
    line: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        place = f", line {self.line}" if self.line is not None else ""
        place += f", column {self.column!r}" if self.column is not None else ""
        return f"{self.path}{place}: expected {self.expected}"


@dataclass
class AlreadyImportedError(ImportResultsError):
    """These results, or some of them, came in before; a second import could be subtracted from the first."""

    source: str
    why: str

    def __str__(self) -> str:
        return f"{self.source}: {self.why}; what was released once is not released again"


@dataclass
class UnitClashError(ImportResultsError):
    """A unit of the mapping exists in another place of the organisation."""

    code: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"unit {self.code}: the mapping puts it under {self.expected!r}, but it stands under {self.found!r}"
