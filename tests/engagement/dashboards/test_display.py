from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation

from engagement.dashboards import display
from engagement.dashboards.display import NOTHING, Trend
from engagement.insights.measures import Scale


def cell(**fields: Any) -> Any:
    given = {
        "mean": None, "favourable_low": None, "favourable_high": None, "value": None, "band_low": None, "band_high": None,
        "precision": "full", "trend": "", "n_band": "10-14",
    }  # fmt: skip
    return SimpleNamespace(**(given | fields))


@pytest.mark.parametrize(("low", "high", "text"), [(61, 61, "61%"), (55, 65, "55–65%"), (0, 0, "0%")])
def test_percent_text(low: int, high: int, text: str) -> None:
    assert display.percent_text(low, high) == text


@pytest.mark.parametrize(
    ("share", "expected"), [(0, 1), (44, 1), (45, 2), (55, 3), (64, 3), (65, 4), (75, 5), (100, 5)]
)
def test_shade_of_a_percentage(share: int, expected: int) -> None:
    assert display.shade(share, share) == expected


def test_favourable_of_a_band_keeps_both_ends() -> None:
    figure = display.favourable(cell(favourable_low=50, favourable_high=60, precision="coarse"))
    assert (figure.text, figure.low, figure.span, figure.middle) == ("50–60%", 50, 10, 55)
    assert figure.words


def test_a_coarse_share_is_a_range_and_never_a_point() -> None:
    figure = display.favourable(
        cell(favourable_low=45, favourable_high=45, precision="coarse", n_band="20-29")
    )
    assert (figure.text, figure.exact, figure.span) == ("32–58%", False, 25)
    assert display.mean(cell(mean=3.4, precision="coarse")).text == "–"
    assert (
        display.favourable(cell(favourable_low=50, favourable_high=50, precision="coarse", n_band="5-9")).text
        == "–"
    )


def test_nothing_released_is_a_dash_and_not_zero() -> None:
    assert display.favourable(None) == display.mean(None) == display.share(None) == NOTHING
    assert NOTHING.middle is None


def test_a_null_mean_says_why() -> None:
    figure = display.mean(cell())
    assert (figure.text, figure.n_band) == ("–", "10-14")
    assert figure.words


def test_share_of_comments() -> None:
    assert display.share(cell(mean=0.28)).text == "28%"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("", None),
        ("nonsense", None),
        ("up", Trend("up", "up")),
        ("0.3", Trend("up", "up 0.3")),
        ("-0.3", Trend("down", "down 0.3")),
        ("0.01", Trend("flat", "unchanged")),
    ],
)
def test_trend_reads_directions_and_numbers(raw: str, expected: Trend | None) -> None:
    assert display.trend(raw) == expected


@pytest.mark.parametrize(
    ("raws", "expected"),
    [
        ([], None),
        (["0.2", ""], None),
        (["0.2", "0.4"], Trend("up", "up 0.3")),
        (["up", "up"], Trend("up", "up")),
        (["up", "down"], Trend("flat", "mixed")),
        (["up", "0.4"], Trend("up", "up")),
    ],
)
def test_together_joins_trends_only_where_all_are_known(raws: list[str], expected: Trend | None) -> None:
    assert display.together(raws) == expected


def test_composite_is_the_mean_of_released_percentages() -> None:
    figure = display.composite(
        [cell(favourable_low=40, favourable_high=40), cell(favourable_low=60, favourable_high=70)]
    )
    assert (figure.text, figure.low, figure.span) == ("50–55%", 50, 5)


def test_composite_with_a_missing_item_is_not_shown() -> None:
    assert display.composite([cell(favourable_low=40, favourable_high=40), None]) == NOTHING
    assert display.composite([]) == NOTHING


def test_metric_as_value_and_as_band() -> None:
    assert display.metric(cell(value=10.2), Scale.HOURS).text == "10.2 hours a week"
    assert display.metric(cell(band_low=0.5, band_high=0.55), Scale.SHARE).text == "50% to 55%"
    assert display.metric(cell(), Scale.HOURS) == display.metric(None, Scale.HOURS) == NOTHING


@pytest.mark.parametrize(
    ("polarity", "tone"), [(None, "neutral"), (0.1, "neutral"), (0.4, "positive"), (-0.4, "negative")]
)
def test_tone(polarity: float | None, tone: str) -> None:
    assert display.tone(polarity) == tone


def test_words_are_in_the_language_of_the_reader() -> None:
    with translation.override("zh-hans"):
        assert display.trend("0.3") == Trend("up", "上升 0.3")
