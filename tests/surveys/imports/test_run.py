"""Whole imports of small files: what comes in, what is refused, and that nothing is written when anything is wrong."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from people.models import Person, RosterEntry, Unit
from people.selectors import headcount
from privacy.ledger import verify
from privacy.models import LedgerEntry, ReleasedCell, ReleasedTable
from surveys.enums import WaveState
from surveys.imports.exceptions import AlreadyImportedError, ImportResultsError, ResultsFileError
from surveys.imports.mapping_file import load_mapping
from surveys.imports.run import Imported, import_results
from surveys.models import Questionnaire, Wave
from surveys.models.answers import Answer, Comment
from tests.factories import imports as make

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 5)
WRITTEN = (Wave, Questionnaire, Answer, Comment, Person, Unit, RosterEntry, ReleasedTable, LedgerEntry)


def _import(
    folder: Path, *groups: list[dict[str, str]], rosters: Path | None = None, **mapping: Any
) -> Imported:
    dry_run = mapping.pop("dry_run", False)
    loaded = load_mapping(make.write_mapping(folder, **mapping))
    path = make.write_results(folder, *groups)
    return import_results(path=path, mapping=loaded, on=DAY, actor="HR Ann", rosters=rosters, dry_run=dry_run)


def _nothing_written() -> bool:
    return not any(model.objects.exists() for model in WRITTEN)


def test_import_makes_one_released_wave_a_year(tmp_path: Path) -> None:
    rows = [make.row(n, left="2023" if n <= 12 else "2024") for n in range(1, 31)]

    imported = _import(tmp_path, rows)

    assert (imported.read, imported.taken, imported.refused) == (30, 30, {})
    assert [(one.name, one.responses, one.asked) for one in imported.waves] == [
        ("2023", 12, 12),
        ("2024", 18, 18),
    ]
    waves = list(Wave.objects.all())
    assert [wave.state for wave in waves] == [WaveState.RELEASED] * 2
    assert waves[0].title == {"en": "Old exit survey · 2023", "zh": "旧离职调查 · 2023"}
    assert (waves[0].kind, waves[0].opens_on, waves[0].closes_on) == (
        "exit",
        date(2023, 1, 1),
        date(2023, 12, 31),
    )


def test_released_numbers_are_those_of_the_file(tmp_path: Path) -> None:
    _import(tmp_path, make.rows(40))

    again = ReleasedCell.objects.get(item="again", unit="co", is_remainder=False)
    pay = ReleasedCell.objects.get(item="reasons=pay", unit="co", is_remainder=False)
    assert (again.mean, again.favourable_low, again.n_band) == (3.0, 40, "30-49")
    assert pay.favourable_low == round(100 * 27 / 40)


def test_units_are_made_as_units_of_the_past(tmp_path: Path) -> None:
    _import(tmp_path, make.rows(20, team="B"))

    assert list(Unit.objects.values_list("code", "parent__code", "name", "is_active")) == [
        ("co", None, "Company", False),
        ("co-north", "co", "North", False),
        ("co-north-b", "co-north", "Team B", False),
        ("co-south", "co", "South", False),
        ("co-south-b", "co-south", "Team B", False),
    ]


def test_small_units_share_a_ballot_cell_of_ten(tmp_path: Path) -> None:
    imported = _import(tmp_path, make.rows(30), [make.row(31, area="North", team="B")])

    (wave,) = [one.wave for one in imported.waves]
    assert wave is not None
    cells = {tuple(cell.covers): cell.roster_size for cell in wave.cells.all()}
    assert all(size >= 10 for size in cells.values())
    assert sum(cells.values()) == 31
    assert any({"co-north-a", "co-north-b"} <= set(covers) for covers in cells)


def test_respondents_have_no_name_no_address_and_no_membership(tmp_path: Path) -> None:
    _import(tmp_path, make.rows(12))

    assert Person.objects.count() == 12
    assert not Person.objects.filter(is_active=True).exists()
    assert not Person.objects.exclude(email="").exists()
    assert headcount(DAY) == {}
    assert all(
        person.code.startswith("co~") and person.name == person.code for person in Person.objects.all()
    )


def test_no_answer_keeps_the_order_of_the_file(tmp_path: Path) -> None:
    rows = [make.row(n, again="SA" if n <= 30 else "SD", pay="-") for n in range(1, 61)]
    _import(tmp_path, rows)

    stored = [answer.values["again"] for answer in Answer.objects.all()]

    assert sorted(stored) == [1] * 30 + [5] * 30
    assert stored != [5] * 30 + [1] * 30


def test_comments_become_topics_and_their_words_go_nowhere(tmp_path: Path) -> None:
    rows = [make.row(n, notes="The workload was far too high zebrafish") for n in range(1, 21)]

    imported = _import(tmp_path, rows)

    assert [table.kind for table in imported.waves[0].tables] == ["wave", "topics"]
    assert ReleasedCell.objects.filter(item="topic:workload").exists()
    assert "zebrafish" not in repr(list(ReleasedCell.objects.values()) + list(LedgerEntry.objects.values()))


def test_waves_under_ten_are_refused_and_counted(tmp_path: Path) -> None:
    imported = _import(tmp_path, make.rows(12), [make.row(n, left="2019") for n in range(13, 17)])

    assert imported.refused == {"fewer than 10 people asked in the wave": 4}
    assert [one.name for one in imported.waves] == ["2024"]


def test_a_file_with_small_waves_only_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResultsFileError, match="expected a wave in which at least 10 people were asked"):
        _import(tmp_path, make.rows(9))

    assert _nothing_written()


def test_the_ledger_says_who_imported_what(tmp_path: Path) -> None:
    _import(
        tmp_path,
        make.rows(12),
        [make.row(13, left="")],
        refuse=[{"column": "left", "in": "", "reason": "no date"}],
    )

    entry = LedgerEntry.objects.get(action="import_results")
    assert (entry.actor, entry.subject, entry.units) == ("HR Ann", "old-exit", ["co"])
    assert (entry.detail["read"], entry.detail["refused"]) == (13, {"no date": 1})
    assert verify() == []


def test_dry_run_counts_and_writes_nothing(tmp_path: Path) -> None:
    imported = _import(tmp_path, make.rows(12), dry_run=True)

    assert imported.dry_run
    assert [(one.name, one.responses, one.wave, one.tables) for one in imported.waves] == [
        ("2024", 12, None, ())
    ]
    assert _nothing_written()


def test_the_same_import_again_is_refused(tmp_path: Path) -> None:
    _import(tmp_path, make.rows(12))

    with pytest.raises(AlreadyImportedError, match="a source of this name was imported before"):
        _import(tmp_path, make.rows(15))


def test_the_same_file_under_another_name_is_refused(tmp_path: Path) -> None:
    _import(tmp_path, make.rows(12))

    with pytest.raises(AlreadyImportedError, match="the same file was imported before"):
        _import(tmp_path, make.rows(12), source="other-name")


def test_a_longer_export_of_the_same_survey_is_refused(tmp_path: Path) -> None:
    _import(tmp_path, make.rows(12))

    with pytest.raises(AlreadyImportedError, match="12 of its responses were imported before"):
        _import(tmp_path, make.rows(13), source="other-name")


def test_a_row_that_is_wrong_at_the_end_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ImportResultsError):
        _import(tmp_path, make.rows(30), [make.row(31, again="?")])

    assert _nothing_written()


def test_an_error_while_writing_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: object, **kwargs: object) -> None:
        message = "disk full"
        raise OSError(message)

    monkeypatch.setattr("surveys.imports.waves.release_results", fails)

    with pytest.raises(OSError, match="disk full"):
        _import(tmp_path, make.rows(30))

    assert _nothing_written()


def test_a_roster_file_adds_those_who_did_not_answer(tmp_path: Path) -> None:
    rosters = tmp_path / "asked.csv"
    rosters.write_text("wave,unit,size\n2024,co-north-a,25\n2024,co-south-a,12\n")

    imported = _import(tmp_path, make.rows(20), rosters=rosters)

    assert imported.waves[0].asked == 37
    assert RosterEntry.objects.filter(unit__code="co-north-a").count() == 25
    assert Answer.objects.count() == 20


def test_imported_results_of_several_waves_need_a_person_column(tmp_path: Path) -> None:
    rows = [make.row(n, left="2023" if n <= 12 else "2024") for n in range(1, 31)]

    with pytest.raises(ResultsFileError, match="expected a person column in the mapping"):
        _import(tmp_path, rows, kind="imported")

    assert _nothing_written()


def test_a_person_who_answered_in_two_waves_is_one_person(tmp_path: Path) -> None:
    rows = [make.row(n, left=year, notes=f"{year}-{n}") for year in ("2023", "2024") for n in range(1, 13)]
    closed = make.mapping()["questions"][:3]

    _import(tmp_path, rows, kind="imported", person="id", response={"column": "notes"}, questions=closed)

    assert RosterEntry.objects.count() == 24
    assert Person.objects.count() == 12


def test_a_person_of_the_directory_is_meant_where_the_id_is_known(tmp_path: Path) -> None:
    known = Person.objects.create(code="3", name="Ann Lee")

    _import(tmp_path, make.rows(12), kind="imported", person="id")

    assert RosterEntry.objects.filter(person=known).count() == 1
    assert Person.objects.count() == 12


def test_a_person_twice_in_a_wave_is_an_error(tmp_path: Path) -> None:
    mapping = {"kind": "imported", "person": "why", "questions": make.mapping()["questions"][:2]}
    mapping["ignore"] = ["notes"]

    with pytest.raises(ResultsFileError, match="every person once in wave 2024"):
        _import(tmp_path, make.rows(12), **mapping)

    assert _nothing_written()
