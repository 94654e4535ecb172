from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from engagement.insights.record import HALF_YEAR, LEAST_JUDGED, NOTHING, Past, Record, record_of, rises_of

FIRST = date(2024, 1, 1)
BLOCK = timedelta(days=28)
OPENED = FIRST + 10 * BLOCK
# Blocks of a quiet unit of forty: a leaver every other block, none when it matters.
QUIET = [1, 0] * 5 + [0] * 10


def rows(unit: str, counts: list[int]) -> pd.DataFrame:
    days = [pd.Timestamp(FIRST + place * BLOCK) for place in range(len(counts))]
    return pd.DataFrame({"unit": unit, "block": days, "headcount": 40, "leavers": counts})


def risen(at: int, count: int = 8) -> list[int]:
    return [count if place == at else left for place, left in enumerate(QUIET)]


def record(past: list[Past], *units: tuple[str, list[int]]) -> Record:
    return record_of(past, rises_of(pd.concat([rows(*one) for one in units])))


def test_a_rise_within_the_half_year_counts_with_its_lead() -> None:
    found = record([Past("A", OPENED)], ("A", risen(14)), ("B", QUIET))
    assert (found.judged, found.preceded) == (1, 1)
    # The first window of three blocks that holds block 14 begins with block 12, eight weeks after the alert.
    assert found.weeks == 8
    assert found.usual == 0.0


def test_a_quiet_half_year_is_judged_and_preceded_nothing() -> None:
    found = record([Past("A", OPENED)], ("A", QUIET), ("B", risen(12)), ("C", QUIET))
    assert found == Record(1, 0, None, 0.5)


def test_what_comes_after_the_half_year_is_not_counted() -> None:
    last = 10 + HALF_YEAR // BLOCK - 1
    inside, outside = (record([Past("A", OPENED)], ("A", risen(at)), ("B", QUIET)) for at in (last, last + 1))
    assert (inside.preceded, outside.preceded) == (1, 0)


def test_a_fresh_alert_and_one_of_an_unknown_unit_are_not_judged() -> None:
    units = (("A", QUIET[:15]), ("B", QUIET[:15]))
    assert record([Past("A", OPENED)], *units) == NOTHING
    assert record([Past("Z", OPENED)], ("A", QUIET), ("B", QUIET)) == NOTHING
    assert record([Past("A", FIRST - BLOCK)], ("A", QUIET), ("B", QUIET)) == NOTHING
    assert record_of([Past("A", OPENED)], None) == NOTHING


def test_other_alerted_units_are_no_comparison() -> None:
    past = [Past("A", OPENED), Past("B", OPENED)]
    found = record(past, ("A", risen(12)), ("B", risen(15)), ("C", QUIET))
    assert (found.judged, found.preceded, found.usual) == (2, 2, 0.0)
    assert record(past, ("A", QUIET), ("B", QUIET)).usual is None


def test_a_record_of_few_alerts_tells_nothing() -> None:
    assert not Record(LEAST_JUDGED - 1, 1, 4).is_telling
    assert Record(LEAST_JUDGED, 1, 4).is_telling


@pytest.mark.parametrize("shift", [1, 27, 28])
def test_only_windows_that_begin_after_the_alert_are_read(shift: int) -> None:
    opened = OPENED - timedelta(days=shift)
    rises = rises_of(pd.concat([rows("A", QUIET), rows("B", QUIET)]))
    assert rises is not None
    span = rises.after(opened)
    assert span is not None
    assert rises.grid.blocks[span.start].date() >= opened
    assert rises.grid.blocks[span.stop - 1].date() + 3 * BLOCK <= opened + HALF_YEAR
    assert not np.isnan(rises.events[:, span]).any()


def test_an_empty_panel_has_no_rises() -> None:
    assert rises_of(pd.DataFrame(columns=["unit", "block", "headcount", "leavers"])) is None
