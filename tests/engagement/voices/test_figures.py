from dataclasses import dataclass

import pytest

from engagement.voices.figures import moved, tone_of, tone_words


@dataclass
class Cell:
    mean: float | None
    n_band: str = "100-199"
    precision: str = "full"
    favourable_low: int | None = None
    favourable_high: int | None = None
    value: float | None = None
    band_low: float | None = None
    band_high: float | None = None
    trend: str = ""


@pytest.mark.parametrize(
    ("polarity", "tone"),
    [(None, 0), (-1, 1), (-0.5, 2), (-0.16, 2), (-0.15, 3), (0, 3), (0.15, 4), (0.5, 5), (1, 5)],
)
def test_a_tone_is_one_of_five_or_not_released(polarity: float | None, tone: int) -> None:
    assert tone_of(polarity) == tone
    assert len(tone_words()) == 5


def test_a_change_is_told_where_it_is_more_than_chance() -> None:
    up = moved(Cell(0.5), Cell(0.2))
    down = moved(Cell(0.1), Cell(0.4))
    assert up is not None
    assert down is not None
    assert (up.direction, down.direction) == ("up", "down")
    assert "30" in up.text


def test_small_groups_and_small_changes_are_chance() -> None:
    for now, before in (
        (Cell(0.5, "10-14"), Cell(0.2, "10-14")),
        (Cell(0.21), Cell(0.2)),
        (Cell(0.0), Cell(0.0)),
    ):
        found = moved(now, before)
        assert found is not None
        assert found.direction == "flat"


def test_what_cannot_be_compared_is_not() -> None:
    assert moved(Cell(0.5), None) is None
    assert moved(Cell(0.5, precision="coarse"), Cell(0.2)) is None
    assert moved(Cell(None), Cell(0.2)) is None
