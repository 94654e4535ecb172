import json

import pytest
from django.core.management import call_command

from signals.exceptions import UnknownMetricError
from signals.metrics import METRICS, get_metric

# name: (unit, clip, band, step), as section 3 of the definition has them.
TABLE = {
    "meeting_hours": ("h/w", [0, 50], 2, 0.1),
    "meeting_share": ("share", [0, 1], 0.05, 0.01),
    "back_to_back_chains": ("per week", [0, 15], 0.5, 0.1),
    "large_meeting_hours": ("h/w", [0, 30], 1, 0.1),
    "long_meeting_hours": ("h/w", [0, 40], 1, 0.1),
    "conflict_hours": ("h/w", [0, 20], 0.5, 0.1),
    "focus_hours": ("h/w", [0, 50], 2, 0.1),
    "fragmentation": ("share", [0, 1], 0.1, 0.01),
    "after_hours_hours": ("h/w", [0, 20], 0.5, 0.1),
    "weekend_hours": ("h/w", [0, 16], 0.5, 0.1),
    "holiday_hours": ("h/w", [0, 16], 0.5, 0.1),
    "quiet_days": ("share", [0, 1], 0.05, 0.01),
    "one_to_one_hours": ("h/w", [0, 5], 0.25, 0.1),
    "outside_hours": ("h/w", [0, 30], 1, 0.1),
    "cross_unit_share": ("share", [0, 1], 0.1, 0.01),
    "external_ties": ("units", [0, 20], 1, 0.1),
    "ei_index": ("-1..1", [-1, 1], 0.2, 0.01),
    "manager_span": ("people", [0, 60], 2, 0.1),
    "manager_one_to_one_hours": ("h/w", [0, 20], 1, 0.1),
    "manager_meeting_share": ("share", [0, 1], 0.05, 0.01),
    "manager_after_hours_hours": ("h/w", [0, 20], 0.5, 0.1),
    "load_change": ("h/w", None, None, 0.1),
}


def test_the_registry_has_every_metric_with_its_numbers() -> None:
    listed = {each["name"]: each for each in (metric.as_json() for metric in METRICS.values())}
    assert {name: (m["unit"], m["clip"], m["band"], m["step"]) for name, m in listed.items()} == TABLE


def test_list_metrics_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("list_metrics", "--json")
    listed = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in listed] == list(TABLE)
    keys = {"name", "unit", "definition", "formula", "clip", "band", "step", "source"}
    assert all(set(each) == keys for each in listed)
    assert all(each["definition"] and each["formula"] and each["source"] for each in listed)


def test_list_metrics_prints_lines_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("list_metrics")
    assert len(capsys.readouterr().out.splitlines()) == len(TABLE)


def test_an_unknown_metric_raises_a_named_error() -> None:
    assert get_metric("meeting_hours").band == 2
    with pytest.raises(UnknownMetricError):
        get_metric("mood")
