import json
from pathlib import Path
from typing import Any

import pytest

from nlp.comments_file import as_row, read_comments, read_names, write_rows
from nlp.exceptions import InputFileError
from nlp.records import CommentAnalysis, Mention, Sentiment, Text


def made(tmp_path: Path, text: str, encoding: str = "utf-8") -> Any:
    path = tmp_path / "in.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_columns_in_any_order_and_quotes(tmp_path: Path, encoding: str) -> None:
    path = made(tmp_path, 'lang,text,id\nzh,"好，很好",1\n,"two\nlines ""so""",2\r\n', encoding)
    assert read_comments(path) == [Text("1", "好，很好", "zh"), Text("2", 'two\nlines "so"', None)]


def test_lang_may_be_missing_and_text_empty(tmp_path: Path) -> None:
    assert read_comments(made(tmp_path, "id,text\n1,\n")) == [Text("1", "", None)]
    assert read_comments(made(tmp_path, "id,text\n")) == []


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("id,text\n1,a\n2,b\n1,c\n", 4, "id"),
        ('id,text\n1,a\n2,"open\nstill\n', 3, ""),
        ('id,text\n1,"a"b\n', 2, ""),
        ("id,text,mood\n1,a,b\n", 1, "mood"),
        ("id,comment\n1,a\n", 1, "text"),
        ("id,text,text\n1,a,b\n", 1, "text"),
        ("id,text\n1,a,b\n", 2, ""),
        ("id,text\n1\n", 2, ""),
        ("id,text\n ,a\n", 2, "id"),
        ("id,text,lang\n1,a,fr\n", 2, "lang"),
        ("", None, ""),
        ("\n \n", None, ""),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    tmp_path: Path, text: str, line: int | None, column: str
) -> None:
    with pytest.raises(InputFileError) as caught:
        read_comments(made(tmp_path, text))
    assert (caught.value.line, caught.value.column) == (line, column)
    assert "\n" not in str(caught.value)


def test_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputFileError, match="UTF-8") as caught:
        read_comments(made(tmp_path, "id,text\n1,工资\n", "gb18030"))
    assert caught.value.line == 2


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputFileError, match="cannot be read"):
        read_comments(tmp_path / "nowhere.csv")


def test_names_are_the_first_fields(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text('Ann Bolt,42\n\n"张伟"\n', "utf-8")
    assert read_names(path) == {"Ann Bolt", "张伟"}


def test_rows_have_the_promised_form(tmp_path: Path) -> None:
    comment = CommentAnalysis("1", "zh", Sentiment("mixed", 0.1), (Mention("pay", -0.5, 0.9),), "好\ud800")
    out = tmp_path / "out.jsonl"
    write_rows(out, [as_row(comment)])
    (line,) = out.read_text("utf-8").splitlines()
    assert json.loads(line) == {
        "id": "1", "lang": "zh", "sentiment": {"label": "mixed", "score": 0.1},
        "topics": [{"topic": "pay", "polarity": -0.5, "confidence": 0.9}], "redacted": "好?",
    }  # fmt: skip
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputFileError, match="cannot be written"):
        write_rows(tmp_path / "no" / "out.jsonl", [])
