from datetime import date

import pytest

from engagement.insights.cells import COLUMNS, released_frame, with_constructs
from engagement.insights.periods import block_of
from privacy.models import ReleasedTable
from surveys.enums import WaveKind
from tests.factories import insights

pytestmark = pytest.mark.django_db


def test_nothing_released_is_an_empty_frame_with_all_columns() -> None:
    frame = with_constructs(released_frame())
    assert frame.empty
    assert set(COLUMNS) <= set(frame.columns)


def test_a_block_lasts_28_days_and_its_value_half_a_step_each_way() -> None:
    insights.metric(0, "A", "meeting_hours", 12.3)
    insights.metric(0, "A", "meeting_share", 0.41)
    hours, share = released_frame().to_dict("records")
    assert (hours["starts"].date(), hours["ends"].date()) == (date(2026, 3, 23), date(2026, 4, 20))
    assert (hours["low"], hours["high"], hours["n_low"]) == (pytest.approx(12.25), pytest.approx(12.35), 30)
    assert (share["low"], share["high"]) == (pytest.approx(0.405), pytest.approx(0.415))


def test_a_wave_brings_its_construct_and_scale() -> None:
    asked = insights.questionnaire({"engaged": "engagement", "recommend": "enps"})
    insights.means(insights.wave(asked, 0), "A", {"engaged": 3.4, "recommend": 7.0})
    rows = released_frame().set_index("item")
    assert list(rows.loc["engaged", ["construct", "minimum", "maximum", "wave_kind"]]) == [
        "engagement",
        1,
        5,
        "pulse",
    ]
    assert list(rows.loc["recommend", ["construct", "minimum", "maximum"]]) == ["enps", 0, 10]


def test_choices_belong_to_their_question_and_topics_are_shares() -> None:
    wave = insights.wave(insights.questionnaire({"reasons": "exit_reasons"}, purpose=WaveKind.EXIT), 0)
    insights.means(wave, "A", {"reasons=pay": 0.3}, favourable_low=33, favourable_high=33)
    topics = insights.table(ReleasedTable.Kind.TOPICS, str(wave.pk))
    insights.cell(topics, "A", "topic:pay", mean=0.4)
    insights.cell(topics, "A", "topic:pay:polarity", mean=-0.4)
    rows = released_frame().set_index("item")
    assert list(rows.loc["reasons=pay", ["construct", "minimum", "maximum"]]) == ["exit_reasons", 0, 1]
    assert rows.loc["reasons=pay", "mid"] == pytest.approx(0.33)
    assert list(rows.loc["topic:pay", ["minimum", "maximum", "mid"]]) == [0, 1, pytest.approx(0.4)]
    assert list(rows.loc["topic:pay:polarity", ["minimum", "maximum", "mid"]]) == [-1, 1, pytest.approx(-0.4)]


def test_remainders_and_slices_stay_outside() -> None:
    insights.metric(0, "A", "meeting_hours", 12.0, is_remainder=True)
    insights.metric(0, "B", "meeting_hours", 12.0, slice_attribute="tenure", slice_values=["1"])
    assert released_frame().empty


def test_until_leaves_out_what_was_collected_later() -> None:
    for number in range(3):
        insights.metric(number, "A", "meeting_hours", 12.0)
    assert list(released_frame(until=insights.block(2))["source"]) == ["2026-03-23", "2026-04-20"]


def test_a_table_of_an_unknown_wave_is_left_out() -> None:
    insights.cell(insights.table(ReleasedTable.Kind.WAVE, "unknown"), "A", "engaged", mean=3.0)
    assert released_frame().empty


def test_a_construct_is_the_mean_of_its_released_items() -> None:
    asked = insights.questionnaire({"e1": "engagement", "e2": "engagement", "e3": "engagement"})
    wave = insights.wave(asked, 0)
    insights.means(wave, "A", {"e1": 3.0, "e2": 4.0}, n_band="20-29")
    insights.means(wave, "A", {"e3": None}, n_band="10-14")  # type: ignore[dict-item]  # withheld
    rows = with_constructs(released_frame()).set_index("item")
    construct = rows.loc["construct:engagement"]
    assert (construct["mid"], construct["items"], construct["n_low"]) == (pytest.approx(3.5), "e1,e2", 20)
    assert (construct["low"], construct["high"]) == (pytest.approx(3.45), pytest.approx(3.55))
    assert rows.loc["e1", "items"] == "e1"


def test_one_coarse_item_makes_its_construct_coarse() -> None:
    wave = insights.wave(insights.questionnaire({"e1": "engagement", "e2": "engagement"}), 0)
    insights.means(wave, "A", {"e1": 3.0})
    insights.means(wave, "A", {"e2": 3.0}, precision="coarse")
    assert (
        with_constructs(released_frame()).set_index("item").loc["construct:engagement", "precision"]
        == "coarse"
    )


def test_blocks_start_every_28_days_from_the_first_monday_of_2024() -> None:
    assert block_of(date(2024, 1, 1)) == date(2024, 1, 1)
    assert block_of(date(2024, 1, 28)) == date(2024, 1, 1)
    assert block_of(date(2024, 1, 29)) == date(2024, 1, 29)
    assert block_of(date(2023, 12, 31)) == date(2023, 12, 4)
    assert block_of(insights.FIRST_BLOCK) == insights.FIRST_BLOCK
