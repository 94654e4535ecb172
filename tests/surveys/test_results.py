"""Through the door and out: results and topics of a wave."""

from datetime import timedelta
from typing import Any

import pytest

from privacy.models import LedgerEntry, ReleasedCell, ReleasedTable
from privacy.policy import DEFAULT
from surveys.enums import QuestionType, WaveState
from surveys.exceptions import WaveNotClosedError
from surveys.intake import submit
from surveys.models import Wave
from surveys.results import answers_frame, release_comments, release_results
from surveys.waves import close_wave
from tests.factories import surveys as make

pytestmark = pytest.mark.django_db
SECRET = "Zanzibar-canary-9137"
QUESTIONS: tuple[dict[str, Any], ...] = (
    make.question("good"),
    make.question("bad", reversed=True),
    make.question("enps", "scale10"),
    make.question("reason", "single"),
    make.question("causes", "multiple"),
    make.question("why", "text"),
)


def closed(wave: Wave) -> Wave:
    return close_wave(wave=wave, on=make.CLOSES, actor="HR Ann")


def answered(**more: object) -> Wave:
    """A closed wave in two units of 12, everybody with the answers 4, 4 (reversed), 9, a, [a, b]."""
    make.company({"A": 12, "B": 12})
    wave = make.wave(make.questionnaire(*QUESTIONS))
    answers = {"good": 4, "bad": 4, "enps": 9, "reason": "a", "causes": ["a", "b"]}
    make.answer(wave, answers | more)
    return closed(wave)


def test_every_question_becomes_its_items_recoded_so_that_higher_is_better() -> None:
    table = release_results(wave=answered(), on=make.CLOSES)
    top = table.cells.filter(unit="ROOT")

    assert set(top.values_list("item", flat=True)) == {
        "good", "bad", "enps", "reason=a", "reason=b", "reason=c", "causes=a", "causes=b", "causes=c",
    }  # fmt: skip


def test_frame_holds_items_of_0_and_1_and_turned_answers() -> None:
    frame = answers_frame(answered())

    assert frame.groupby("item")["value"].unique().map(list).to_dict() == {
        "good": [4.0], "bad": [2.0], "enps": [9.0], "reason=a": [1.0], "reason=b": [0.0], "reason=c": [0.0],
        "causes=a": [1.0], "causes=b": [1.0], "causes=c": [0.0],
    }  # fmt: skip
    assert set(frame["unit"]) == {"A", "B"}
    assert frame["response"].nunique() == 24


ROWS = [{"key": key, "text": make.both(key)} for key in ("pace", "breaks")]
EVERY_TYPE: dict[str, tuple[dict[str, Any], dict[str, object], set[str]]] = {
    # type: the question, answers to it, the items as which it is released
    "agreement5": (make.question("q"), {"q": 4}, {"q"}),
    "agreement7": (make.question("q", "agreement7"), {"q": 6}, {"q"}),
    "frequency": (make.question("q", "frequency"), {"q": 4}, {"q"}),
    "smiley": (make.question("q", "smiley"), {"q": 5}, {"q"}),
    "scale10": (make.question("q", "scale10"), {"q": 9}, {"q"}),
    "rating": (make.question("q", "rating", settings={"min": 1, "max": 6}), {"q": 5}, {"q"}),
    "single": (
        make.question("q", "single", settings={"other": True}), {"q": "other", "q.other": SECRET}, {"q=a", "q=b", "q=c", "q=other"},
    ),
    "multiple": (make.question("q", "multiple"), {"q": ["a"]}, {"q=a", "q=b", "q=c"}),
    "ranking": (make.question("q", "ranking"), {"q": ["b", "a", "c"]}, {"q=a", "q=b", "q=c"}),
    "matrix": (
        make.question("q", "matrix", settings={"scale": "frequency", "rows": ROWS}), {"q.pace": 2, "q.breaks": 5}, {"q.pace", "q.breaks"},
    ),
    "number": (make.question("q", "number"), {"q": 91379137}, set()),
    "date": (make.question("q", "date"), {"q": "1913-09-13"}, set()),
    "short": (make.question("q", "short"), {"q": SECRET}, set()),
    "text": (make.question("q", "text"), {"q": SECRET}, set()),
    "note": (make.question("q", "note"), {}, set()),
}  # fmt: skip


def test_every_type_is_among_those_that_go_through_the_door_here() -> None:
    assert set(EVERY_TYPE) == set(QuestionType.values)


