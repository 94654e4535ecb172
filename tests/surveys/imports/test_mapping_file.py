from pathlib import Path
from typing import Any

import pytest

from surveys.imports.exceptions import MappingError
from surveys.imports.mapping_file import load_mapping
from surveys.imports.periods import By
from tests.factories import imports as make

MAPPINGS = sorted((Path(__file__).parents[3] / "surveys" / "imports" / "mappings").glob("*.yaml"))


def _changed(where: str, value: Any) -> dict[str, Any]:
    """Return the standard mapping with one place changed; `where` is a dotted path, numbers are list places."""
    mapping = make.mapping()
    place: Any = mapping
    *way, last = [int(part) if part.isdigit() else part for part in where.split(".")]
    for part in way:
        place = place[part]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return mapping


def _sentence(folder: Path, mapping: dict[str, Any]) -> str:
    with pytest.raises(MappingError) as caught:
        load_mapping(make.write_mapping(folder, **mapping))
    return str(caught.value).removeprefix(f"{folder / 'mapping.yaml'}, ")


def test_load_mapping_reads_every_part(tmp_path: Path) -> None:
    mapping = load_mapping(make.write_mapping(tmp_path))

    assert (mapping.source, mapping.kind, mapping.response) == ("old-exit", "exit", "id")
    assert [level.column for level in mapping.tree.levels] == ["area", "team"]
    assert mapping.waves.calendar.by is By.YEAR
    assert [(question.key, question.type) for question in mapping.questions] == [
        ("reasons", "multiple"),
        ("again", "agreement5"),
        ("why", "single"),
        ("notes", "text"),
    ]
    assert mapping.columns() == set(make.COLUMNS)


def test_codes_are_read_as_they_are_written(tmp_path: Path) -> None:
    path = make.write_mapping(tmp_path)
    path.write_text(path.read_text("utf-8").replace("SD: '1'", "NO: 1").replace("N/A", "012"), "utf-8")

    again = load_mapping(path).questions[1]

    assert again.values["NO"] == 1
    assert again.missing == {"", "012"}


@pytest.mark.parametrize("path", MAPPINGS, ids=lambda path: path.stem)
def test_every_mapping_of_the_product_loads(path: Path) -> None:
    mapping = load_mapping(path)

    assert all(question.text["en"] and question.text["zh"] for question in mapping.questions)
    assert all(unit.name_zh for level in mapping.tree.levels for unit in level.units.values())


@pytest.mark.parametrize(
    ("where", "value", "sentence"),
    [
        ("source", "Old Exit", "source: expected small letters, digits and -, 40 at most"),
        ("kind", "pulse", "kind: expected one of exit, imported, not 'pulse'"),
        ("title", {"en": "Only English"}, "title.zh: expected a text"),
        ("extra", "x", "extra: expected no such key here"),
        ("file", {"encoding": "utf-99"}, "file.encoding: expected the name of an encoding, such as utf-8 or cp1252"),
        ("file", {"delimiter": ";;"}, "file.delimiter: expected one character, \\t written as a tab in double quotes"),
        ("tree.root.code", "a b", "tree.root.code: expected letters, digits, -, _ and . only"),
        ("tree.levels.0.missing", ["North"], "tree.levels[1].missing: expected no value that has a meaning already, such as 'North'"),
        ("tree.levels.0.units", {}, "tree.levels[1].units: expected the value, code and name of each unit"),
        ("tree.levels.0.units.South.code", "north", "tree.levels[1].units: expected every code once, but 'north' is there twice"),
        ("tree.root.code", "x" * 60, "tree.levels: expected shorter codes: joined they may have 64 letters, not 68"),
        ("waves.by", "decade", "waves.by: expected one of year, half, quarter, month, not 'decade'"),
        ("waves.formats", ["%m"], "waves.formats: expected at least one date format, each with %Y"),
        ("waves.by", "quarter", "waves.formats: expected a month (%m) in every format, because waves are by quarter"),
        ("waves.groups", {"column": "why", "each": []}, "waves.groups.each: expected a list"),
        ("scales.agree.type", "agreement7", "scales.agree.type: expected one of agreement5, scale10, not 'agreement7'"),
        ("scales.agree.codes.SA", "6", "scales.agree.codes.SA: expected a whole number from 1 to 5, not '6'"),
        ("scales.agree.missing", ["SA"], "scales.agree.missing: expected no code that has a meaning already, such as 'SA'"),
        ("questions", [], "questions: expected a list"),
        ("questions.1.scale", "agrees", "questions[2].scale: expected one of agree, not 'agrees'"),
        ("questions.1.key", "why", "questions: expected every key once, but 'why' is there twice"),
        ("questions.1.column", None, "questions[2].column: expected a text"),
        ("questions.1.reversed", "maybe", "questions[2].reversed: expected one of true, false, not 'maybe'"),
        ("questions.0.yes", [], "questions[1].options: expected a code for yes in option 'pay' or beside all of them"),
        ("questions.0.yes", ["-"], "questions[1].missing: expected no code that has a meaning already, such as '-'"),
        ("questions.2.type", "rank", "questions[3].type: expected one of single, multiple, text, not 'rank'"),
        ("questions.2.options.1.codes", ["Job"], "questions[3].options: expected every code in one option, but 'Job' is there twice"),
        ("refuse", [{"column": "why", "reason": "x"}], "refuse[1].in: expected at least one value"),
        ("ignore", ["why"], "ignore: expected no column that the mapping uses, such as 'why'"),
    ],
)  # fmt: skip
def test_load_mapping_says_in_one_sentence_what_is_wrong(
    where: str, value: Any, sentence: str, tmp_path: Path
) -> None:
    assert _sentence(tmp_path, _changed(where, value)) == sentence


def test_two_comments_are_one_too_many(tmp_path: Path) -> None:
    more = {"key": "more", "type": "text", "column": "pay", "text": make.texts("More")}
    questions = [*make.mapping()["questions"], more]

    assert _sentence(tmp_path, make.mapping(questions=questions)).startswith(
        "questions: expected one question of type text"
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"source: a\nsource: b\n", "line 1: expected YAML (the key 'source' stands here twice)"),
        (b"source: [a\n", "line 2: expected YAML"),
        (b"- a\n", "top level: expected keys with values"),
        (b"", "top level: expected keys with values"),
        (b"source: \xff\n", "file: expected text in UTF-8"),
    ],
)
def test_load_mapping_refuses_what_is_no_mapping(content: bytes, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_bytes(content)

    with pytest.raises(MappingError) as caught:
        load_mapping(path)

    assert str(caught.value).startswith(f"{path}, {sentence}")


def test_load_mapping_names_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="expected a file that can be read"):
        load_mapping(tmp_path / "none.yaml")
