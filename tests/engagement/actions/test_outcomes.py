import pytest

from engagement.actions.catalogue import get_template
from engagement.actions.outcomes import baseline, choose_outcome, history
from surveys.enums import WaveKind
from tests.factories import insights

pytestmark = pytest.mark.django_db


def test_the_history_of_a_metric_is_its_blocks() -> None:
    insights.metric(0, "A", "meeting_share", 0.4)
    insights.metric(1, "B", "meeting_share", 0.5)
    insights.metric(0, "A", "focus_hours", 9.0)
    rows = history("meeting_share", until=insights.block(2))
    assert list(zip(rows["unit"], rows["mid"], strict=True)) == [
        ("A", pytest.approx(0.4)),
        ("B", pytest.approx(0.5)),
    ]
    assert len(history("meeting_share", until=insights.block(1))) == 1


def test_the_history_of_a_construct_is_its_pulses() -> None:
    pulse = insights.questionnaire({"load": "workload", "rest": "recovery"})
    leaving = insights.questionnaire({"load": "workload"}, purpose=WaveKind.EXIT)
    insights.means(insights.wave(pulse, 0), "A", {"load": 3.0, "rest": 2.0})
    insights.means(insights.wave(leaving, 0), "A", {"load": 1.0})
    rows = history("construct:workload", until=insights.block(2))
    assert list(rows["mid"]) == [pytest.approx(3.0)]


def test_nothing_released_is_an_empty_history_and_baseline() -> None:
    for measure in ("meeting_share", "construct:workload"):
        assert history(measure, until=insights.block(2)).empty
        assert baseline(measure, unit="A", on=insights.block(2)).empty


def test_a_withheld_value_is_no_baseline() -> None:
    wave = insights.wave(insights.questionnaire({"load": "workload"}), 0)
    insights.means(wave, "A", {"load": None})  # type: ignore[dict-item]  # withheld
    assert baseline("construct:workload", unit="A", on=insights.block(2)).empty


def test_the_first_released_outcome_is_chosen_else_the_first() -> None:
    template = get_template("after_hours_agreement")
    outcome, rows = choose_outcome(template, unit="A", on=insights.block(2))
    assert (outcome.measure, len(rows)) == ("after_hours_hours", 0)
    insights.metric(0, "A", "quiet_days", 0.8)
    outcome, rows = choose_outcome(template, unit="A", on=insights.block(2))
    assert (outcome.measure, len(rows)) == ("quiet_days", 1)
