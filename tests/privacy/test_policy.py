import dataclasses
from typing import Any

import pytest

from privacy.exceptions import PolicyError
from privacy.policy import DEFAULT, VERSION, Policy

NUMBERS = [
    field.name
    for field in dataclasses.fields(Policy)
    if isinstance(field.default, int) and not isinstance(field.default, bool) and field.name != "raw_days"
]


@pytest.mark.parametrize("name", NUMBERS)
def test_a_threshold_may_be_raised_and_not_lowered(name: str) -> None:
    value = getattr(DEFAULT, name)
    assert getattr(DEFAULT.raised(**{name: value + 1}), name) == value + 1
    with pytest.raises(PolicyError, match=f"at least {value}" if value > 1 else "at least 1"):
        DEFAULT.raised(**{name: value - 1})


def test_what_was_raised_once_may_not_come_down_to_the_default() -> None:
    with pytest.raises(PolicyError):
        DEFAULT.raised(k=8).raised(k=7)


def test_raw_answers_may_be_kept_shorter_and_not_longer() -> None:
    assert DEFAULT.raised(raw_days=30).raw_days == 30
    with pytest.raises(PolicyError):
        DEFAULT.raised(raw_days=91)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("k", "5"),
        ("k", 5.5),
        ("k", True),
        ("k", None),
        ("time_mode", "off"),
        ("verbatim", 1),
        ("enabled", False),
    ],
)
def test_an_unknown_name_or_value_refuses(name: str, value: Any) -> None:
    with pytest.raises(PolicyError):
        DEFAULT.raised(**{name: value})


def test_a_policy_cannot_be_built_below_the_defaults_either() -> None:
    with pytest.raises(PolicyError):
        Policy(k=3)


def test_a_frozen_policy_reads_back() -> None:
    policy = DEFAULT.raised(k=7, time_mode="strict", verbatim=True)
    assert Policy.from_json(policy.as_json()) == policy


@pytest.mark.parametrize("change", [{"version": "0"}, {"k": 2}, {"off": True}])
def test_a_frozen_policy_that_was_tampered_with_refuses(change: dict[str, Any]) -> None:
    with pytest.raises(PolicyError):
        Policy.from_json(DEFAULT.as_json() | change)


def test_a_frozen_policy_without_a_version_refuses() -> None:
    with pytest.raises(PolicyError) as refused:
        Policy.from_json({"k": 5})
    assert (refused.value.name, refused.value.expected) == ("version", VERSION)
