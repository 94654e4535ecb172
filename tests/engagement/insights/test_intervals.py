import pandas as pd
import pytest

from engagement.insights.intervals import least_n, signal_interval, survey_interval

NOTHING = float("nan")


def survey_cell(**fields: float | str) -> pd.DataFrame:
    row = {
        "mean": 3.4, "favourable_low": NOTHING, "favourable_high": NOTHING, "precision": "full", "n_low": 10,
        "minimum": 1.0, "maximum": 5.0,
    }  # fmt: skip
    return pd.DataFrame([row | fields])


def interval(**fields: float | str) -> tuple[float, float]:
    low, high = survey_interval(survey_cell(**fields))
    return round(float(low[0]), 6), round(float(high[0]), 6)


def test_a_full_mean_stands_for_what_rounds_to_it() -> None:
    assert interval() == (3.35, 3.45)


def test_a_coarse_mean_stands_for_the_range_over_n_more() -> None:
    # The sum is known to the nearest multiple of 2 * 4, so to within 4; over 10 people 0.4, and 0.05 for rounding.
    assert interval(precision="coarse") == (2.95, 3.85)


def test_an_interval_never_leaves_the_scale() -> None:
    assert interval(mean=4.9, precision="coarse") == (4.45, 5.0)
    assert interval(mean=1.0) == (1.0, 1.05)


def test_a_withheld_mean_has_no_interval() -> None:
    low, high = survey_interval(survey_cell(mean=NOTHING))
    assert pd.isna(low[0])
    assert pd.isna(high[0])


def test_a_choice_is_known_to_the_percent() -> None:
    share = {"minimum": 0.0, "maximum": 1.0, "mean": 0.4}
    assert interval(**share, favourable_low=42, favourable_high=42) == (0.415, 0.425)


def test_a_choice_with_a_banded_percentage_keeps_what_both_say() -> None:
    share = {"minimum": 0.0, "maximum": 1.0, "mean": 0.1}
    assert interval(**share, favourable_low=0, favourable_high=10) == (0.05, 0.1)
    assert interval(**(share | {"mean": NOTHING}), favourable_low=0, favourable_high=10) == (0.0, 0.1)


def test_a_percentage_on_a_wider_scale_says_nothing_about_the_mean() -> None:
    assert interval(favourable_low=90, favourable_high=90) == (3.35, 3.45)


def test_contradicting_roundings_keep_the_percentage() -> None:
    share = {"minimum": 0.0, "maximum": 1.0, "mean": 0.4}
    assert interval(**share, favourable_low=46, favourable_high=46) == (0.455, 0.465)


def test_signals_keep_their_band_or_half_a_step() -> None:
    cells = pd.DataFrame(
        {
            "value": [NOTHING, 12.3],
            "band_low": [10.0, NOTHING],
            "band_high": [12.0, NOTHING],
            "step": [0.1, 0.1],
        }
    )
    low, high = signal_interval(cells)
    assert list(low) == pytest.approx([10.0, 12.25])
    assert list(high) == pytest.approx([12.0, 12.35])


def test_least_n_reads_every_band() -> None:
    bands = pd.Series(["5-9", "10-14", "100-199", "200+"])
    assert list(least_n(bands)) == [5, 10, 100, 200]
    assert list(least_n(pd.Series([], dtype=str))) == []
