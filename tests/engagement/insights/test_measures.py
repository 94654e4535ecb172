import re

import pytest
from django.utils.translation import override

from engagement.insights.measures import (
    CONSTRUCTS,
    METRICS,
    Scale,
    find_measure,
    is_measure,
    say_change,
    say_range,
)
from signals import metrics as signals_metrics
from surveys.bank.loader import load_set, set_keys

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("key", [*METRICS, *(f"construct:{key}" for key in CONSTRUCTS)])
def test_every_measure_is_found_and_named_in_both_languages(key: str) -> None:
    measure = find_measure(key)
    assert measure is not None
    assert is_measure(key)
    with override("en"):
        assert not HAN.search(str(measure.label))
    with override("zh-hans"):
        assert HAN.search(str(measure.label))


@pytest.mark.parametrize("key", ["", "mood", "construct:mood", "construct:", "topic:pay", "engagement"])
def test_anything_else_is_no_measure(key: str) -> None:
    assert not is_measure(key)


@pytest.mark.parametrize("scale", Scale)
def test_every_scale_can_be_said_in_both_languages(scale: Scale) -> None:
    assert say_range(0.25, 0.5, scale).startswith("25% to 50%" if scale is Scale.SHARE else "0.2 to 0.5")
    with override("zh-hans"):
        assert "至" in say_range(0.25, 0.5, scale)


def test_every_metric_of_the_signals_and_every_construct_of_the_ready_sets_has_words() -> None:
    assert set(METRICS) == set(signals_metrics.METRICS)
    asked = {question.get("construct", "") for key in set_keys() for question in load_set(key)["questions"]}
    assert {construct for construct in asked if construct and not construct.startswith("exit_")} <= set(
        CONSTRUCTS
    )


def test_equal_ends_are_said_once() -> None:
    assert say_range(2.0, 2.0, Scale.TIMES) == "2 times a week"
    assert say_range(0.101, 0.104, Scale.SHARE) == "10%"


def test_a_change_of_nothing_is_a_zero() -> None:
    assert say_change(0.0, Scale.HOURS) == "+0.00"
