"""A mapping, read and checked: how a file of somebody else's survey is to be understood. No file, no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from surveys.imports.periods import Calendar

Text = Mapping[str, str]
"""Language code (`en`, `zh`) -> text."""


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit: its code (in a mapping without, in a response with the codes of the units above) and its names."""

    code: str
    name: str
    name_zh: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the unit tree: which column names the unit, and which values mean that there is none.

    A row with a `missing` value belongs to the unit above. `units` is value -> unit; its code is put behind that of
    the unit above (`dete` + `metro` = `dete-metro`), unless `own_codes` says that it is complete as it stands. A value
    that is in neither is an error, unless `otherwise` gives the reason for which such rows are refused.
    """

    column: str
    units: Mapping[str, UnitName]
    missing: frozenset[str]
    otherwise: str = ""
    own_codes: bool = False

    def unit(self, value: str, above: UnitName) -> UnitName:
        """Return the unit of a value, with its complete code."""
        found = self.units[value]
        return found if self.own_codes else replace(found, code=f"{above.code}-{found.code}")


@dataclass(frozen=True, slots=True)
class Tree:
    """The root, the code of an existing unit it hangs under (empty: none), and the levels from the top down."""

    root: UnitName
    under: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that make waves of their own, such as resignations beside retirements."""

    key: str
    title: Text = field(compare=False)
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Waves:
    """Which column dates a response, how dates are written and grouped, and which groups stand apart."""

    column: str
    calendar: Calendar
    otherwise: str = ""
    group_column: str = ""
    groups: tuple[Group, ...] = ()
    group_otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Refuse:
    """Rows to leave out: `column` has (or, with `keep`, has not) one of the values; counted under `reason`."""

    column: str
    values: frozenset[str]
    reason: str
    keep: bool = False

    def applies(self, value: str) -> bool:
        """Say whether a row with this value in the column is refused."""
        return (value in self.values) != self.keep


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice: by `codes` in the question's column, or by a flag `column` of its own.

    There is no option "any of these columns": a composite is computed from what was released, never beside it.
    """

    key: str
    text: Text
    codes: frozenset[str] = frozenset()
    column: str = ""
    yes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Question:
    """One question: `column` and `values` (code -> stored value) for scales and single choice, `options` for choices.

    `missing` are the codes that mean "did not answer" or "does not apply"; `no` those of a flag that is not set. Any
    other code is an error, unless `otherwise` gives the reason for which such rows are refused.
    """

    key: str
    type: str
    text: Text
    column: str = ""
    values: Mapping[str, int] = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    no: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()
    otherwise: str = ""
    construct: str = ""
    reversed: bool = False

    def columns(self) -> list[str]:
        """Return every column the question reads."""
        return [self.column] if self.column else [option.column for option in self.options]


@dataclass(frozen=True, slots=True)
class FileFormat:
    """How the bytes become rows."""

    encoding: str = "utf-8-sig"
    delimiter: str = ","


@dataclass(frozen=True, slots=True)
class ResultsMapping:
    """Everything `import_results` has to know about one file.

    `response` is the column of a response's id (a repeated id is an error, or `repeated` is the reason for which the
    row is refused). `person` is the column of the respondent's id, needed where one person may answer in two waves.
    """

    source: str
    kind: str
    title: Text
    file: FileFormat
    tree: Tree
    waves: Waves
    questions: tuple[Question, ...]
    response: str = ""
    repeated: str = ""
    person: str = ""
    refuse: tuple[Refuse, ...] = ()
    ignore: tuple[str, ...] = ()

    def columns(self) -> set[str]:
        """Return every column that the mapping names, the ignored ones included."""
        named = [self.response, self.person, self.waves.column, self.waves.group_column, *self.ignore]
        named += [level.column for level in self.tree.levels] + [rule.column for rule in self.refuse]
        named += [column for question in self.questions for column in question.columns()]
        return {column for column in named if column}
