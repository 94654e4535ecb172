"""The application's own reduction: from the directory to released tables, findings, ledger and run."""

from datetime import date
from pathlib import Path

import pytest

from people.models import Membership
from privacy.models import LedgerEntry, Refusal, ReleasedCell, ReleasedTable
from signals.exceptions import NothingReadableError
from signals.intake import reduce_company
from signals.models import Finding, Run
from signals.selectors import block_cells, findings, latest_run, metric_history, released_blocks
from tests.factories.people import member, person, unit
from tests.factories.signals import calendar, event, write_calendars

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD, END = date(2025, 1, 27), date(2025, 2, 24), date(2025, 3, 24), date(2025, 4, 21)


@pytest.fixture
def calendars(tmp_path: Path) -> Path:
    """Twelve people of team `a` and three of `b` whose days are full of meetings; their calendars in a folder."""
    company = unit("all")
    team, other = unit("a", parent=company), unit("b", parent=company)
    people = [f"p{number}" for number in range(15)]
    texts = {}
    for number, each in enumerate(people):
        who = person(each, email=f"{each}@x.example", region="DE-BE", time_zone="Europe/Berlin")
        member(team if number < 12 else other, date(2024, 1, 1), person=who, is_manager=number == 0)
        others = [each, *[name for name in people if name != each][:3]]
        times = [("0900", "1030"), ("1030", "1200"), ("1300", "1430"), ("1430", "1600")]
        rule = "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
        texts[f"{each}@x.example.ics"] = calendar(
            *(event(f"20250127T{a}00", f"20250127T{b}00", rule, uid=a, people=others) for a, b in times)
        )
    return write_calendars(tmp_path, texts)


def reduce(path: Path, first: date = FIRST, last: date = END) -> Run:
    return reduce_company(source="ics", path=path, first_day=first, last_day=last, on=date(2025, 4, 22))


def test_one_table_per_block_with_its_cells_refusals_and_ledger_line(calendars: Path) -> None:
    run = reduce(calendars)
    assert released_blocks() == [FIRST, SECOND, THIRD]
    table = ReleasedTable.objects.get(kind="block", source="2025-01-27")
    cell = ReleasedCell.objects.get(table=table, item="meeting_hours", unit="all")
    assert (cell.band_low, cell.band_high, cell.n_band) == (30, 32, "15-19")
    assert cell.covers == ["a", "b"]
    assert (cell.mean, cell.value) == (None, None)
    # Beside the twelve of `a` the three of `b` would be left, so `a` shows only what nobody in `b` has a value of.
    shown = set(ReleasedCell.objects.filter(table=table, unit="a").values_list("item", flat=True))
    assert "one_to_one_hours" in shown
    assert "meeting_hours" not in shown
    refused = Refusal.objects.filter(table=table).values_list("unit", "reason", "carried_by")
    assert list(refused) == [("b", "too_few_active", "all")]
    entries = LedgerEntry.objects.filter(action="block_released")
    assert [entry.subject for entry in entries] == ["2025-01-27", "2025-02-24", "2025-03-24"]
    assert run.report == {"files": 15, "events": 60, "occurrences": 3600, "skipped": {}}
    assert latest_run() == run


def test_findings_quote_released_cells(calendars: Path) -> None:
    reduce(calendars)
    found = findings(unit="all").get(block_start=SECOND, detector="meeting_marathon")
    assert found.severity == "watch"
    assert {cell["metric"] for cell in found.evidence} == {
        "back_to_back_chains",
        "meeting_share",
        "focus_hours",
    }
    assert findings(block_start=THIRD, unit="all").get(detector="meeting_marathon").severity == "high"
    assert set(findings(units=["b"])) == set()


def test_a_second_run_changes_nothing(calendars: Path) -> None:
    reduce(calendars)
    before = (
        list(ReleasedCell.objects.values()),
        list(Finding.objects.values()),
        LedgerEntry.objects.count(),
    )
    again = reduce(calendars)
    assert (
        list(ReleasedCell.objects.values()),
        list(Finding.objects.values()),
        LedgerEntry.objects.count(),
    ) == before
    assert latest_run() == again


def test_a_later_run_adds_its_block_and_the_change_against_the_one_before(calendars: Path) -> None:
    reduce(calendars, last=SECOND)
    reduce(calendars, first=SECOND, last=THIRD)
    assert released_blocks() == [FIRST, SECOND]
    change = block_cells(SECOND, metrics=["load_change"]).get(unit="all")
    assert (change.band_low, change.band_high) == (-2, 2)
    assert [cell.table.source for cell in metric_history("all", "meeting_hours")] == [
        "2025-01-27",
        "2025-02-24",
    ]


def test_another_kind_of_source_adds_nothing_to_a_block_that_calendars_gave(
    calendars: Path, tmp_path: Path
) -> None:
    reduce(calendars, FIRST, SECOND)
    before = list(ReleasedCell.objects.order_by("pk").values())
    log = tmp_path / "work.log"
    log.write_text("".join(f"p{number}@x.example\t2025-02-03T22:00:00+01:00\n" for number in range(15)))
    run = reduce_company(source="git", path=log, first_day=FIRST, last_day=SECOND, on=date(2025, 4, 22))
    assert run.report["occurrences"] == 15
    assert list(ReleasedCell.objects.order_by("pk").values()) == before
    reduce_company(source="git", path=log, first_day=FIRST, last_day=THIRD, on=date(2025, 4, 22))
    assert (
        list(ReleasedCell.objects.filter(table__source=FIRST.isoformat()).order_by("pk").values()) == before
    )


def test_people_who_left_in_the_period_count_and_those_who_moved_have_their_latest_unit(
    calendars: Path,
) -> None:
    Membership.objects.filter(person__code="p14").update(end=date(2025, 2, 10))
    moved = Membership.objects.get(person__code="p13")
    moved.end = date(2025, 3, 1)
    moved.save()
    member(unit("c", parent=moved.unit.parent), date(2025, 3, 1), person=moved.person)
    run = reduce(calendars)
    assert run.report["skipped"] == {}
    assert "c" in Refusal.objects.filter(table__source="2025-01-27").values_list("unit", flat=True)


def test_a_run_that_could_read_nothing_saves_no_block(calendars: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingReadableError):
        reduce(tmp_path / "empty")
    assert released_blocks() == []
    assert latest_run() is None
