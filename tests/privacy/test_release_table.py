import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

UNITS = "unit,parent\nco,\nA,co\nB,co\n"
ROSTER = "wave,person,unit\n" + "".join(f"w1,p{i},{'A' if i < 8 else 'B'}\n" for i in range(16))
ANSWERS = "wave,response,unit,item,value\n" + "".join(
    f"w1,r{i},{'A' if i < 8 else 'B'},q1,{i % 4 + 2}\n" for i in range(16)
)
PLAN = {"k": 5, "time_mode": "standard", "items": {"q1": {"min": 1, "max": 5, "favourable_from": 4}}}
LINE_KEYS = [
    "wave", "item", "units", "slice", "n_band", "mean", "favourable_pct", "precision", "trend", "certificate",
]  # fmt: skip


class Desk:
    """A folder with the four files; a test changes one and runs the command."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "released.jsonl"
        self.write("units.csv", UNITS)
        self.write("roster.csv", ROSTER)
        self.write("answers.csv", ANSWERS)
        self.write("plan.json", json.dumps(PLAN))

    def write(self, name: str, content: str | bytes) -> None:
        data = content.encode() if isinstance(content, str) else content
        (self.folder / name).write_bytes(data)

    def run(self) -> list[dict[str, Any]]:
        names = ("units.csv", "roster.csv", "answers.csv", "plan.json")
        arguments = [part for name in names for part in (f"--{name.split('.')[0]}", str(self.folder / name))]
        call_command("release_table", *arguments, "--out", str(self.out))
        return [json.loads(line) for line in self.out.read_text("utf-8").splitlines()]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_lines_have_the_promised_keys_and_no_other(desk: Desk) -> None:
    lines = desk.run()
    assert [list(line) for line in lines] == [LINE_KEYS] * 3
    assert {tuple(line["units"]) for line in lines} == {("A", "B"), ("A",), ("B",)}
    assert lines[0]["n_band"] == "15-19"
    assert lines[0]["mean"] == 3.5
    assert lines[0]["slice"] is None
    assert lines[0]["trend"] is None
    assert set(lines[0]["certificate"]) == {"rule", "minimum_support", "digest", "policy"}


def test_columns_may_stand_in_any_order_and_a_bom_is_fine(desk: Desk) -> None:
    expected = desk.run()
    turned = "\n".join(",".join(reversed(row.split(","))) for row in ANSWERS.splitlines())
    desk.write("answers.csv", b"\xef\xbb\xbf" + turned.encode())
    assert desk.run() == expected


def test_an_empty_value_is_an_item_not_answered(desk: Desk) -> None:
    desk.write("answers.csv", ANSWERS.replace("w1,r0,A,q1,2", "w1,r0,A,q1,"))
    (whole, *_) = desk.run()
    assert whole["mean"] == 3.6


def test_people_of_an_inner_unit_count_as_a_leaf_of_their_own(desk: Desk) -> None:
    desk.write("roster.csv", ROSTER + "".join(f"w1,boss{i},co\n" for i in range(5)))
    desk.write("answers.csv", ANSWERS + "".join(f"w1,b{i},co,q1,{i % 3 + 2}\n" for i in range(5)))
    assert {tuple(line["units"]) for line in desk.run()} == {("co/*", "A", "B"), ("co/*",), ("A",), ("B",)}


def test_a_merged_rest_has_a_line_with_its_units(desk: Desk) -> None:
    desk.write("units.csv", UNITS + "C,co\nD,co\n")
    few = "".join(f"w1,{u}{i},{u}\n" for u in "CD" for i in range(4))
    desk.write("roster.csv", ROSTER + few)
    desk.write(
        "answers.csv", ANSWERS + "".join(f"w1,{u}{i},{u},q1,{i % 3 + 2}\n" for u in "CD" for i in range(4))
    )
    rest = next(line for line in desk.run() if line["units"] == ["C", "D"])
    assert rest["n_band"] == "5-9"
    assert rest["certificate"]["rule"] == "rest, standard"


def test_slices_are_written_with_attribute_and_values(desk: Desk) -> None:
    desk.write("plan.json", json.dumps(PLAN | {"slices": ["tenure"]}))
    people = "".join(f"w1,p{i},A\n" for i in range(60))
    rows = "".join(f"w1,r{i},A,q1,{i * 7 % 5 + 1},{'new' if i % 2 else 'old'}\n" for i in range(60))
    desk.write("roster.csv", "wave,person,unit\n" + people)
    desk.write("answers.csv", "wave,response,unit,item,value,tenure\n" + rows)
    cuts = [line["slice"] for line in desk.run() if line["slice"]]
    assert cuts == [{"attribute": "tenure", "values": [value]} for value in ("new", "old")] * 2


def test_waves_are_compared_in_order_of_first_appearance(desk: Desk) -> None:
    second = ROSTER.replace("w1,", "w0,").split("\n", 1)[1]
    desk.write("roster.csv", ROSTER + second)
    later = "".join(f"w0,s{i},{'A' if i < 8 else 'B'},q1,{i % 4 + 1}\n" for i in range(16))
    desk.write("answers.csv", ANSWERS + later)
    trends = {(line["wave"], tuple(line["units"])): line["trend"] for line in desk.run()}
    assert trends["w1", ("A", "B")] is None
    assert trends["w0", ("A", "B")] == -1.0


def test_a_roster_without_answers_gives_an_empty_file(desk: Desk) -> None:
    desk.write("answers.csv", "wave,response,unit,item,value\n")
    assert desk.run() == []


BAD: dict[str, tuple[str, Callable[[str], str | bytes], str]] = {
    "empty units": ("units.csv", lambda _: "", "units.csv, line 1: expected a header with the columns unit, parent"),
    "no unit": ("units.csv", lambda _: "unit,parent\n", "units.csv, line 2, column unit: expected at least one unit"),
    "cycle": ("units.csv", lambda text: text + "C,D\nD,C\n", "line 5, column parent: expected a tree"),
    "own parent": ("units.csv", lambda text: text + "C,C\n", "line 5, column parent: expected a tree"),
    "two roots": ("units.csv", lambda text: text + "C,\n", "line 5, column parent: expected one root only"),
    "unknown parent": ("units.csv", lambda text: text + "C,X\n", "line 5, column parent: expected a unit of this file"),
    "unit twice": ("units.csv", lambda text: text + "A,co\n", "line 5, column unit: expected each unit once"),
    "unknown column": ("units.csv", lambda _: "unit,parent,boss\nco,,x\n", "line 1, column boss: expected only"),
    "column twice": ("units.csv", lambda _: "unit,parent,unit\nco,,x\n", "column unit: expected each column once"),
    "reserved code": ("units.csv", lambda text: text + "A/*,co\n", "line 5, column unit: expected a code that"),
    "missing column": ("roster.csv", lambda _: "wave,person\nw1,p\n", "line 1, column unit: expected this column"),
    "encoding": ("roster.csv", lambda text: text.encode() + b"w1,\xff\xfe,A\n", "line 18: expected text in UTF-8"),
    "utf-16": ("answers.csv", lambda text: text.encode("utf-16"), "line 1: expected text in UTF-8"),
    "short row": ("roster.csv", lambda text: text + "w1,p99\n", "line 18: expected 3 fields"),
    "unclosed quote": ("roster.csv", lambda text: text + 'w1,"p99,A\n', "expected RFC 4180 with every quote closed"),
    "unknown unit": ("roster.csv", lambda text: text + "w1,p99,X\n", "line 18, column unit: expected a unit of the"),
    "person twice": ("roster.csv", lambda text: text + "w1,p0,B\n", "line 18, column person: expected each person"),
    "no roster": ("roster.csv", lambda _: "wave,person,unit\n", "line 2: expected at least one person"),
    "unknown wave": ("answers.csv", lambda text: text.replace("w1,r3", "w9,r3"), "line 5, column wave: expected a wave"),
    "unknown item": ("answers.csv", lambda text: text.replace("r3,A,q1", "r3,A,q9"), "line 5, column item"),
    "not a number": ("answers.csv", lambda text: text.replace("r3,A,q1,5", "r3,A,q1,five"), "line 5, column value"),
    "not finite": ("answers.csv", lambda text: text.replace("r3,A,q1,5", "r3,A,q1,nan"), "line 5, column value"),
    "too high": ("answers.csv", lambda text: text.replace("r3,A,q1,5", "r3,A,q1,6"), "column value: expected 1 to 5"),
    "answer twice": ("answers.csv", lambda text: text + "w1,r3,A,q1,4\n", "line 18, column item: expected one row"),
    "two units": ("answers.csv", lambda text: text + "w1,r3,B,q1,4\n", "line 18, column item: expected one row"),
    "too many": ("answers.csv", lambda text: text + "w1,r99,A,q1,4\n", "line 18, column unit: expected no more responses"),
    "slice column": ("answers.csv", lambda _: "wave,response,unit,item,value,sex\n", "line 1, column sex: expected only"),
    "no JSON": ("plan.json", lambda _: '{"k": 5,', "plan.json, line 1: expected JSON"),
    "plan is a list": ("plan.json", lambda _: "[]", "column plan: expected an object"),
    "low k": ("plan.json", lambda text: text.replace('"k": 5', '"k": 3'), "column k: expected at least 5"),
    "k as text": ("plan.json", lambda text: text.replace('"k": 5', '"k": "5"'), "column k: expected a whole number"),
    "mode": ("plan.json", lambda text: text.replace("standard", "loose"), "expected standard or strict"),
    "plan key": ("plan.json", lambda text: text.replace('"k"', '"x": 1, "k"'), "column plan.x: expected only"),
    "no items": ("plan.json", lambda _: '{"k": 5, "time_mode": "strict"}', "column plan.items: expected this name"),
    "bounds": ("plan.json", lambda text: text.replace('"max": 5', '"max": 1'), "items.q1.max: expected more than min"),
    "edge": ("plan.json", lambda text: text.replace(": 4", ": 9"), "items.q1.favourable_from: expected more than min"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "change", "said"), BAD.values(), ids=BAD.keys())
def test_bad_input_is_one_sentence_and_nothing_is_written(
    desk: Desk, capsys: pytest.CaptureFixture[str], name: str, change: Callable[[str], str | bytes], said: str
) -> None:
    desk.write(name, change((desk.folder / name).read_text()))
    with pytest.raises(SystemExit) as stopped:
        desk.run()
    err = capsys.readouterr().err
    assert stopped.value.code == 2
    assert said in err
    assert err.count("\n") == 1
    assert {path.name for path in desk.folder.iterdir()} == {
        "units.csv",
        "roster.csv",
        "answers.csv",
        "plan.json",
    }


def test_a_missing_file_is_named(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    (desk.folder / "units.csv").unlink()
    with pytest.raises(SystemExit):
        desk.run()
    assert "units.csv: expected a readable file" in capsys.readouterr().err


def test_an_older_file_survives_bad_input(desk: Desk) -> None:
    desk.out.write_text("older")
    desk.write("units.csv", "")
    with pytest.raises(SystemExit):
        desk.run()
    assert desk.out.read_text() == "older"


def test_a_place_that_cannot_be_written_is_named(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.out = desk.folder / "nowhere" / "released.jsonl"
    with pytest.raises(SystemExit) as stopped:
        desk.run()
    assert stopped.value.code == 2
    assert "nowhere" in capsys.readouterr().err
