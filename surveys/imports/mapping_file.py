"""From the YAML of a mapping to a `ResultsMapping`, or one sentence about what is wrong with it."""

import codecs
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from surveys.enums import WaveKind
from surveys.imports.keys import Keys, read_yaml
from surveys.imports.mapping import FileFormat, Group, Level, Refuse, ResultsMapping, Tree, UnitName, Waves
from surveys.imports.periods import By, Calendar
from surveys.imports.question_keys import read_questions

UNIT_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
MAX_CODE = 64
SOURCE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def load_mapping(path: Path) -> ResultsMapping:
    """Read and check a mapping; raise `MappingError` at the first thing that is wrong."""
    top = read_yaml(path)
    response, repeated = _response(top)
    mapping = ResultsMapping(
        source=_source(top),
        kind=top.choice("kind", (WaveKind.EXIT, WaveKind.IMPORTED)),
        title=top.texts("title"),
        file=_file(top),
        tree=_tree(top.inner("tree")),
        waves=_waves(top.inner("waves")),
        questions=read_questions(top),
        response=response,
        repeated=repeated,
        person=top.text("person", ""),
        refuse=tuple(_refuse(rule) for rule in top.each("refuse")),
        ignore=tuple(top.sequence("ignore")),
    )
    top.done()
    _check_ignored(top, mapping)
    return mapping


def _source(top: Keys) -> str:
    source = top.text("source")
    if not SOURCE.fullmatch(source):
        top.fail("source", "small letters, digits and -, 40 at most")
    return source


def _response(top: Keys) -> tuple[str, str]:
    if not top.has("response"):
        return "", ""
    keys = top.inner("response")
    column, repeated = keys.text("column"), keys.text("otherwise", "")
    keys.done()
    return column, repeated


def _file(top: Keys) -> FileFormat:
    if not top.has("file"):
        return FileFormat()
    keys = top.inner("file")
    form = FileFormat(keys.text("encoding", "utf-8-sig"), keys.text("delimiter", ","))
    try:
        codecs.lookup(form.encoding)
    except LookupError as error:
        keys.fail("encoding", "the name of an encoding, such as utf-8 or cp1252", error)
    if len(form.delimiter) != 1:
        keys.fail("delimiter", "one character, \\t written as a tab in double quotes")
    keys.done()
    return form


def _unit(keys: Keys) -> UnitName:
    code = keys.text("code")
    if not UNIT_CODE.fullmatch(code):
        keys.fail("code", "letters, digits, -, _ and . only")
    unit = UnitName(code, keys.text("en"), keys.text("zh", ""))
    keys.done()
    return unit


def _tree(keys: Keys) -> Tree:
    root = _unit(keys.inner("root"))
    under = keys.text("under", "")
    levels = tuple(_level(level) for level in keys.each("levels"))
    longest = len(root.code) + sum(
        1 + max(len(unit.code) for unit in level.units.values()) for level in levels
    )
    if longest > MAX_CODE:
        keys.fail("levels", f"shorter codes: joined they may have {MAX_CODE} letters, not {longest}")
    keys.done()
    return Tree(root, under, levels)


def _level(keys: Keys) -> Level:
    column = keys.text("column")
    units = {value.strip(): _unit(inner) for value, inner in keys.named("units").items()}
    if not units:
        keys.fail("units", "the value, code and name of each unit")
    level = Level(column, units, keys.words("missing"), keys.text("otherwise", ""), keys.flag("own_codes"))
    _once(keys, "units", [unit.code for unit in units.values()], "every code once")
    _apart(keys, "missing", level.missing, units)
    keys.done()
    return level


def _waves(keys: Keys) -> Waves:
    column, otherwise = keys.text("column"), keys.text("otherwise", "")
    by = By(keys.choice("by", list(By)))
    formats = tuple(keys.sequence("formats"))
    if not formats or not all("%Y" in form for form in formats):
        keys.fail("formats", "at least one date format, each with %Y")
    if by is not By.YEAR and not all("%m" in form for form in formats):
        keys.fail("formats", f"a month (%m) in every format, because waves are by {by}")
    groups_column, groups, group_otherwise = _groups(keys)
    keys.done()
    return Waves(column, Calendar(formats, by), otherwise, groups_column, groups, group_otherwise)


def _groups(keys: Keys) -> tuple[str, tuple[Group, ...], str]:
    if not keys.has("groups"):
        return "", (), ""
    inner = keys.inner("groups")
    column, otherwise = inner.text("column"), inner.text("otherwise", "")
    groups = tuple(_group(group) for group in inner.each("each", needed=True))
    _once(inner, "each", [group.key for group in groups], "every key once")
    _once(inner, "each", [value for group in groups for value in group.values], "every value in one group")
    inner.done()
    return column, groups, otherwise


def _group(keys: Keys) -> Group:
    group = Group(keys.text("key"), keys.texts("title"), keys.words("values", needed=True))
    keys.done()
    return group


def _refuse(keys: Keys) -> Refuse:
    keep = keys.has("not_in")
    rule = Refuse(
        column=keys.text("column"),
        values=keys.words("not_in" if keep else "in", needed=True),
        reason=keys.text("reason"),
        keep=keep,
    )
    keys.done()
    return rule


def _once(keys: Keys, key: str, values: Iterable[str], expected: str) -> None:
    twice = [value for value, times in Counter(values).items() if times > 1]
    if twice:
        keys.fail(key, f"{expected}, but {twice[0]!r} is there twice")


def _apart(keys: Keys, key: str, missing: Iterable[str], known: Iterable[str]) -> None:
    both = sorted(set(missing) & set(known))
    if both:
        keys.fail(key, f"no value that has a meaning already, such as {both[0]!r}")


def _check_ignored(top: Keys, mapping: ResultsMapping) -> None:
    """Refuse a column that is used and ignored at the same time: one of the two is a mistake."""
    both = sorted(replace(mapping, ignore=()).columns() & set(mapping.ignore))
    if both:
        top.fail("ignore", f"no column that the mapping uses, such as {both[0]!r}")
