"""From rows of text to responses: where each belongs, when, and what it says; or why it is refused. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from surveys.enums import QuestionType
from surveys.imports.exceptions import ResultsFileError
from surveys.imports.mapping import Group, Option, Question, ResultsMapping, UnitName
from surveys.imports.periods import Period, whole
from surveys.imports.table import Row, Table

Value = int | str | list[str]


@dataclass(frozen=True, slots=True)
class WaveKey:
    """Which wave a response falls into; `group` is None where groups are not kept apart."""

    period: Period
    group: Group | None

    def order(self) -> tuple[Period, str]:
        """Oldest first, then by the group's key."""
        return self.period, self.group.key if self.group else ""

    @property
    def name(self) -> str:
        """The name in reports, such as `2013 resignation`."""
        return f"{self.period.name} {self.group.key}" if self.group else self.period.name


@dataclass(frozen=True, slots=True)
class Response:
    """One response that is taken in. `path` leads from the root to its unit; `text` is the comment, if any."""

    line: int
    response: str
    person: str
    path: tuple[UnitName, ...]
    wave: WaveKey
    answers: Mapping[str, Value]
    text: str


@dataclass(frozen=True, slots=True)
class Responses:
    """What a file holds: the rows read, those taken in, and how many were refused by reason."""

    read: int
    taken: tuple[Response, ...]
    refused: Mapping[str, int]


class _RefusedError(Exception):
    """A row is left out; the argument is the mapping's reason."""


def read_responses(path: Path, table: Table, mapping: ResultsMapping) -> Responses:
    """Interpret every row; raise `ResultsFileError` at the first that the mapping cannot explain."""
    return _Reader(path, mapping).all(table)


class _Reader:
    def __init__(self, path: Path, mapping: ResultsMapping) -> None:
        self.path, self.mapping = path, mapping
        self.seen: dict[str, int] = {}

    def all(self, table: Table) -> Responses:
        taken: list[Response] = []
        refused: Counter[str] = Counter()
        for row in table.rows:
            try:
                taken.append(self.response(row))
            except _RefusedError as reason:
                refused[str(reason)] += 1
        return Responses(len(table.rows), tuple(taken), dict(refused))

    def response(self, row: Row) -> Response:
        identity = self._identity(row)
        for rule in self.mapping.refuse:
            if rule.applies(row.values[rule.column]):
                raise _RefusedError(rule.reason)
        answered = dict(self._answers(row))
        text = answered.pop("", "")
        return Response(
            line=row.line,
            response=identity,
            person=row.values[self.mapping.person] if self.mapping.person else "",
            path=self._path(row),
            wave=self._wave(row),
            answers=answered,
            text=str(text),
        )

    def _stop(self, row: Row, column: str, expected: str, otherwise: str) -> Exception:
        """Return what to raise for a value without a meaning: the mapping's reason, or the end of the import."""
        if otherwise:
            return _RefusedError(otherwise)
        # The value itself is not repeated: it may be somebody's text, and messages end in logs.
        return ResultsFileError(self.path, expected, row.line, column)

    def _identity(self, row: Row) -> str:
        column = self.mapping.response
        if not column:
            return str(row.line)
        identity = row.values[column]
        if not identity:
            raise ResultsFileError(self.path, "an id of the response", row.line, column)
        if identity in self.seen:
            expected = f"every id once, but the one of line {self.seen[identity]} comes again"
            raise self._stop(row, column, expected, self.mapping.repeated)
        self.seen[identity] = row.line
        return identity

    def _path(self, row: Row) -> tuple[UnitName, ...]:
        path = [self.mapping.tree.root]
        for level in self.mapping.tree.levels:
            value = row.values[level.column]
            if value in level.units:
                path.append(level.unit(value, path[-1]))
            elif value not in level.missing:
                raise self._stop(row, level.column, "a unit that the mapping names", level.otherwise)
        return tuple(path)

    def _wave(self, row: Row) -> WaveKey:
        waves = self.mapping.waves
        period = waves.calendar.period(whole(row.values[waves.column]))
        if period is None:
            expected = f"a date written as {' or '.join(waves.calendar.formats)}"
            raise self._stop(row, waves.column, expected, waves.otherwise)
        return WaveKey(period, self._group(row))

    def _group(self, row: Row) -> Group | None:
        waves = self.mapping.waves
        if not waves.groups:
            return None
        value = row.values[waves.group_column]
        for group in waves.groups:
            if value in group.values:
                return group
        raise self._stop(
            row, waves.group_column, "a value of one of the mapping's groups", waves.group_otherwise
        )

    def _answers(self, row: Row) -> Iterator[tuple[str, Value]]:
        """Yield question key -> value; the comment comes under the empty key."""
        for question in self.mapping.questions:
            value = self._answer(row, question)
            if value is not None:
                yield ("" if question.type == QuestionType.TEXT else question.key), value

    def _answer(self, row: Row, question: Question) -> Value | None:
        if question.type == QuestionType.MULTIPLE:
            return self._chosen(row, question)
        value = row.values[question.column]
        if value in question.missing or (question.type == QuestionType.TEXT and not value):
            return None
        if question.type == QuestionType.TEXT:
            return value
        codes: dict[str, Value] = {code: option.key for option in question.options for code in option.codes}
        codes |= question.values
        for code in (value, whole(value)):
            if code in codes:
                return codes[code]
        raise self._stop(row, question.column, "a code of the mapping", question.otherwise)

    def _chosen(self, row: Row, question: Question) -> list[str] | None:
        """Return the options whose flag is set; None if a flag is missing, because then nobody knows the rest."""
        flags = [(option, self._flag(row, question, option)) for option in question.options]
        if any(flag is None for _, flag in flags):
            return None
        return [option.key for option, flag in flags if flag]

    def _flag(self, row: Row, question: Question, option: Option) -> bool | None:
        value = row.values[option.column]
        if value in option.yes:
            return True
        if value not in question.no and value not in question.missing:
            raise self._stop(row, option.column, "a code of the mapping", question.otherwise)
        return False if value in question.no else None
