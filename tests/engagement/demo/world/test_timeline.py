from datetime import date, timedelta

import pytest

from engagement.demo.world.timeline import BLOCK, EPOCH, timeline

DAYS = [date(2026, 11, 2), date(2026, 11, 24), date(2026, 11, 29), date(2026, 11, 30), date(2028, 2, 29)]


@pytest.mark.parametrize("today", DAYS)
def test_blocks_stand_in_the_fixed_grid_and_end_before_today(today: date) -> None:
    line = timeline(today)

    assert all((first - EPOCH) % BLOCK == timedelta(0) for first in line.blocks)
    assert [b - a for a, b in zip(line.blocks, line.blocks[1:], strict=False)] == [BLOCK] * 12
    assert line.end <= today < line.end + BLOCK


@pytest.mark.parametrize("today", DAYS)
def test_every_pulse_closes_inside_its_block(today: date) -> None:
    line = timeline(today)

    assert len(line.pulses) == 12
    for number, window in enumerate(line.pulses):
        assert line.block_of(window.opens) == line.block_of(window.closes) == number + 1


@pytest.mark.parametrize("today", DAYS)
def test_the_last_wave_is_open_today_and_opened_after_the_last_block(today: date) -> None:
    line = timeline(today)

    assert line.end <= line.open_pulse.opens <= today < line.open_pulse.closes


@pytest.mark.parametrize("today", DAYS)
def test_quarters_follow_each_other_and_are_asked_after_their_end(today: date) -> None:
    line = timeline(today)

    assert line.quarters[0].start == line.start
    for earlier, later in zip(line.quarters, line.quarters[1:], strict=False):
        assert earlier.end == later.start
    for quarter in line.quarters:
        assert quarter.end < quarter.window.opens < quarter.window.closes < today


def test_block_of_counts_from_the_first_block() -> None:
    line = timeline(date(2026, 11, 24))

    assert line.block_of(line.blocks[0]) == 0
    assert line.block_of(line.blocks[0] - timedelta(days=1)) == -1
    assert line.block_of(line.end) == 13
