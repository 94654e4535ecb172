"""The command as an operator uses it: files in, files out, exit codes, and one sentence when something is wrong."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from signals.reduce.company import Company
from tests.factories.signals import TREE, calendar, event, member, person_line, write_calendars, write_company

DAYS = ("--from", "2025-01-27", "--to", "2025-04-21")
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with twelve people of one unit who meet every working day from nine to five and at nine at night."""
    who = Company([member(f"p{number}", "a", number == 0) for number in range(12)], TREE)
    write_company(tmp_path, who)
    people = [each.person for each in who.members]
    texts = {}
    for each in people:
        others = [each, *[other for other in people if other != each][:3]]
        daily = "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
        times = [("0900", "1030"), ("1030", "1200"), ("1300", "1430"), ("1430", "1600"), ("2100", "2200")]
        texts[f"{each}@x.example.ics"] = calendar(
            *(
                event(f"20250127T{start}00", f"20250127T{end}00", daily, uid=start, people=others)
                for start, end in times
            )
        )
    write_calendars(tmp_path / "calendars", texts)
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Return a call of the command that gives its exit code and what it said on stderr."""

    def call(*extra: str, source: str = "ics", path: str = "calendars", **files: str) -> tuple[int, str]:
        said = StringIO()
        given = [f"--{name}={folder / files.get(name, f'{name}.csv')}" for name in ("people", "units")]
        try:
            call_command(
                "reduce_signals", str(folder / path), f"--source={source}", *given, *extra, stderr=said
            )
        except SystemExit as leaving:
            return int(leaving.code or 0), said.getvalue()
        return 0, said.getvalue()

    return call


def lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_blocks_findings_and_report(folder: Path, run: Run) -> None:
    out, found, report = (folder / name for name in ("out.jsonl", "found.jsonl", "report.json"))
    assert run(*DAYS, f"--out={out}", f"--findings={found}", f"--report={report}") == (0, "")
    cells = lines(out)
    keys = {"unit", "block_start", "block_days", "metric", "n_band", "certificate"}
    assert all(set(cell) in (keys | {"band"}, keys | {"value"}) for cell in cells)
    assert {cell["unit"] for cell in cells} == {"all", "a"}
    assert {cell["block_start"] for cell in cells} == {"2025-01-27", "2025-02-24", "2025-03-24"}
    hours = next(cell for cell in cells if cell["metric"] == "meeting_hours")
    assert hours["band"] == [34, 36]  # seven hours on each of twenty days, a quarter a week
    severities = [
        (each["unit"], each["detector"], each["block_start"], each["severity"]) for each in lines(found)
    ]
    assert severities == [
        (unit, detector, block, severity)
        for block, severity in (("2025-02-24", "watch"), ("2025-03-24", "high"))
        for unit in ("a", "all")
        for detector in ("meeting_marathon", "burnout", "blocked_innovation")
    ]
    assert all(cell in cells for each in lines(found) for cell in each["evidence"])  # type: ignore[attr-defined]
    assert json.loads(report.read_text()) == {"files": 12, "events": 60, "occurrences": 3600, "skipped": {}}


def test_load_change_is_there_from_the_second_block_on(folder: Path, run: Run) -> None:
    run(*DAYS, f"--out={folder / 'out.jsonl'}")
    changes = [cell for cell in lines(folder / "out.jsonl") if cell["metric"] == "load_change"]
    assert {cell["block_start"] for cell in changes} == {"2025-02-24", "2025-03-24"}


def test_running_twice_gives_the_same_bytes(folder: Path, run: Run) -> None:
    run(*DAYS, f"--out={folder / 'one.jsonl'}")
    run(*DAYS, f"--out={folder / 'two.jsonl'}")
    assert (folder / "one.jsonl").read_bytes() == (folder / "two.jsonl").read_bytes()


def test_parse_only_reads_and_writes_nothing_but_the_report(folder: Path, run: Run) -> None:
    before = set(folder.iterdir())
    assert run("--parse-only", f"--report={folder / 'report.json'}") == (0, "")
    assert json.loads((folder / "report.json").read_text()) == {
        "files": 12,
        "events": 60,
        "occurrences": 0,
        "skipped": {},
    }
    assert set(folder.iterdir()) - before == {folder / "report.json"}


def test_what_was_skipped_is_said_by_reason(folder: Path, run: Run) -> None:
    write_calendars(
        folder / "calendars", {"p0@x.example/b.ics": "broken", "zoe@x.example.ics": calendar(), "x.txt": ""}
    )
    code, said = run(*DAYS, f"--out={folder / 'out.jsonl'}")
    assert code == 0
    assert said.splitlines() == [
        "skipped broken_file: 1",
        "skipped unknown_file: 1",
        "skipped unknown_owner: 1",
    ]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--to", "2025-04-21"), "--from: expected a date as YYYY-MM-DD, not nothing"),
        (("--from", "2025-01-27"), "--to: expected a date as YYYY-MM-DD, not nothing"),
        (
            ("--from", "27.1.2025", "--to", "2025-04-21"),
            "--from: expected a date as YYYY-MM-DD, not 27.1.2025",
        ),
        (("--from", "2025-04-21", "--to", "2025-04-21"), "--to 2025-04-21 must be after --from 2025-04-21"),
    ],
)
def test_wrong_dates(folder: Path, run: Run, arguments: tuple[str, ...], expected: str) -> None:
    code, said = run(*arguments, f"--out={folder / 'out.jsonl'}")
    assert code == 2
    assert expected in said
    assert len(said.splitlines()) == 1
    assert not (folder / "out.jsonl").exists()


def test_without_out_there_is_nowhere_to_write(run: Run) -> None:
    assert run(*DAYS)[0] == 2


def test_a_source_that_nobody_knows(folder: Path, run: Run) -> None:
    code, said = run(*DAYS, f"--out={folder / 'out.jsonl'}", source="fax")
    assert code == 2
    assert "unknown source 'fax'" in said
    assert len(said.splitlines()) == 1


def test_a_work_tool_goes_through_the_same_door(folder: Path, run: Run) -> None:
    nights = [
        f"2025-{day}T21:{minute}:00+01:00"
        for day in ("01-28", "02-04", "02-25", "03-25")
        for minute in ("01", "16")
    ]
    commits = [f"p{number}@old.example\t{at}" for number in range(12) for at in nights]
    (folder / "git").mkdir()
    (folder / "git" / "all.log").write_text(
        "\n".join([*commits, "broken", "zoe@x.example\t2025-01-28T21:00:00Z"])
    )
    accounts = [f"P{number}@old.example,p{number}@x.example" for number in range(12)]
    (folder / "accounts.csv").write_text("\n".join(["account,address", *accounts]) + "\n")
    code, said = run(
        *DAYS, f"--out={folder / 'out.jsonl'}", f"--report={folder / 'report.json'}",
        f"--accounts={folder / 'accounts.csv'}", source="git", path="git",
    )  # fmt: skip
    assert (code, said.splitlines()) == (0, ["skipped broken_event: 1", "skipped unknown_owner: 1"])
    report = json.loads((folder / "report.json").read_text())
    assert report["events"] == 96
    first = {
        str(line["metric"]): line
        for line in lines(folder / "out.jsonl")
        if line["block_start"] == "2025-01-27"
    }
    assert set(first) == {"after_hours_hours", "weekend_hours", "holiday_hours", "quiet_days"}
    assert first["after_hours_hours"]["band"] == [0, 0.5]
    assert first["quiet_days"]["band"] == [0.9, 0.95]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("account\n", "column address"),
        ("account,address\nx,\n", "line 2, column address: expected a value that is not empty"),
        (
            "account,address\nx,a@x.example\nX,b@x.example\n",
            "line 3, column account: expected each account once",
        ),
    ],
)
def test_wrong_accounts(folder: Path, run: Run, content: str, expected: str) -> None:
    (folder / "accounts.csv").write_text(content)
    code, said = run(
        *DAYS, f"--out={folder / 'out.jsonl'}", f"--accounts={folder / 'accounts.csv'}", source="git"
    )
    assert code == 2
    assert expected in said
    assert len(said.splitlines()) == 1
    assert not (folder / "out.jsonl").exists()


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("unit", "nowhere", "line 3, column unit: expected a unit of units.csv, not nowhere"),
        ("is_manager", "yes", "column is_manager: expected 0 or 1"),
        ("time_zone", "Berlin", "column time_zone: expected an IANA time zone"),
        ("region", "Germany", "column region: expected an ISO 3166 code"),
        ("work_start", "9 am", "column work_start: expected a time of day as HH:MM"),
        ("work_end", "25:00", "column work_end: expected a time of day as HH:MM"),
        ("work_days", "Mo-Fr", "column work_days: expected ISO weekdays"),
        ("work_days", "0-5", "column work_days: expected ISO weekdays"),
        ("work_days", "5-1", "column work_days: expected ISO weekdays"),
        ("person", "p0", "column person: expected each person once, but p0"),
        ("person", "", "column person: expected an id"),
        ("address", "P0@X.example", "column address: expected each address once"),
    ],
)
def test_a_wrong_line_in_people(folder: Path, run: Run, column: str, value: str, expected: str) -> None:
    header, first, second, *rest = (folder / "people.csv").read_text().splitlines()
    place = header.split(",").index(column)
    head, days = second.split(',"')
    facts = [*head.split(","), f'"{days}']
    facts[place] = value
    (folder / "people.csv").write_text("\n".join([header, first, ",".join(facts), *rest]) + "\n")
    code, said = run(*DAYS, f"--out={folder / 'out.jsonl'}")
    assert code == 2
    assert expected in said
    assert len(said.splitlines()) == 1
    assert not (folder / "out.jsonl").exists()


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("people", b"", "people.csv, line 1"),
        ("people", b"person,unit\np0,a\n", "missing"),
        ("people", b"\xff\xfeperson", "UTF-8"),
        ("units", b"unit,parent\nall,\na,b\nb,a\n", "cycle"),
        ("units", b"unit,parent\nall,\nall,\n", "each unit once"),
        ("units", b"unit,parent,colour\nall,,red\n", "column colour"),
        ("units", b'unit,parent\nall,"\n', "quote"),
    ],
)
def test_a_wrong_file(folder: Path, run: Run, name: str, content: bytes, expected: str) -> None:
    (folder / f"{name}.csv").write_bytes(content)
    code, said = run(*DAYS, f"--out={folder / 'out.jsonl'}")
    assert code == 2
    assert expected in said
    assert len(said.splitlines()) == 1


def test_columns_in_any_order_and_a_byte_order_mark(folder: Path, run: Run) -> None:
    run(*DAYS, f"--out={folder / 'one.jsonl'}")
    header, *rest = (folder / "people.csv").read_text().splitlines()
    turned = [header.split(",")] + [
        [*line.split(',"')[0].split(","), '"' + line.split(',"')[1]] for line in rest
    ]
    (folder / "people.csv").write_text(
        "\ufeff" + "\n".join(",".join(reversed(line)) for line in turned) + "\n"
    )
    assert run(*DAYS, f"--out={folder / 'two.jsonl'}")[0] == 0
    assert (folder / "one.jsonl").read_bytes() == (folder / "two.jsonl").read_bytes()


@pytest.mark.parametrize("path", ["none", "people.csv", "empty"])
def test_nothing_to_read(folder: Path, run: Run, path: str) -> None:
    (folder / "empty").mkdir()
    code, said = run(*DAYS, f"--out={folder / 'out.jsonl'}", path=path)
    assert code == 2
    assert len(said.splitlines()) == 1
    assert not (folder / "out.jsonl").exists()


def test_a_failure_leaves_an_earlier_result_as_it_was(folder: Path, run: Run) -> None:
    (folder / "out.jsonl").write_text("before")
    assert run(*DAYS, f"--out={folder / 'out.jsonl'}", path="none")[0] == 2
    assert (folder / "out.jsonl").read_text() == "before"
    assert run(*DAYS, f"--out={folder / 'nowhere' / 'out.jsonl'}")[0] == 2


def test_no_whole_block_is_no_result_and_says_so(folder: Path, run: Run) -> None:
    code, said = run("--from", "2025-01-28", "--to", "2025-02-24", f"--out={folder / 'out.jsonl'}")
    assert code == 0
    assert "no whole block" in said
    assert (folder / "out.jsonl").read_text() == ""


def test_the_lines_of_the_factory_are_what_the_command_reads() -> None:
    assert person_line(member("ann")) == 'ann,ann@x.example,a,0,Europe/Berlin,DE-BE,09:00,17:00,"1,2,3,4,5"'
