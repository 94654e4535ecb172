from datetime import date
from pathlib import Path

import pytest

from people.directory_file import read_people, read_units, read_units_of_people
from people.exceptions import DirectoryFileError

UNITS = "unit,parent\nROOT,\nA,ROOT\n"


def write(folder: Path, text: str | bytes, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_people_are_read_with_every_column(tmp_path: Path) -> None:
    text = (
        "unit,person,name,address,is_manager,language,time_zone,region,work_start,work_end,work_days,joined,left\n"
        'A,p1,"Lovelace, Ada",Ada@Example.org,1,zh,Europe/Berlin,DE-BE,22:00,06:00,"7,1-4",2026-01-02,2026-03-04\n'
    )
    (row,) = read_people(write(tmp_path, text), {"A"})
    assert (row.code, row.unit, row.is_manager) == ("p1", "A", True)
    assert (row.joined, row.left) == (date(2026, 1, 2), date(2026, 3, 4))
    assert row.fields["email"] == "ada@example.org"
    assert row.fields["language"] == "zh-hans"
    assert row.fields["work_days"] == "7,1-4"


def test_a_byte_order_mark_and_empty_cells_are_fine(tmp_path: Path) -> None:
    (row,) = read_people(write(tmp_path, "\ufeffperson,unit,name,address\np1,A,,\n"), {"A"})
    assert row.fields == {}


@pytest.mark.parametrize(
    ("text", "line", "column", "expected"),
    [
        ("", 1, "", "empty"),
        ("person\np1\n", 1, "unit", "missing"),
        ("person,unit,salary\np1,A,3\n", 1, "salary", "unknown column"),
        ("person,unit,unit\np1,A,A\n", 1, "unit", "twice"),
        ("person,unit\np1,A\np1,A\n", 3, "person", "line 2"),
        ("person,unit\np1,X\n", 2, "unit", "not known"),
        ("person,unit\n,A\n", 2, "person", "expected an id"),
        ("person,unit\np1\n", 2, "", "expected 2 cells, found 1"),
        ('person,unit\n"p1,A\n', 2, "", "RFC 4180"),
        ("person,unit,address\np1,A,x@y.org\np2,A,X@y.org\n", 3, "address", "line 2"),
        ("person,unit,address\np1,A,nobody\n", 2, "address", "e-mail"),
        ("person,unit,is_manager\np1,A,yes\n", 2, "is_manager", "0 or 1"),
        ("person,unit,time_zone\np1,A,Mars/Base\n", 2, "time_zone", "IANA"),
        ("person,unit,region\np1,A,Germany\n", 2, "region", "ISO 3166"),
        ("person,unit,work_start\np1,A,25:00\n", 2, "work_start", "HH:MM"),
        ("person,unit,work_days\np1,A,Mon-Fri\n", 2, "work_days", "weekdays"),
        ("person,unit,joined\np1,A,01.02.2026\n", 2, "joined", "YYYY-MM-DD"),
        ("person,unit,language\np1,A,fr\n", 2, "language", "en or zh"),
        ("person,unit,name\np1,A,Zoë\n".encode("latin-1"), 2, "", "UTF-8"),
    ],
)
def test_a_wrong_people_file_says_where_and_what(
    tmp_path: Path, text: str | bytes, line: int, column: str, expected: str
) -> None:
    with pytest.raises(DirectoryFileError) as caught:
        read_people(write(tmp_path, text), {"A"})
    assert (caught.value.line, caught.value.column) == (line, column)
    assert expected in caught.value.expected
    assert str(caught.value).count("\n") == 0


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("unit,parent\n", 1, "one root"),
        ("unit,parent\nA,\nA,\n", 3, "line 2"),
        ("unit,parent\nA,B\nB,A\n", 2, "cycle"),
        ("unit,parent\nA,A\n", 2, "cycle"),
        ("unit,parent\nA,\nB,\n", 3, "one root"),
        ("unit,parent\nA,\nB,C\n", 3, "not in the file"),
        ("unit,parent\n,\n", 2, "unit code"),
    ],
)
def test_a_wrong_units_file_says_where_and_what(tmp_path: Path, text: str, line: int, expected: str) -> None:
    with pytest.raises(DirectoryFileError) as caught:
        read_units(write(tmp_path, text))
    assert caught.value.line == line
    assert expected in caught.value.expected


def test_units_are_read_in_any_order_of_rows(tmp_path: Path) -> None:
    rows = read_units(write(tmp_path, "parent,unit\nROOT,A\n,ROOT\n"))
    assert [(row.code, row.parent) for row in rows] == [("A", "ROOT"), ("ROOT", None)]


def test_the_tree_can_stand_in_the_people_file(tmp_path: Path) -> None:
    path = write(tmp_path, "person,unit,parent\np1,A,ROOT\np2,A,ROOT\np3,B,A\n")
    assert {(row.code, row.parent) for row in read_units_of_people(path)} == {
        ("ROOT", None),
        ("A", "ROOT"),
        ("B", "A"),
    }


def test_a_people_file_without_parents_names_no_tree(tmp_path: Path) -> None:
    assert read_units_of_people(write(tmp_path, "person,unit\np1,A\n")) == []


@pytest.mark.parametrize("rows", ["p1,A,B\np2,B,A\n", "p1,A,R\np2,A,S\n"])
def test_a_people_file_with_a_broken_tree_is_refused(tmp_path: Path, rows: str) -> None:
    with pytest.raises(DirectoryFileError):
        read_units_of_people(write(tmp_path, f"person,unit,parent\n{rows}"))
