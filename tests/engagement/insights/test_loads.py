from datetime import timedelta

import numpy as np
import pandas as pd
import pytest

from engagement.insights.enums import Severity
from engagement.insights.loads import LEAST_RISE, risen
from engagement.insights.models import Theme
from engagement.insights.notice import notice_blocks
from tests.factories import insights, people


def changes(*middle: float, half: float = 0.5) -> pd.DataFrame:
    values = np.array(middle)
    units = [f"U{place}" for place in range(len(values))]
    return pd.DataFrame({"unit": units, "low": values - half, "mid": values, "high": values + half})


QUIET = (0.0, 0.3, -0.4, 0.2, -0.1, 0.5, -0.3, 0.1, 0.0)


def test_a_sudden_rise_stands_out_with_its_lower_end() -> None:
    assert risen(changes(*QUIET, 7.0)) == {"U9": 6.5}


def test_a_rise_of_everybody_is_nobodys_own() -> None:
    assert risen(changes(*(value + 7 for value in QUIET))) == {}


def test_a_fall_a_small_rise_and_a_wide_band_are_none() -> None:
    assert risen(changes(*QUIET, -9.0)) == {}
    assert risen(changes(*QUIET, LEAST_RISE)) == {}
    assert risen(changes(*QUIET, 7.0, half=4.0)) == {}


def test_too_few_units_or_none_give_nothing() -> None:
    assert risen(changes(*QUIET[:6], 9.0)) == {}
    assert risen(changes()) == {}


def test_withheld_values_are_left_out() -> None:
    frame = changes(*QUIET, 7.0)
    frame.loc[9, ["low", "mid", "high"]] = np.nan
    assert risen(frame) == {}


def test_companies_without_a_cause_are_left_in_peace() -> None:
    rng = np.random.default_rng(5)
    heard = sum(bool(risen(changes(*rng.normal(0, 2, 40)))) for _ in range(400))
    assert heard / 400 <= 0.02


@pytest.mark.django_db
def test_a_block_with_a_sudden_load_becomes_a_finding_with_released_evidence() -> None:
    root = people.unit("ROOT")
    for place, value in enumerate((*QUIET, 9.0)):
        people.unit(f"U{place}", root)
        insights.metric(1, f"U{place}", "load_change", value)
    (finding,) = notice_blocks(insights.block(1), insights.block(2))
    assert (finding.unit, finding.theme, finding.severity) == ("U9", Theme.LOAD_CHANGE, Severity.HIGH)
    assert finding.seen_on == insights.block(1) + timedelta(days=28)
    assert [quote["item"] for quote in finding.evidence] == ["load_change"]
    assert notice_blocks(insights.block(2), insights.block(3)) == []
