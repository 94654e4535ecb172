from pathlib import Path

import pytest

from surveys.imports.exceptions import ResultsFileError
from surveys.imports.mapping import FileFormat
from surveys.imports.table import read_table


def _file(folder: Path, content: bytes) -> Path:
    path = folder / "r.csv"
    path.write_bytes(content)
    return path


def test_read_table_takes_blanks_off_and_keeps_line_numbers(tmp_path: Path) -> None:
    path = _file(tmp_path, b'a ,b\r\n 1,"x\r\ny"\r\n\r\n2, z \r\n')

    table = read_table(path, FileFormat(), {"a", "b"})

    assert table.columns == ("a", "b")
    assert [(row.line, dict(row.values)) for row in table.rows] == [
        (2, {"a": "1", "b": "x\r\ny"}),
        (5, {"a": "2", "b": "z"}),
    ]


def test_read_table_reads_other_encodings_delimiters_and_a_byte_order_mark(tmp_path: Path) -> None:
    tabbed = read_table(
        _file(tmp_path, "a\tb\né\t2\n".encode("cp1252")), FileFormat("cp1252", "\t"), {"a", "b"}
    )
    marked = read_table(_file(tmp_path, "a,b\n1,2\n".encode("utf-8-sig")), FileFormat(), {"a", "b"})

    assert dict(tabbed.rows[0].values) == {"a": "é", "b": "2"}
    assert marked.columns == ("a", "b")


def test_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    one = read_table(_file(tmp_path, b"a\n1\n"), FileFormat(), {"a"}).digest
    other = read_table(_file(tmp_path, b"a\n2\n"), FileFormat(), {"a"}).digest

    assert one != other
    assert one == read_table(_file(tmp_path, b"a\n1\n"), FileFormat(), {"a"}).digest


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "expected a header and at least one response, but the file is empty"),
        (b" \n", "expected a header and at least one response, but the file is empty"),
        (b"a,b\n", "expected at least one response below the header"),
        (b"a,b\n1,2\n3\n", "line 3: expected 2 fields, as in the header, not 1"),
        (b"a,b,b\n1,2,3\n", "line 1, column 'b': expected every column once"),
        (b"a\n1\n", "line 1, column 'b': expected this column, which the mapping names, in the header"),
        (
            b"a,b,c\n1,2,3\n",
            "line 1, column 'c': expected only columns that the mapping uses or lists under ignore",
        ),
        (b'a,b\n1,2\n1,"2\n', "line 3: expected well-formed fields, quotes closed"),
        (b"a,b\n1,2\n1,\xff\n", "line 3: expected text in utf-8-sig, as the mapping says"),
    ],
)
def test_read_table_says_in_one_sentence_what_is_wrong(content: bytes, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(ResultsFileError) as caught:
        read_table(_file(tmp_path, content), FileFormat(), {"a", "b"})

    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_read_table_names_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ResultsFileError, match="expected a file that can be read"):
        read_table(tmp_path / "none.csv", FileFormat(), {"a"})