@pytest.mark.parametrize("kind", EVERY_TYPE)
def test_closed_types_are_released_as_items_and_open_ones_never(kind: str) -> None:
    asked, answers, items = EVERY_TYPE[kind]
    make.company({"A": 12, "B": 12})
    wave = make.wave(make.questionnaire(make.question("sure"), asked))
    make.answer(wave, {"sure": 4} | answers)
    closed(wave)
    released = release_results(wave=wave, on=make.CLOSES)
    release_comments(wave=wave, on=make.CLOSES)

    assert set(released.cells.values_list("item", flat=True)) == {"sure"} | items
    everything = str(list(ReleasedCell.objects.values())) + str(list(LedgerEntry.objects.values()))
    for secret in (SECRET, "91379137", "1913-09-13"):
        assert secret not in everything


def test_skipped_question_is_no_row() -> None:
    make.company({"A": 12})
    wave = make.wave()
    make.answer(wave, {"q1": 4})

    assert set(answers_frame(wave)["item"]) == {"q1"}


def test_release_is_kept_by_kind_and_source_and_moves_the_wave_on() -> None:
    wave = answered()
    table = release_results(wave=wave, on=make.CLOSES)

    assert (table.kind, table.source, table.policy) == ("wave", str(wave.pk), DEFAULT.as_json())
    wave.refresh_from_db()
    assert wave.state == WaveState.RELEASED
    assert LedgerEntry.objects.filter(action="release_results", subject=f"wave {wave.pk}").count() == 1


def test_release_twice_returns_the_same_table() -> None:
    wave = answered(why="Too many meetings")
    first = (release_results(wave=wave, on=make.CLOSES), release_comments(wave=wave, on=make.CLOSES))
    later = make.CLOSES + timedelta(days=9)
    again = (release_results(wave=wave, on=later), release_comments(wave=wave, on=later))

    assert again == first
    assert ReleasedTable.objects.count() == 3


def test_open_wave_releases_nothing() -> None:
    make.company()
    wave = make.wave()
    for release in (release_results, release_comments):
        with pytest.raises(WaveNotClosedError):
            release(wave=wave, on=make.CLOSES)

    assert not ReleasedTable.objects.exists()


def test_covers_list_real_units_also_where_a_cell_was_merged() -> None:
    make.company({"A": 6, "B": 7, "C": 15})
    wave = make.wave()
    make.answer(wave, {"q1": 4})
    table = release_results(wave=closed(wave), on=make.CLOSES)

    covers = {cell.unit: set(cell.covers) for cell in table.cells.filter(item="q1", is_remainder=False)}
    assert covers["ROOT"] == {"A", "B", "C"}
    assert covers["A+B"] == {"A", "B"}


def test_small_group_of_answers_has_no_cell() -> None:
    make.company({"A": 12, "B": 12})
    wave = make.wave()
    few = 4
    for ballot in make.ballots(wave):
        few -= ballot.cell.code == "B"
        if ballot.cell.code == "A" or few >= 0:
            submit(ballot_token=ballot.token, answers={"q1": 4})
    table = release_results(wave=closed(wave), on=make.CLOSES)

    assert "B" not in set(table.cells.values_list("unit", flat=True))


def test_second_wave_is_released_beside_the_first() -> None:
    make.company({"A": 15, "B": 15})
    asked = make.questionnaire()
    tables = []
    for month in (0, 1):
        opens = make.OPENS + timedelta(days=30 * month)
        wave = make.wave(asked, opens_on=opens, closes_on=opens + timedelta(days=7))
        make.answer(wave, {"q1": 4 - month})
        tables.append(release_results(wave=closed(wave), on=opens))

    assert all(table.cells.filter(unit="A", item="q1").exists() for table in tables)


def test_comments_become_topics_and_no_word_of_them_is_kept_in_what_is_released() -> None:
    wave = answered(why=f"Too many meetings, says {SECRET}")
    table = release_comments(wave=wave, on=make.CLOSES, names=["Ann Example"])

    top = {cell.item: cell for cell in table.cells.filter(unit="ROOT")}
    assert top["topic:meetings"].mean == 1.0
    assert "topic:meetings:polarity" in top
    assert set(top["topic:meetings"].covers) == {"A", "B"}
    released = str(list(ReleasedCell.objects.values())) + str(list(ReleasedTable.objects.values()))
    assert SECRET not in released
    assert SECRET not in str(list(LedgerEntry.objects.values()))


def test_wave_without_comments_releases_an_empty_table() -> None:
    table = release_comments(wave=answered(), on=make.CLOSES)

    assert table.kind == "topics"
    assert not table.cells.exists()


def test_wave_without_answers_releases_an_empty_table() -> None:
    make.company()
    table = release_results(wave=closed(make.wave()), on=make.CLOSES)

    assert not table.cells.exists()
