"""Reads of surveys."""

from datetime import timedelta
from typing import Any

import pytest

from surveys.results import release_results
from surveys.selectors import (
    Collection,
    collection,
    constructs,
    open_waves,
    questions,
    released_waves,
    unit_words,
    unreleased_waves,
    wave_items,
)
from surveys.waves import close_wave
from tests.factories import surveys as make

pytestmark = pytest.mark.django_db


def test_waves_are_open_from_the_first_to_the_last_day_and_due_after_it() -> None:
    make.company()
    wave = make.wave()
    day = timedelta(days=1)

    assert [wave in open_waves(on) for on in (make.OPENS - day, make.OPENS, make.CLOSES, make.CLOSES + day)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert [wave in unreleased_waves(on) for on in (make.CLOSES, make.CLOSES + day)] == [False, True]


def test_released_waves_are_those_of_a_kind_oldest_first() -> None:
    make.company()
    asked = make.questionnaire()
    later = make.wave(asked, opens_on=make.OPENS + timedelta(days=7))
    waves = [make.wave(asked), later, make.wave(make.questionnaire(key="leave", purpose="exit"))]
    make.wave(asked)
    for wave in waves:
        make.answer(wave, {"q1": 4})
        closed = close_wave(wave=wave, on=make.CLOSES, actor="HR Ann")
        release_results(wave=closed, on=make.CLOSES)

    assert list(released_waves("pulse")) == [waves[0], waves[1]]
    assert list(released_waves("exit")) == [waves[2]]
    assert released_waves().count() == 3


def test_collection_counts_everybody_and_nothing_smaller() -> None:
    make.company({"A": 12, "B": 12})
    wave = make.wave()
    make.ballots(wave, 5)

    assert collection(wave) == Collection(invited=24, collected=5)


def test_collection_of_a_wave_without_invitations_is_zero() -> None:
    make.company()

    assert collection(make.wave()) == Collection(0, 0)


def test_questions_constructs_and_items_of_a_wave() -> None:
    make.company()
    wave = make.wave(
        make.questionnaire(
            make.question("q1", construct="workload"),
            make.question("q2", "scale10", construct="enps"),
            make.question("q3", construct="workload"),
            make.question("q4", "single"),
            make.question("q5", "text"),
        )
    )

    assert [question.key for question in questions(wave)] == ["q1", "q2", "q3", "q4", "q5"]
    assert constructs(wave) == {"workload": ["q1", "q3"], "enps": ["q2"]}
    items = wave_items(wave)
    assert list(items) == ["q1", "q2", "q3", "q4=a", "q4=b", "q4=c"]
    assert items["q1"] == make.both("Text of q1")
    assert items["q4=b"] == make.both("b")


def test_constructs_and_items_know_the_rows_of_a_matrix_and_the_other_of_a_choice() -> None:
    rows = [{"key": "pace", "text": make.both("The pace")}]
    asked = make.questionnaire(
        make.question("m", "matrix", construct="workload", settings={"scale": "frequency", "rows": rows}),
        make.question("c", "single", settings={"other": True}),
    )
    make.company()
    wave = make.wave(asked)

    assert constructs(wave) == {"workload": ["m.pace"]}
    assert wave_items(wave)["m.pace"] == make.both("The pace")
    assert wave_items(wave)["c=other"] == {"en": "Something else", "zh": "其他"}


def test_unit_words_name_the_unit_of_the_cell_and_the_company() -> None:
    make.company({"A": 12, "B": 12})
    wave = make.wave(make.questionnaire(make.question("q", text={"en": "How is {unit} of {company}?"})))

    cell = wave.cells.get(code="A")
    assert unit_words(cell, questions(wave)) == {"unit": "A", "company": "Acme"}


def test_unit_words_of_a_shared_cell_name_the_unit_above() -> None:
    make.company({"A": 5, "B": 6, "C": 20})
    wave = make.wave(make.questionnaire(make.question("q", text={"en": "How is {unit}?"})))
    shared = next(cell for cell in wave.cells.all() if len(cell.covers) > 1)

    assert unit_words(shared, questions(wave)) == {"unit": "Acme", "company": "Acme"}


def test_unit_words_are_not_looked_up_where_no_text_needs_them(django_assert_num_queries: Any) -> None:
    make.company()
    wave = make.wave()
    cell, listed = wave.cells.first(), questions(wave)

    with django_assert_num_queries(0):
        assert cell is not None
        assert unit_words(cell, listed) == {}
